package yaml

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// Write writes a stream as the file of its source, which is the first subject of the stream.
// Reading the file returns the same statements, apart from their order and places. The
// provenance of the statement that a subject exists becomes that of its block, and the source's
// that of the file. The comment is the first line. Write returns the faults of the stream, each
// with its place, and then writes nothing.
func Write(out io.Writer, schema *statement.Schema, comment string, stream statement.Stream) error {
	groups, err := collect(stream)
	if err != nil {
		return err
	}
	if len(groups) == 0 || groups[0].exists.Subject.Type != schema.Source.Name {
		return errors.New("the stream must begin with its source")
	}
	w := &fileWriter{schema: schema, base: groups[0].exists}
	w.line("# %s\n", comment)
	w.head(groups[0])
	w.entities(groups[1:])
	w.relations(groups[1:])
	if len(w.errs) > 0 {
		return errors.Join(w.errs...)
	}
	_, err = io.WriteString(out, w.text.String())
	return err
}

// group has the statements about one subject: that it exists, then its fields.
type group struct {
	exists statement.Statement
	fields []statement.Statement
}

// collect returns the statements of a stream by subject, in the order of the stream. Several
// records of one entity make one group.
func collect(stream statement.Stream) (groups []*group, err error) {
	var errs []error
	entities := map[string]*group{}
	var current *group
	for st, err := range stream {
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%v: %w", st.Place, err))
		case st.Field != "":
			current.fields = append(current.fields, st)
		default:
			current = entities[st.Subject.ID]
			if current == nil {
				current = &group{exists: st}
				groups = append(groups, current)
			}
			if st.Subject.ID != "" {
				entities[st.Subject.ID] = current
			}
		}
	}
	return groups, errors.Join(errs...)
}

// fileWriter writes the file of a source.
type fileWriter struct {
	schema *statement.Schema
	text   strings.Builder
	errs   []error
	// base is the provenance that the head gives to all statements.
	base statement.Statement
}

func (w *fileWriter) line(format string, args ...any) { fmt.Fprintf(&w.text, format, args...) }

// head writes the source's statements about itself, and the provenance of the file.
func (w *fileWriter) head(g *group) {
	w.line("source:\n  id: %s\n", g.exists.Subject.ID)
	var none statement.Statement
	for _, pair := range w.provenance(g.exists, none) {
		w.line("  %s\n", pair)
	}
	w.fields(g, "  ")
}

// entities writes the entities by type.
func (w *fileWriter) entities(groups []*group) {
	entities := slices.DeleteFunc(slices.Clone(groups), func(g *group) bool { return g.exists.Subject.ID == "" })
	slices.SortStableFunc(entities, byType)
	for i, g := range entities {
		s := g.exists.Subject
		if i == 0 {
			w.line("entities:\n")
		}
		if i == 0 || entities[i-1].exists.Subject.Type != s.Type {
			w.line("  %s:\n", s.Type)
		}
		w.line("    %s:\n", s.ID)
		for _, pair := range w.provenance(g.exists, w.base) {
			w.line("      %s\n", pair)
		}
		w.fields(g, "      ")
	}
}

func byType(a, b *group) int { return strings.Compare(a.exists.Subject.Type, b.exists.Subject.Type) }

// fields writes the fields of an entity, in the order of their first statements.
func (w *fileWriter) fields(g *group, indent string) {
	t := w.schema.Type(g.exists.Subject.Type)
	for i, st := range g.fields {
		sameField := func(o statement.Statement) bool { return o.Field == st.Field }
		if slices.ContainsFunc(g.fields[:i], sameField) {
			continue
		}
		field := w.schema.Field(t, st.Field)
		if field == nil {
			w.errs = append(w.errs, fmt.Errorf("%v: unknown field %q of %s", st.Place, st.Field, t.Name))
			continue
		}
		var values []string
		for _, o := range g.fields[i:] {
			if sameField(o) {
				values = append(values, w.value(field, o, g.exists))
			}
		}
		switch {
		case field.Scalar == model.Parts || len(values) > 1 && !field.List:
			w.line("%s%s:\n%s  - %s\n", indent, st.Field, indent, strings.Join(values, "\n"+indent+"  - "))
		case len(values) > 1 || field.List:
			w.line("%s%s: [%s]\n", indent, st.Field, strings.Join(values, ", "))
		default:
			w.line("%s%s: %s\n", indent, st.Field, values[0])
		}
	}
}

// value returns a value, with its provenance where that differs from the block's.
func (w *fileWriter) value(field *model.Field, st, block statement.Statement) string {
	provenance := w.provenance(st, block)
	parts := make([]string, 0, len(st.Value.Parts)+len(provenance))
	for _, p := range st.Value.Parts {
		parts = append(parts, p.Name+": "+scalar(p.Text))
	}
	switch {
	case len(parts) > 0 && (field.Scalar == model.Parts || len(provenance) == 0):
		return "{" + strings.Join(append(parts, provenance...), ", ") + "}"
	case len(parts) > 0:
		return "{" + strings.Join(append([]string{"value: {" + strings.Join(parts, ", ") + "}"}, provenance...), ", ") + "}"
	case len(provenance) > 0:
		return "{" + strings.Join(append([]string{"value: " + scalar(st.Value.Text)}, provenance...), ", ") + "}"
	default:
		return scalar(st.Value.Text)
	}
}

// provenance returns what differs in the provenance of a statement from that of its block, as
// keys and values. A block's place, date or rank cannot be taken back.
func (w *fileWriter) provenance(st, block statement.Statement) (pairs []string) {
	for _, p := range []struct{ key, own, block string }{
		{keyAt, st.Locator, block.Locator}, {keyDate, st.Date, block.Date},
		{keyRank, st.Rank, block.Rank}, {keyAuthority, st.Authority.String(), block.Authority.String()},
	} {
		switch {
		case p.own == "" && p.block != "":
			w.errs = append(w.errs, fmt.Errorf("%v: %s %q of the block would apply to a statement without one", st.Place, p.key, p.block))
		case p.own != p.block:
			pairs = append(pairs, p.key+": "+scalar(p.own))
		}
	}
	return pairs
}

// relations writes the relations by type.
func (w *fileWriter) relations(groups []*group) {
	relations := slices.DeleteFunc(slices.Clone(groups), func(g *group) bool { return g.exists.Subject.ID != "" })
	slices.SortStableFunc(relations, byType)
	for i, g := range relations {
		s := g.exists.Subject
		if i == 0 {
			w.line("relations:\n")
		}
		if i == 0 || relations[i-1].exists.Subject.Type != s.Type {
			w.line("  %s:\n", s.Type)
		}
		w.line("    - {%s}\n", strings.Join(w.relation(g), ", "))
	}
}

// relation returns the keys and values of a relation.
func (w *fileWriter) relation(g *group) (pairs []string) {
	t := w.schema.Type(g.exists.Subject.Type)
	for _, p := range g.exists.Subject.Key {
		if p.Text != "" {
			pairs = append(pairs, p.Name+": "+scalar(p.Text))
		}
	}
	for _, st := range g.fields {
		if field := w.schema.Field(t, st.Field); field != nil {
			pairs = append(pairs, st.Field+": "+w.value(field, st, g.exists))
		} else {
			w.errs = append(w.errs, fmt.Errorf("%v: unknown field %q of %s", st.Place, st.Field, t.Name))
		}
	}
	return append(pairs, w.provenance(g.exists, w.base)...)
}
