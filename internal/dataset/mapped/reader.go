package mapped

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/table"
	"whojoins/internal/model"
)

// Reader reads a table by a map.
type Reader struct {
	*Map
	in       *archive.Input
	where    intake.Where
	progress func(rows int)
	count    intake.Count
	rows     *intake.Rows
}

// New returns a reader of a table.
func New(in *archive.Input, m *Map, where intake.Where, progress func(rows int)) *Reader {
	return &Reader{Map: m, in: in, where: where, progress: progress}
}

// Rows returns the count of rows.
func (r *Reader) Rows() *intake.Count { return &r.count }

// Source describes the source that the map names.
func (r *Reader) Source() intake.Source {
	s := r.Map.Source
	return intake.Source{Import: "table-" + strings.TrimPrefix(s.ID, "source-"), ID: s.ID, Name: s.Name, URL: s.URL, Licence: s.Licence, Complete: true}
}

// Statements yields the statements of all rows.
func (r *Reader) Statements() statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		r.rows = &intake.Rows{Emitter: statement.NewEmitter(yield, statement.Statement{Authority: r.authority}), Count: &r.count, Progress: r.progress}
		for _, f := range r.in.Files {
			if err := r.read(f); err != nil && !r.rows.Stopped() {
				r.rows.FaultAt(statement.Place{File: f.Name}, fmt.Errorf("%s: %w", f.Name, err))
				return
			}
		}
	}
}

// row is a row of a table.
type row struct {
	header []string
	cells  []string
}

// get returns the cell of a column, with single spaces.
func (w *row) get(column string) string {
	i := slices.IndexFunc(w.header, func(h string) bool { return strings.EqualFold(h, column) })
	if i < 0 || i >= len(w.cells) {
		return ""
	}
	return strings.Join(strings.Fields(w.cells[i]), " ")
}

// read takes the rows of a file.
func (r *Reader) read(f archive.File) error {
	header, rows, done, err := open(f, r.Sheet)
	if err != nil {
		return err
	}
	defer done()
	if err := r.checkColumns(header); err != nil {
		return err
	}
	for _, c := range r.where {
		if !slices.ContainsFunc(header, func(h string) bool { return strings.EqualFold(h, c.Column) }) {
			return fmt.Errorf("the table has no column %q; %s", c.Column, statement.Suggest(c.Column, header))
		}
	}
	for line, err := range rows {
		var one *table.RowError
		if err != nil && !errors.As(err, &one) {
			return err
		}
		r.rows.Row(statement.Place{File: f.Name, Line: line.Number})
		w := &row{header, line.Cells}
		switch {
		case err == nil && slices.ContainsFunc(r.where, func(c intake.Condition) bool { return !c.Meets(w.get(c.Column)) }):
			r.count.LeftOut++
			continue
		case err == nil:
			err = r.row(w, line.Number)
		}
		if err != nil {
			r.rows.Refuse(err)
		}
		if r.rows.Stopped() {
			return nil
		}
	}
	return nil
}

// checkColumns checks that the table has the columns of the map.
func (r *Reader) checkColumns(header []string) error {
	var errs []error
	check := func(fields map[string]*Column) {
		for _, name := range sorted(fields) {
			if c := fields[name].Column; c != "" && !slices.ContainsFunc(header, func(h string) bool { return strings.EqualFold(h, c) }) {
				errs = append(errs, fmt.Errorf("the table has no column %q; %s", c, statement.Suggest(c, header)))
			}
		}
	}
	for _, name := range sorted(r.Entities) {
		check(r.Entities[name].Fields)
	}
	for _, relation := range r.Relations {
		check(relation.Fields)
	}
	return errors.Join(errs...)
}

// stated is a value of a field.
type stated struct {
	field string
	value statement.Value
}

// row takes a row: all of it, or nothing.
func (r *Reader) row(w *row, line int) error {
	ids := map[string]string{}
	states := map[string][]stated{}
	for _, name := range sorted(r.Entities) {
		e := r.Entities[name]
		list, err := r.fields(w, e.kind, e.Fields)
		if err != nil {
			return err
		}
		if ids[name], err = r.idOf(e, list); err != nil {
			return err
		}
		states[name] = list
	}
	type related struct {
		key        []string
		properties []stated
		kind       *model.Type
	}
	var relations []related
	for _, relation := range r.Relations {
		list, err := r.fields(w, relation.kind, relation.Fields)
		if err != nil {
			return err
		}
		one := related{kind: relation.kind}
		for _, end := range []*model.End{relation.kind.From, relation.kind.To} {
			to := relation.Ends[end.Name]
			if r.Entities[to] != nil {
				to = ids[to]
			}
			one.key = append(one.key, end.Name, to)
		}
		if one.key[1] == "" || one.key[3] == "" {
			continue // the row names nothing at this end
		}
		for _, s := range list {
			if statement.KeyField(relation.kind, s.field) != nil {
				one.key = append(one.key, s.field, s.value.Text)
			} else {
				one.properties = append(one.properties, s)
			}
		}
		if err := missing(relation, one.key); err != nil {
			return err
		}
		relations = append(relations, one)
	}
	at := fmt.Sprintf("row %d", line)
	for _, name := range sorted(r.Entities) {
		if ids[name] == "" || r.Entities[name].ID != "" && len(states[name]) == 0 {
			continue
		}
		r.rows.Entity(r.Entities[name].Type, ids[name], "", "", "")
		r.state(states[name])
	}
	for _, one := range relations {
		r.rows.Relation(one.kind.Name, "", at, "", one.key...)
		r.state(one.properties)
	}
	return nil
}

// missing returns an error if a required key property of a relation has no value.
func missing(relation *Relation, key []string) error {
	for _, f := range relation.kind.Key {
		if f.NonNull && !slices.Contains(key[4:], f.Name) {
			return fmt.Errorf("%s is missing; every %s has one: name a column, or a value, for it", f.Name, relation.Type)
		}
	}
	return nil
}

func (r *Reader) state(list []stated) {
	for _, s := range list {
		r.rows.State(s.field, s.value)
	}
}

// fields returns the values of a row for the fields of a map.
func (r *Reader) fields(w *row, t *model.Type, fields map[string]*Column) (list []stated, err error) {
	for _, name := range sorted(fields) {
		field, part, err := r.target(t, name)
		if err != nil {
			return nil, err
		}
		values, err := r.values(w, field, part, fields[name])
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			list = append(list, stated{field.Name, v})
		}
	}
	return list, nil
}

// idOf returns the id of an entity of a row: that of its best identifier, or else one made of its
// name. It is empty if the row names none.
func (r *Reader) idOf(e *Entity, list []stated) (string, error) {
	if e.ID != "" {
		return e.ID, nil
	}
	name, country := "", ""
	identifiers := map[string]string{}
	for _, s := range list {
		field := e.kind.Field(s.field)
		switch {
		case s.field == "name":
			name = s.value.Text
		case field.Role == model.Country:
			country = s.value.Text
		case field.Scalar == model.Parts && len(s.value.Parts) == 2 && field.Object.WithRole(model.Scheme) != nil:
			ref, err := statement.Ref(s.value.Parts[0].Text + ":" + s.value.Parts[1].Text)
			if err != nil {
				return "", err
			}
			scheme, value, _ := strings.Cut(ref, ":")
			identifiers[scheme] = value
		}
	}
	for _, scheme := range schemes {
		if id := scheme + "-" + intake.Slug(identifiers[scheme]); identifiers[scheme] != "" && statement.IsID(id) {
			return id, nil
		}
	}
	switch {
	case name == "" && len(list) > 0:
		return "", errors.New("the row has values, but no name")
	case name == "":
		return "", nil
	case e.kind.Term != personTerm && len(identifiers) == 0 && intake.IsPerson(name):
		return "", errors.New(intake.Person)
	}
	return r.made(name, country), nil
}

// personTerm is the type of schema.org for people, who may be in a table of people only.
const personTerm = "Person"

// schemes are the registers whose identifiers make ids, best first.
var schemes = []string{"pic", "ror", "orcid", "grant", "wikidata", "vat", "doi"}

// made returns an id made of a name and a country, for this source.
func (r *Reader) made(name, country string) string {
	slug := intake.Slug(model.Fold(name))
	if slug == "" || len(slug) > 60 {
		sum := sha256.Sum256([]byte(name))
		slug = strings.Trim(slug[:min(len(slug), 50)]+"-"+hex.EncodeToString(sum[:4]), "-")
	}
	list := strings.TrimPrefix(r.Map.Source.ID, "source-")
	return strings.Join(slices.DeleteFunc([]string{list[:min(len(list), 30)], slug, strings.ToLower(country)}, func(s string) bool { return s == "" }), "-")
}
