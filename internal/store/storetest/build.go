package storetest

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Builder builds a graph by hand. It panics on a mistake, since that is a mistake in a test.
type Builder struct {
	Graph *store.Graph
	byID  map[string]*store.Object
}

// Fields are the values of an object by field name: a string (also for dates, enum words, and
// money such as "EUR 12.50"), an int, a float64, a bool, a []string for a list of words, or a
// []Fields for a list of objects. The value of a reference is the id of an entity; the name of
// a leaf of an embedded object is like "location.latitude".
type Fields map[string]any

// NewBuilder returns a Builder of an empty graph.
func NewBuilder(m *model.Model) *Builder {
	return &Builder{Graph: &store.Graph{Model: m, Version: "1", Licence: "CC0-1.0", Former: map[string]string{}}, byID: map[string]*store.Object{}}
}

// Entity adds an entity. If fields has no name, the name is the id.
func (b *Builder) Entity(typeName, id string, fields Fields) *store.Object {
	t := b.Graph.Model.Type(typeName)
	if t == nil || b.byID[id] != nil {
		panic(fmt.Sprintf("entity %s %s", typeName, id))
	}
	o := &store.Object{Type: t, ID: id}
	b.fill(o, t, Fields{"name": id, "disputed": false})
	b.fill(o, t, fields)
	b.byID[id] = o
	b.Graph.Entities = append(b.Graph.Entities, o)
	return o
}

// Relation adds a relation. Its id consists of its type, its ends, and a suffix that
// distinguishes parallel relations.
func (b *Builder) Relation(typeName, suffix, from, to string, fields Fields) *store.Object {
	t := b.Graph.Model.Type(typeName)
	if t == nil || b.byID[from] == nil || b.byID[to] == nil {
		panic(fmt.Sprintf("relation %s %s %s", typeName, from, to))
	}
	o := &store.Object{Type: t, ID: t.Slug() + "." + from + "." + to + suffix, From: from, To: to}
	b.fill(o, t, Fields{"disputed": false, "deprecated": false})
	b.fill(o, t, fields)
	b.Graph.Relations = append(b.Graph.Relations, o)
	return o
}

// derived sets the derived fields of a finished graph. It panics on a mistake.
func derived(g *store.Graph) *store.Graph {
	if err := store.Derive(g); err != nil {
		panic(err)
	}
	return g
}

func (b *Builder) fill(o *store.Object, t *model.Type, fields Fields) {
	for name, v := range fields {
		f := t.AnyField(name)
		if parent, leaf, ok := strings.Cut(name, "."); ok {
			for _, l := range t.AnyField(parent).Leaves {
				if l.Name == leaf {
					f = l
				}
			}
		}
		if f == nil {
			panic(fmt.Sprintf("%s has no field %s", t.Name, name))
		}
		b.set(o, f, v)
	}
}

func (b *Builder) set(o *store.Object, f *model.Field, v any) {
	switch v := v.(type) {
	case []string:
		list := store.List{Field: f}
		for _, s := range v {
			list.Values = append(list.Values, model.Value{Kind: f.Scalar, Text: s})
		}
		o.Lists = append(o.Lists, list)
	case []Fields:
		list := store.PartList{Field: f}
		for _, fields := range v {
			part := &store.Object{}
			b.fill(part, f.Object, fields)
			list.Objects = append(list.Objects, part)
		}
		o.Parts = append(o.Parts, list)
	case string:
		switch {
		case f.Scalar == model.Reference:
			o.Refs = append(o.Refs, store.Ref{Field: f, ID: v})
		case f.Money():
			currency, amount, _ := strings.Cut(v, " ")
			cents, err := model.ParseCents(amount)
			if err != nil {
				panic(err)
			}
			for _, leaf := range f.Leaves {
				if leaf.Scalar == model.Cents {
					o.Cells = append(o.Cells, store.Cell{Field: leaf, Value: model.CentsValue(cents)})
				} else {
					o.Cells = append(o.Cells, store.Cell{Field: leaf, Value: model.TextValue(currency)})
				}
			}
		default:
			b.cell(o, f, model.Value{Kind: f.Scalar, Text: v})
		}
	case int:
		if f.Scalar == model.Float {
			b.cell(o, f, model.FloatValue(float64(v)))
		} else {
			b.cell(o, f, model.IntValue(int64(v)))
		}
	case float64:
		b.cell(o, f, model.FloatValue(v))
	case bool:
		b.cell(o, f, model.BoolValue(v))
	default:
		panic(fmt.Sprintf("%s: a %T", f.Name, v))
	}
}

// cell sets the value of a field, replacing any earlier value.
func (b *Builder) cell(o *store.Object, f *model.Field, v model.Value) {
	for i := range o.Cells {
		if o.Cells[i].Field == f {
			o.Cells[i].Value = v
			return
		}
	}
	o.Cells = append(o.Cells, store.Cell{Field: f, Value: v})
}
