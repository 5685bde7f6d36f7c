// Package mapped reads tables that people keep themselves, as CSV, TSV or XLSX. A map, a YAML file,
// names the source and says what each column means; Draft writes a first map from a table.
package mapped

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// Map says what a table means.
type Map struct {
	Source struct {
		ID        string `yaml:"id"`
		Name      string `yaml:"name"`
		URL       string `yaml:"url"`
		Licence   string `yaml:"licence"`
		Authority string `yaml:"authority"`
	} `yaml:"source"`
	// Sheet is the name of the sheet of a workbook; by default the first.
	Sheet string `yaml:"sheet"`
	// Dates is the order in which days are written: "day first" or "month first". Dates with the
	// year first are always read.
	Dates string `yaml:"dates"`
	// Entities are what each row describes, by a name that relations use.
	Entities map[string]*Entity `yaml:"entities"`
	// Relations are what each row relates.
	Relations []*Relation `yaml:"relations"`

	schema    *statement.Schema
	authority statement.Authority
}

// Entity is an entity that each row describes.
type Entity struct {
	// Type is the name of its type.
	Type string `yaml:"type"`
	// ID is the id of one entity that all rows are about.
	ID string `yaml:"id"`
	// Fields are the columns by field, such as name, country or identifiers.pic.
	Fields map[string]*Column `yaml:"fields"`
	kind   *model.Type
}

// Relation is a relation that each row states.
type Relation struct {
	Type string `yaml:"type"`
	// Ends are names of entities, or ids, by the name of the end.
	Ends map[string]string `yaml:"ends"`
	// Fields are the columns by property.
	Fields map[string]*Column `yaml:"fields"`
	kind   *model.Type
}

// Column is where a value comes from: a column, or the value itself.
type Column struct {
	Column string `yaml:"column"`
	Value  string `yaml:"value"`
	// Values are what the words of the column mean.
	Values map[string]string `yaml:"values"`
	// Otherwise is what any other word means.
	Otherwise string `yaml:"otherwise"`
	// Separator separates several values in a cell.
	Separator string `yaml:"separator"`
}

// UnmarshalYAML implements yaml.Unmarshaler: a plain text is the name of a column.
func (c *Column) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		c.Column = n.Value
		return nil
	}
	type plain Column
	return n.Decode((*plain)(c))
}

// Parse reads a map. The error lists everything that is wrong.
func Parse(schema *statement.Schema, text []byte) (*Map, error) {
	m := &Map{schema: schema}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(m); err != nil {
		return nil, fmt.Errorf("the map is not valid: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	var errs []error
	fault := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	var err error
	if m.authority, err = statement.ParseAuthority(cmp.Or(m.Source.Authority, statement.Other.String())); err != nil {
		fault("source: authority: %w", err)
	}
	switch {
	case !statement.IsID(m.Source.ID) || !strings.HasPrefix(m.Source.ID, "source-"):
		fault("source: %q is not the id of a source; write source- and a short name, such as source-partner-list", m.Source.ID)
	case m.Source.Name == "":
		fault("source: the name is missing")
	}
	if !slices.Contains([]string{"", dayFirst, monthFirst}, m.Dates) {
		fault("dates: %q is neither %q nor %q", m.Dates, dayFirst, monthFirst)
	}
	if len(m.Entities) == 0 {
		fault("entities: the map describes nothing; name at least one entity with its type and fields")
	}
	for _, name := range sorted(m.Entities) {
		m.checkEntity(name, m.Entities[name], fault)
	}
	for i, r := range m.Relations {
		m.checkRelation(fmt.Sprintf("relation %d", i+1), r, fault)
	}
	return m, errors.Join(errs...)
}

const (
	dayFirst   = "day first"
	monthFirst = "month first"
)

// checkEntity checks the description of an entity.
func (m *Map) checkEntity(name string, e *Entity, fault func(format string, args ...any)) {
	if e == nil || m.schema.Type(e.Type) == nil || m.schema.Type(e.Type).Kind != model.Entity {
		known := make([]string, 0, len(m.schema.Entities))
		for _, t := range m.schema.Entities {
			known = append(known, t.Name)
		}
		kind := ""
		if e != nil {
			kind = e.Type
		}
		fault("entities: %s: %q is not a type of entity; %s", name, kind, statement.Suggest(kind, known))
		return
	}
	e.kind = m.schema.Type(e.Type)
	if e.ID != "" && !statement.IsID(e.ID) {
		fault("entities: %s: %q is not an id; %s", name, e.ID, statement.IDRule)
	}
	if e.ID == "" && e.Fields["name"] == nil {
		fault("entities: %s: name is missing; say which column has it", name)
	}
	m.checkFields("entities: "+name, e.kind, e.Fields, fault)
}

// checkRelation checks the description of a relation.
func (m *Map) checkRelation(at string, r *Relation, fault func(format string, args ...any)) {
	t := (*model.Type)(nil)
	if r != nil {
		t = m.schema.Type(r.Type)
	}
	if t == nil || t.Kind != model.Relation {
		known := make([]string, 0, len(m.schema.Relations))
		for _, t := range m.schema.Relations {
			known = append(known, t.Name)
		}
		kind := ""
		if r != nil {
			kind = r.Type
		}
		fault("relations: %s: %q is not a type of relation; %s", at, kind, statement.Suggest(kind, known))
		return
	}
	r.kind = t
	for _, end := range []*model.End{t.From, t.To} {
		if to := r.Ends[end.Name]; m.Entities[to] == nil && !statement.IsID(to) && !statement.IsIdentifier(to) {
			fault("relations: %s: ends: %s is %q, which is neither the name of an entity of this map nor an id; names are %s", at, end.Name, to, strings.Join(sorted(m.Entities), ", "))
		}
	}
	for name := range r.Ends {
		if t.End(name) == nil {
			fault("relations: %s: ends: %q is no end; %s", at, name, statement.Suggest(name, []string{t.From.Name, t.To.Name}))
		}
	}
	m.checkFields("relations: "+at, t, r.Fields, fault)
}

// checkFields checks that fields can be stated.
func (m *Map) checkFields(at string, t *model.Type, fields map[string]*Column, fault func(format string, args ...any)) {
	for _, name := range sorted(fields) {
		field, part, err := m.target(t, name)
		switch c := fields[name]; {
		case err != nil:
			fault("%s: %w", at, err)
		case c == nil || c.Column == "" && c.Value == "":
			fault("%s: %s has neither a column nor a value", at, name)
		case field.Scalar == model.Parts && part == "" && len(required(field)) > 1:
			fault("%s: %s needs a word after a point, such as identifiers.pic or links.website", at, name)
		}
	}
}

// target returns the field for a name in a map, and the word after the point.
func (m *Map) target(t *model.Type, name string) (*model.Field, string, error) {
	base, part, _ := strings.Cut(name, ".")
	field := m.schema.Field(t, base)
	if field == nil {
		field = statement.KeyField(t, base)
	}
	if field == nil {
		known := append(statement.Names(m.schema.Fields(t)), statement.Names(t.Key)...)
		return nil, "", fmt.Errorf("%q is not a field of %s; %s", name, t.Name, statement.Suggest(base, known))
	}
	return field, part, nil
}

// required returns the required parts of an object in a list.
func required(field *model.Field) (names []string) {
	for _, f := range statement.PartFields(field.Object) {
		if f.NonNull {
			names = append(names, f.Name)
		}
	}
	return names
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
