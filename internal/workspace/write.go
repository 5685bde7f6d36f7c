package workspace

import (
	"bufio"
	"bytes"
	"strings"
)

// people returns the beginnings of the lines of subjects that are people.
func (t *Transaction) people() (prefixes []string) {
	for _, e := range t.schema.Entities {
		if e.Term == personTerm {
			prefixes = append(prefixes, string(entityLine)+"\t"+e.Name+"\t")
		}
	}
	return prefixes
}

// personTerm is the type of schema.org for people.
const personTerm = "Person"

// writer writes merged records.
type writer struct {
	*head
	out     *bufio.Writer
	written int
	// people are the beginnings of the lines of people, and personal their ids.
	people   []string
	personal map[string]bool
	// forgotten are people of whom nothing is written.
	forgotten *Forgotten
	lines     []byte
}

// write writes a record that several runs may have. Statements about people that the newest input
// no longer has are left out.
func (w *writer) write(key []byte, lines [][]byte) error {
	r := record{key: string(key)}
	if w.isForgotten(r.key) {
		return nil
	}
	personal := w.isPersonal(r.key)
	if len(lines) == 1 && w.copied(key, lines[0]) {
		_, err := w.out.Write(w.lines)
		return err
	}
	for _, l := range lines {
		if err := r.parse(l); err != nil {
			return err
		}
	}
	r.settle()
	newest, kept := w.newest(r.of), r.stated[:0]
	for _, s := range r.stated {
		if personal && s.old(newest) {
			continue
		}
		if s.seen == newest {
			s.seen = ""
		}
		kept = append(kept, s)
	}
	if r.stated = kept; len(kept) == 0 {
		return nil
	}
	w.lines = r.lines(append(append(w.lines[:0], key...), '\n'))
	_, err := w.out.Write(w.lines)
	return err
}

// copied sets lines to those of a record that one run has. It reports false unless the newest input
// that would have the record has all of its statements, so that only their stamps are left out.
func (w *writer) copied(key, record []byte) bool {
	of, text := "", record
	w.lines = append(append(w.lines[:0], key...), '\n')
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		text = rest
		switch line[0] {
		case recordLine:
			of = string(line[2:])
		case provenanceLine:
			_, dated, _ := bytes.Cut(line[2:], []byte("\t"))
			_, stamped, _ := bytes.Cut(dated, []byte("\t"))
			stamp, authority, ok := bytes.Cut(stamped, []byte("\t"))
			if !ok || string(stamp) != w.newest(of) {
				return false
			}
			w.lines = append(append(append(w.lines, line[:len(line)-len(stamped)]...), '\t'), authority...)
			w.lines = append(w.lines, '\n')
			continue
		}
		w.lines = append(append(w.lines, line...), '\n')
	}
	return true
}

// isForgotten reports whether a record is about a person who was removed: the person, or one of its
// relations.
func (w *writer) isForgotten(key string) bool {
	if w.forgotten.None() {
		return false
	}
	parts := strings.Split(key, "\t")
	if key[0] == entityLine {
		return w.forgotten.Has(parts[len(parts)-1])
	}
	for i := 3; i < len(parts); i += 2 {
		if w.forgotten.Has(parts[i]) {
			return true
		}
	}
	return false
}

// isPersonal reports whether a record is about a person: the person, or one of its relations.
// Entities come before relations.
func (w *writer) isPersonal(key string) bool {
	for _, prefix := range w.people {
		if id, ok := strings.CutPrefix(key, prefix); ok {
			w.personal[id] = true
			return true
		}
	}
	if key[0] != relationLine || len(w.personal) == 0 {
		return false
	}
	parts := strings.Split(key, "\t")
	for i := 3; i < len(parts); i += 2 {
		if w.personal[parts[i]] {
			return true
		}
	}
	return false
}
