package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/statement"
)

const comment = "# Written by: go run ./dev/ror FILE, from seed/ror/matches.csv. Do not edit.\n"

// quoted are the fields whose values are written in quotes, since they may contain any text.
var quoted = []string{"country", "city", "region", "url", "name", "language"}

// group has the statements of a stream about one subject: that it exists, then its fields.
type group struct {
	exists statement.Statement
	fields []statement.Statement
}

// write writes a stream as the file of its source. Its errors include those of the stream.
func write(out io.Writer, stream statement.Stream) error {
	var groups []*group
	var errs []error
	for st, err := range stream {
		switch {
		case err != nil:
			errs = append(errs, err)
		case st.Field == "":
			groups = append(groups, &group{exists: st})
		default:
			last := groups[len(groups)-1]
			last.fields = append(last.fields, st)
		}
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	w := &writer{Writer: out}
	w.line(comment)
	w.head(groups[0])
	w.entities(groups[1:])
	w.relations(groups[1:])
	return w.err
}

type writer struct {
	io.Writer
	err error
}

func (w *writer) line(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w, format, args...)
	}
}

// head writes the source's statements about itself.
func (w *writer) head(g *group) {
	w.line("source:\n  id: %s\n", g.exists.Subject.ID)
	for _, st := range g.fields {
		value := st.Value.Text
		if st.Locator != "" {
			value = fmt.Sprintf("{value: %s, at: %s}", value, st.Locator)
		}
		w.line("  %s: %s\n", st.Field, value)
	}
}

// entities writes the entities by type.
func (w *writer) entities(groups []*group) {
	entities := slices.DeleteFunc(slices.Clone(groups), func(g *group) bool { return g.exists.Subject.ID == "" })
	slices.SortStableFunc(entities, func(a, b *group) int { return strings.Compare(a.exists.Subject.Type, b.exists.Subject.Type) })
	w.line("entities:\n")
	for i, g := range entities {
		if s := g.exists.Subject; i == 0 || entities[i-1].exists.Subject.Type != s.Type {
			w.line("  %s:\n", s.Type)
		}
		w.entity(g)
	}
}

// entity writes one entity. The provenance of the statement that the entity exists applies to
// the whole block.
func (w *writer) entity(g *group) {
	w.line("    %s:\n", g.exists.Subject.ID)
	if g.exists.Locator != "" {
		w.line("      at: %s\n", g.exists.Locator)
	}
	if g.exists.Date != "" {
		w.line("      date: %s\n", g.exists.Date)
	}
	for list := g.fields; len(list) > 0; {
		n := 1
		for n < len(list) && list[n].Field == list[0].Field {
			n++
		}
		w.field(list[:n], g.exists.Locator)
		list = list[n:]
	}
}

// field writes the statements about one field: one value, a list of words on one line, or
// a list of objects.
func (w *writer) field(list []statement.Statement, locator string) {
	field := list[0].Field
	switch {
	case list[0].Value.Parts == nil && field == "kinds":
		words := make([]string, 0, len(list))
		for _, st := range list {
			words = append(words, scalar(field, st.Value.Text))
		}
		w.line("      %s: [%s]\n", field, strings.Join(words, ", "))
	case list[0].Value.Parts == nil:
		w.line("      %s: %s\n", field, scalar(field, list[0].Value.Text))
	case field == "location":
		w.line("      %s: %s\n", field, object(list[0], locator))
	default:
		w.line("      %s:\n", field)
		for _, st := range list {
			w.line("        - %s\n", object(st, locator))
		}
	}
}

// object writes the parts of a value, and its locator if that differs from the block's.
func object(st statement.Statement, locator string) string {
	pairs := make([]string, 0, len(st.Value.Parts)+1)
	for _, p := range st.Value.Parts {
		pairs = append(pairs, p.Name+": "+scalar(p.Name, p.Text))
	}
	if st.Locator != locator {
		pairs = append(pairs, "at: "+strconv.Quote(st.Locator))
	}
	return "{" + strings.Join(pairs, ", ") + "}"
}

func scalar(field, text string) string {
	if slices.Contains(quoted, field) {
		return strconv.Quote(text)
	}
	return text
}

// relations writes the relations, which all have the same type.
func (w *writer) relations(groups []*group) {
	first := true
	for _, g := range groups {
		if g.exists.Subject.ID != "" {
			continue
		}
		if first {
			w.line("relations:\n  %s:\n", g.exists.Subject.Type)
		}
		first = false
		var ends []string
		for _, p := range g.exists.Subject.Key {
			ends = append(ends, p.Name+": "+p.Text)
		}
		w.line("    - {%s, at: %s}\n", strings.Join(ends, ", "), g.exists.Locator)
	}
}
