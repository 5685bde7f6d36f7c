package build

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unique"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/identity"
	"whojoins/internal/model"
)

// Fields that every schema has.
const (
	fieldName        = "name"
	fieldAliases     = "aliases"
	fieldIdentifiers = "identifiers"
	fieldIdentity    = "identity"
	fieldLinks       = "links"
	partURL          = "url"
)

// collection has the records that the streams describe.
type collection struct {
	ctx     context.Context
	schema  *statement.Schema
	in      *Input
	records map[string]*found
	// waiting are records that curated files name by an identifier.
	waiting map[string]*found
	classes map[*model.Type]string
	// texts are the texts of one.
	texts map[string]string
	steps int
}

// found is a record with what building needs of it.
type found struct {
	*identity.Record
	kind *model.Type
	// enriching reports whether only imports that enrich have the record.
	enriching bool
	// named are the streams that state its name, by position: 0 is curated.
	named []string
	// stated are the values of fields with a single text, of the first stream that states each.
	stated []statedText
	// current reports whether a source still states the record. If none does, it is what deprecated
	// statements last said of it, so that it stays the same entity.
	current bool
	last    *found
}

// statedText is the value of a field.
type statedText struct {
	field *model.Field
	text  string
}

// settle makes a record that no source states any longer what was last stated.
func (r *found) settle() {
	if last := r.last; !r.current && last != nil {
		r.Names, r.Identifiers, r.Countries, r.Cities, r.Places, r.Domains = last.Names, last.Identifiers, last.Countries, last.Cities, last.Places, last.Domains
		r.named, r.stated = last.named, last.stated
	}
	r.last = nil
}

func newCollection(ctx context.Context, schema *statement.Schema, in *Input) *collection {
	c := &collection{ctx: ctx, schema: schema, in: in, records: map[string]*found{}, waiting: map[string]*found{}, classes: map[*model.Type]string{}, texts: map[string]string{}}
	for _, t := range schema.Entities {
		c.classes[t] = classOf(t)
	}
	return c
}

// classOf returns what the records of a type can be one with: for organisations and initiatives,
// those of any type that is one.
func classOf(t *model.Type) string {
	for _, role := range []model.Role{model.Country, model.Start} {
		for _, i := range t.Implements {
			if f := i.WithRole(role); f != nil && slices.Contains(i.Fields, f) && i.Field(fieldName) != nil {
				return i.Name
			}
		}
	}
	return t.Name
}

// list returns the records in the order of their ids.
func (c *collection) list() []identity.Record {
	list := make([]identity.Record, 0, len(c.records))
	for _, id := range slices.Sorted(maps.Keys(c.records)) {
		r := c.records[id]
		list = append(list, *r.Record)
		r.Record = &list[len(list)-1] // one copy is enough
	}
	return list
}

// read reads a stream. Its faults are reported when it is merged.
func (c *collection) read(stream statement.Stream, name string, curated, enriching bool) error {
	var subject *statement.Subject
	var r *found
	for st, err := range stream {
		if c.steps++; c.steps%1024 == 0 && c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if err != nil || st.Subject == nil {
			continue
		}
		if st.Subject != subject {
			subject = st.Subject
			r = c.subject(&st, curated, enriching)
		}
		if r != nil {
			c.statement(r, &st, name)
		}
	}
	return c.ctx.Err()
}

// subject returns the record of a subject, or nil for a source and for a relation, whose ends it
// notes.
func (c *collection) subject(st *statement.Statement, curated, enriching bool) *found {
	t := c.schema.Type(st.Subject.Type)
	if t == nil || t == c.schema.Source {
		return nil
	}
	if t.Kind == model.Relation {
		c.related(t, st)
		return nil
	}
	id := st.Subject.ID
	if current, ok := c.in.About.Current(id); ok {
		id = current
	}
	into := c.records
	if statement.IsIdentifier(id) {
		if ref, err := statement.Ref(id); err == nil {
			id = ref
		}
		into = c.waiting
	}
	r := into[id]
	if r == nil {
		id = strings.Clone(id)
		r = &found{Record: &identity.Record{ID: id, Class: c.classes[t], Named: t.WithRole(model.Country) != nil || c.classes[t] != t.Name}, kind: t, enriching: true}
		into[id] = r
	}
	if curated && !r.Curated {
		r.Curated, r.kind, r.Class = true, t, c.classes[t]
	}
	r.enriching = r.enriching && enriching
	if !slices.Contains(r.Sources, st.Source) {
		r.Sources = append(r.Sources, c.one(st.Source))
	}
	return r
}

// related notes what an actor takes part in.
func (c *collection) related(t *model.Type, st *statement.Statement) {
	if t != c.schema.Participation {
		return
	}
	var from, to string
	for _, p := range st.Subject.Key {
		switch p.Name {
		case t.From.Name:
			from = p.Text
		case t.To.Name:
			to = p.Text
		}
	}
	into := c.records
	if statement.IsIdentifier(from) {
		into = c.waiting
	}
	if r := into[from]; r != nil && to != "" && st.Rank != statement.Deprecated {
		r.Partners = append(r.Partners, c.one(to))
	} else if r == nil && statement.IsIdentifier(from) {
		into[from] = &found{Record: &identity.Record{ID: strings.Clone(from), Partners: []string{c.one(to)}}, enriching: true}
	}
}

// statement adds what a statement says to a record.
func (c *collection) statement(r *found, st *statement.Statement, stream string) {
	t := c.schema.Type(st.Subject.Type)
	f := c.schema.Field(t, st.Field)
	switch {
	case st.Rank != statement.Deprecated:
		r.current = true
	case r.last == nil:
		r.last = &found{Record: &identity.Record{}}
		r = r.last
	default:
		r = r.last
	}
	if f == nil {
		return
	}
	r.value(t, f, &st.Value, stream)
	if f.Scalar == model.Text && !f.List && f.Name != fieldName && st.Value.Text != "" && r.text(f) == "" {
		r.stated = append(r.stated, statedText{f, c.one(st.Value.Text)})
	}
}

// one returns a text that is the same for all equal ones. The texts of statements are parts of long
// ones, which are not kept for them.
func (c *collection) one(text string) string {
	known, ok := c.texts[text]
	if !ok {
		known = strings.Clone(text)
		c.texts[known] = known
	}
	return known
}

// value adds the value of a field to a record.
func (r *found) value(t *model.Type, f *model.Field, v *statement.Value, stream string) {
	switch {
	case f.Name == fieldName:
		r.named = append(r.named, stream)
		if v.Text != "" && !slices.Contains(r.Names, v.Text) { // people know a record by its name, not by its abbreviation
			r.Names = slices.Insert(r.Names, 0, strings.Clone(v.Text))
		}
	case f.Name == fieldAliases:
		r.addName(part(v, fieldName))
	case f.Name == fieldIdentifiers:
		r.add(identifierOf(v, f.Object))
	case f.Role == model.Registered && f.Scheme != "":
		r.add(identity.Identify(f.Scheme, v.Text))
	case f.Name == fieldLinks:
		r.addLink(part(v, partURL))
	case f.Role == model.Country:
		r.Countries = addOnce(r.Countries, v.Text)
	case f == t.WithRole(model.Place):
		r.Cities = addOnce(r.Cities, v.Text)
	case f.Searched > 0 && f.Scalar == model.Text && !f.List:
		r.addName(v.Text)
	case f.Scalar == model.Embedded:
		r.position(f, v)
	}
}

// text returns the value of a field with a single text.
func (r *found) text(f *model.Field) string {
	for _, s := range r.stated {
		if s.field.Name == f.Name {
			return s.text
		}
	}
	return ""
}

func (r *found) addName(name string) { r.Names = addOnce(r.Names, name) }

// addLink adds the domain of an address, which may be in the short form kind:address.
func (r *found) addLink(address string) {
	if kind, rest, ok := strings.Cut(address, ":"); ok && kind != "http" && kind != "https" {
		address = rest
	}
	if d := identity.Domain(address); d != "" {
		r.Domains = addOnce(r.Domains, d)
	}
}

func addOnce(list []string, value string) []string {
	if value == "" || slices.Contains(list, value) {
		return list
	}
	return append(list, strings.Clone(value))
}

// part returns a part of an object, or its short form.
func part(v *statement.Value, name string) string {
	for _, p := range v.Parts {
		if p.Name == name {
			return p.Text
		}
	}
	return v.Text
}

// identifierOf returns an identifier in any of its forms. It reports false for a placeholder.
func identifierOf(v *statement.Value, object *model.Type) (identity.Identifier, bool) {
	scheme, value, _ := strings.Cut(v.Text, ":")
	if s, known := model.Addressed(v.Text); s != "" {
		scheme, value = s, known
	}
	for _, p := range v.Parts {
		switch p.Name {
		case object.WithRole(model.Scheme).Name:
			scheme = p.Text
		case object.WithRole(model.Registered).Name:
			value = p.Text
		}
	}
	return identity.Identify(scheme, value)
}

// add adds an identifier, unless it is a placeholder.
func (r *found) add(i identity.Identifier, ok bool) {
	if ok && !slices.Contains(r.Identifiers, i) {
		r.Identifiers = append(r.Identifiers, identity.Identifier{Scheme: unique.Make(i.Scheme).Value(), Value: strings.Clone(i.Value)})
	}
}

// position adds a position on the map, if the field is one.
func (r *found) position(f *model.Field, v *statement.Value) {
	north, east := f.Position()
	if north == nil || east == nil {
		return
	}
	lat, err := strconv.ParseFloat(part(v, north.Name), 64)
	if err != nil {
		return
	}
	if lng, err := strconv.ParseFloat(part(v, east.Name), 64); err == nil {
		r.Places = append(r.Places, [2]float64{lat, lng})
	}
}

// finish adds what curated files state of records that they name by an identifier.
func (c *collection) finish() {
	for _, r := range c.waiting {
		r.settle()
	}
	byIdentifier := map[string]*found{}
	for _, id := range slices.Sorted(maps.Keys(c.records)) {
		r := c.records[id]
		r.settle()
		for _, i := range r.Identifiers {
			if c.waiting[i.String()] == nil {
				continue
			}
			if known := byIdentifier[i.String()]; known == nil || r.Curated && !known.Curated {
				byIdentifier[i.String()] = r
			}
		}
	}
	for _, ref := range slices.Sorted(maps.Keys(c.waiting)) {
		w, r := c.waiting[ref], byIdentifier[ref]
		if r == nil {
			continue // the merge reports it
		}
		r.Names, r.Identifiers, r.Domains = append(r.Names, w.Names...), append(r.Identifiers, w.Identifiers...), append(r.Domains, w.Domains...)
		r.Countries, r.Cities, r.Partners = append(r.Countries, w.Countries...), append(r.Cities, w.Cities...), append(r.Partners, w.Partners...)
		r.Sources, r.enriching, r.current = append(r.Sources, w.Sources...), r.enriching && w.enriching, r.current || w.current
	}
	for _, r := range c.records {
		slices.Sort(r.Partners)
		r.Partners = slices.Compact(r.Partners)
		slices.Sort(r.Sources)
		r.Sources = slices.Compact(r.Sources)
	}
}
