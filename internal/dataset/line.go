package dataset

import "whojoins/internal/dataset/statement"

// line is a place in a compact form, of which millions are kept: the position of its file
// in filesSeen, and the line.
type line struct {
	file, line int32
}

// filesSeen are the names of the files that statements come from, each once.
type filesSeen struct {
	names     []string
	positions map[string]int32
}

// line returns a place in its compact form.
func (f *filesSeen) line(p statement.Place) line {
	if n := len(f.names); n > 0 && f.names[n-1] == p.File {
		return line{int32(n - 1), int32(p.Line)}
	}
	i, known := f.positions[p.File]
	if !known {
		if f.positions == nil {
			f.positions = map[string]int32{}
		}
		i = int32(len(f.names))
		f.positions[p.File] = i
		f.names = append(f.names, p.File)
	}
	return line{i, int32(p.Line)}
}

// place returns the place of a compact line.
func (m *merger) place(l line) statement.Place {
	return statement.Place{File: m.files.names[l.file], Line: int(l.line)}
}
