package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
)

// An import file is text. Each record begins with a line for its subject; tabs separate the parts
// of a line, and no part has a tab or a line break.
//
//	E type id                         an entity
//	R type name value name value …    a relation, by its ends and key properties
//	U record                          the record of the source that has it
//	L locator date seen authority     the provenance of the lines that follow
//	V field text                      a value; with an empty field, the statement that the subject exists
//	P field name text name text …     a value with several parts
//
// Seen is the stamp of the newest input that has the statement; it is empty if that is the newest
// input that would have it.
const (
	entityLine     = 'E'
	relationLine   = 'R'
	recordLine     = 'U'
	provenanceLine = 'L'
	valueLine      = 'V'
	partsLine      = 'P'
)

// record has the statements about one subject.
type record struct {
	// key is the line of the subject.
	key string
	// of is the record of the source that has the statements, or empty.
	of     string
	stated []stated
	// line is the line of the file on which it begins.
	line int
}

// stated is a statement.
type stated struct {
	locator, date, seen, authority string
	// body is the line of the value.
	body string
}

// declares reports whether the statement is that the subject exists.
func (s *stated) declares() bool { return s.body == "V\t\t" }

// compareStated orders the statements of a record: those that the subject exists come first.
func compareStated(a, b stated) int {
	if a.declares() != b.declares() {
		if a.declares() {
			return -1
		}
		return 1
	}
	return cmp.Or(strings.Compare(a.locator, b.locator), strings.Compare(a.body, b.body))
}

// settle orders the statements, and states each once, with the newest date and the newest stamp.
func (r *record) settle() {
	slices.SortStableFunc(r.stated, compareStated)
	kept := r.stated[:0]
	for _, s := range r.stated {
		if n := len(kept); n > 0 && compareStated(kept[n-1], s) == 0 {
			last := &kept[n-1]
			last.date, last.seen = max(last.date, s.date), max(last.seen, s.seen)
			last.authority = max(last.authority, s.authority)
			continue
		}
		kept = append(kept, s)
	}
	r.stated = kept
}

// lines appends the lines of a record that follow the line of its subject.
func (r *record) lines(to []byte) []byte {
	if r.of != "" {
		to = append(append(append(to, recordLine, '\t'), r.of...), '\n')
	}
	var last stated
	for i, s := range r.stated {
		if i == 0 || s.locator != last.locator || s.date != last.date || s.seen != last.seen || s.authority != last.authority {
			to = append(to, provenanceLine)
			for _, part := range []string{s.locator, s.date, s.seen, s.authority} {
				to = append(append(to, '\t'), part...)
			}
			to = append(to, '\n')
			last = s
		}
		to = append(append(to, s.body...), '\n')
	}
	return to
}

// parse adds the statements in the lines of a record.
func (r *record) parse(lines []byte) error {
	var from stated
	for text := string(lines); text != ""; {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if len(line) < 2 || line[1] != '\t' {
			return fmt.Errorf("%q is not a line of an import file", line)
		}
		switch line[0] {
		case recordLine:
			r.of = max(r.of, line[2:])
		case provenanceLine:
			var ok bool
			if from, ok = provenanceOf(line[2:]); !ok {
				return fmt.Errorf("%q is not the provenance of statements", line)
			}
		case valueLine, partsLine:
			from.body = line
			r.stated = append(r.stated, from)
		default:
			return fmt.Errorf("%q is not a line of an import file", line)
		}
	}
	return nil
}

// provenanceOf returns the provenance in a line, without a value. It reports false if the line is none.
func provenanceOf(line string) (from stated, ok bool) {
	for _, part := range []*string{&from.locator, &from.date, &from.seen} {
		if *part, line, ok = strings.Cut(line, "\t"); !ok {
			return from, false
		}
	}
	from.authority = line
	return from, !strings.Contains(line, "\t")
}

// appendKey appends the line of a subject.
func appendKey(to []byte, s *statement.Subject) ([]byte, error) {
	if s.ID != "" {
		return appendLine(to, entityLine, s.Type, s.ID)
	}
	to, err := appendLine(to, relationLine, s.Type)
	return appendProperties(to, s.Key, err)
}

// appendBody appends the line of the value of a statement.
func appendBody(to []byte, st *statement.Statement) ([]byte, error) {
	if st.Value.Parts == nil {
		return appendLine(to, valueLine, st.Field, st.Value.Text)
	}
	to, err := appendLine(to, partsLine, st.Field)
	return appendProperties(to, st.Value.Parts, err)
}

// appendLine appends parts as a line without its end.
func appendLine(to []byte, kind byte, parts ...string) ([]byte, error) {
	to = append(to, kind)
	var err error
	for _, part := range parts {
		to, err = appendPart(to, part, err)
	}
	return to, err
}

// appendProperties appends names and texts to a line, unless there is an error before.
func appendProperties(to []byte, list []statement.Property, err error) ([]byte, error) {
	for i := range list {
		to, err = appendPart(to, list[i].Name, err)
		to, err = appendPart(to, list[i].Text, err)
	}
	return to, err
}

// appendPart appends a part to a line, unless there is an error before.
func appendPart(to []byte, part string, err error) ([]byte, error) {
	if err == nil {
		err = checkPart(part)
	}
	return append(append(to, '\t'), part...), err
}

// checkPart returns an error for a text that cannot be a part of a line.
func checkPart(part string) error {
	for i := range len(part) {
		if c := part[i]; c == '\t' || c == '\n' || c == '\r' {
			return fmt.Errorf("%q has a tab or a line break; a reader must give cleaned texts", part)
		}
	}
	return nil
}

// subjectOf returns the subject of a line.
func subjectOf(key string) (*statement.Subject, error) {
	kind, rest, _ := strings.Cut(key, "\t")
	typ, rest, more := strings.Cut(rest, "\t")
	switch separators := strings.Count(rest, "\t"); {
	case kind == string(entityLine) && more && separators == 0:
		return &statement.Subject{Type: typ, ID: rest}, nil
	case kind == string(relationLine) && typ != "" && !more:
		return &statement.Subject{Type: typ}, nil
	case kind == string(relationLine) && more && separators%2 == 1:
		return &statement.Subject{Type: typ, Key: properties(rest)}, nil
	}
	return nil, fmt.Errorf("%q is not the line of a subject", key)
}

// fieldOf returns the field of the line of a value.
func fieldOf(body string) string {
	field, _, _ := strings.Cut(body[2:], "\t")
	return field
}

// valueOf returns the field and the value of a line.
func valueOf(body string) (field string, v statement.Value) {
	field, text, _ := strings.Cut(body[2:], "\t")
	if body[0] == partsLine {
		return field, statement.Value{Parts: properties(text)}
	}
	return field, statement.Text(text)
}

// properties returns names and texts, which tabs separate, as properties.
func properties(text string) []statement.Property {
	list := make([]statement.Property, 0, (strings.Count(text, "\t")+1)/2)
	for more := true; more; {
		var name, value string
		if name, text, more = strings.Cut(text, "\t"); more {
			value, text, more = strings.Cut(text, "\t")
			list = append(list, statement.Property{Name: name, Text: value})
		}
	}
	return list
}
