package workspace

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// format is the first line of an import file. The second is the manifest; then follow a line for
// each record of the source that is replaced on its own, a line for each refused row, an empty
// line, and the records.
const format = "whojoins statements 1"

// maxLine is the largest number of bytes of a line: a value of at most statement.MaxText, with its
// names.
const maxLine = 1 << 20

// head is what an import file says before its records.
type head struct {
	Manifest
	// records has the stamps of the newest inputs that have everything about a record of the
	// source, by record.
	records map[string]string
	// refused are the rows that cannot be used.
	refused []Refusal
}

// newest returns the stamp of the newest input that would have the statements of a record, or ""
// if none is known to.
func (h *head) newest(record string) string { return max(h.Complete, h.records[record]) }

// join returns the heads of both imports together.
func (h *head) join(other *head) head {
	joined := head{Manifest: h.Manifest.join(&other.Manifest), records: map[string]string{}, refused: slices.Concat(h.refused, other.refused)}
	for _, records := range []map[string]string{h.records, other.records} {
		for r, stamp := range records {
			joined.records[r] = max(joined.records[r], stamp)
		}
	}
	joined.settle()
	return joined
}

// settle orders everything, states it once, and drops what no longer matters: records that a
// complete input has later.
func (h *head) settle() {
	h.Manifest.settle()
	maps.DeleteFunc(h.records, func(_, stamp string) bool { return stamp <= h.Complete })
	slices.SortFunc(h.refused, compareRefusals)
	h.refused = slices.Compact(h.refused)
}

// write writes a head.
func (h *head) write(out *bufio.Writer) error {
	manifest, err := json.Marshal(&h.Manifest)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n%s\n", format, manifest)
	for _, r := range slices.Sorted(maps.Keys(h.records)) {
		fmt.Fprintf(out, "%c\t%s\t%s\n", recordLine, r, h.records[r])
	}
	for _, r := range h.refused {
		fmt.Fprintf(out, "X\t%s\t%d\t%s\t%d\t%s\n", r.SHA256, r.Number, r.File, r.Line, r.Reason)
	}
	return out.WriteByte('\n')
}

// source reads an import file.
type source struct {
	head
	name   string
	file   *os.File
	zip    *zstd.Decoder
	lines  *bufio.Scanner
	number int
	// subject is the line of the next subject, if it was read, and at its number.
	subject string
	at      int
	// buffer has the lines of a record; it is reused.
	buffer []byte
}

// openSource opens an import file and reads its head. A name is relative to the workspace.
func openSource(dir, name string) (*source, error) {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	zip, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	s := &source{name: name, file: f, zip: zip, lines: bufio.NewScanner(zip)}
	s.lines.Buffer(make([]byte, 1<<16), maxLine)
	if err := s.readHead(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *source) close() error {
	s.zip.Close()
	return s.file.Close()
}

// line returns the next line; io.EOF after the last one.
func (s *source) line() ([]byte, error) {
	if !s.lines.Scan() {
		if err := s.lines.Err(); err != nil {
			return nil, s.damaged(err)
		}
		return nil, io.EOF
	}
	s.number++
	return s.lines.Bytes(), nil
}

// damaged returns the error of a file that no import has written.
func (s *source) damaged(err error) error {
	return fmt.Errorf("%s, line %d: %w; the file is damaged: restore it from a copy, or delete it and import again", s.name, s.number, err)
}

func (s *source) readHead() error {
	first, err := s.line()
	if err != nil || string(first) != format {
		return s.damaged(fmt.Errorf("the file does not begin with %q", format))
	}
	manifest, err := s.line()
	if err == nil {
		err = json.Unmarshal(manifest, &s.Manifest)
	}
	if err != nil {
		return s.damaged(err)
	}
	s.records = map[string]string{}
	for {
		line, err := s.line()
		if err != nil {
			return s.damaged(fmt.Errorf("the head is incomplete: %w", err))
		}
		if len(line) == 0 {
			return nil
		}
		parts := strings.Split(string(line), "\t")
		switch {
		case parts[0] == string(recordLine) && len(parts) == 3:
			s.records[parts[1]] = parts[2]
		case parts[0] == "X" && len(parts) == 6:
			number, err := strconv.Atoi(parts[2])
			line, lineErr := strconv.Atoi(parts[4])
			if err := errors.Join(err, lineErr); err != nil {
				return s.damaged(err)
			}
			s.refused = append(s.refused, Refusal{SHA256: parts[1], Number: number, File: parts[3], Line: line, Reason: parts[5]})
		default:
			return s.damaged(fmt.Errorf("%.40q is not a line of the head", line))
		}
	}
}

// next reads the next record. It reports false after the last one.
func (s *source) next(r *record) (bool, error) {
	if s.subject == "" {
		line, err := s.line()
		if errors.Is(err, io.EOF) {
			return false, nil
		} else if err != nil {
			return false, err
		}
		s.subject, s.at = string(line), s.number
	}
	*r = record{key: s.subject, stated: r.stated[:0]}
	s.buffer = s.buffer[:0]
	for s.subject = ""; s.subject == ""; {
		line, err := s.line()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return false, err
		}
		if len(line) > 0 && (line[0] == entityLine || line[0] == relationLine) {
			s.subject = string(line)
			break
		}
		s.buffer = append(append(s.buffer, line...), '\n')
	}
	at := s.at
	s.at = s.number
	if err := r.parse(s.buffer); err != nil {
		return false, s.damaged(err)
	}
	r.line = at
	return true, nil
}

// fromFile yields the records of an import file as a sorted run. Every statement has the stamp of
// the input that it was last seen in, since other imports have other newest inputs.
type fromFile struct {
	*source
	current    record
	key, lines []byte
}

func (f *fromFile) next() (bool, error) {
	ok, err := f.source.next(&f.current)
	if !ok {
		return false, err
	}
	newest := f.newest(f.current.of)
	for i := range f.current.stated {
		if s := &f.current.stated[i]; s.seen == "" {
			s.seen = newest
		}
	}
	f.key, f.lines = append(f.key[:0], f.current.key...), f.current.lines(f.lines[:0])
	return true, nil
}

func (f *fromFile) record() (key, lines []byte) { return f.key, f.lines }
func (f *fromFile) close() error                { return f.source.close() }
