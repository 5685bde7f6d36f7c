package graphqljs_test

import (
	"encoding/json"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// dump is a graph, with the parts of its model that the resolvers of the reference need.
type dump struct {
	Model     dumpModel         `json:"model"`
	Meta      map[string]any    `json:"meta"`
	Entities  []dumpObject      `json:"entities"`
	Relations []dumpObject      `json:"relations"`
	Former    map[string]string `json:"former"`
}

type dumpModel struct {
	// One and Many map each root field to the names of the concrete types that it can return.
	One  map[string][]string `json:"one"`
	Many map[string][]string `json:"many"`
	// Enums maps the name of a type to its enum value.
	Enums     map[string]string       `json:"enums"`
	Relations map[string]dumpRelation `json:"relations"`
	Sides     []string                `json:"sides"`
}

type dumpRelation struct {
	From     string `json:"from"`
	To       string `json:"to"`
	FromSide string `json:"fromSide"`
	ToSide   string `json:"toSide"`
}

type dumpObject struct {
	ID     string         `json:"id"`
	Type   string         `json:"type"`
	From   string         `json:"from,omitempty"`
	To     string         `json:"to,omitempty"`
	Fields map[string]any `json:"fields"`
	// Unstated marks an entity that no source states any longer: it is found, but not listed.
	Unstated bool `json:"unstated,omitempty"`
}

func dumpGraph(g *store.Graph, name string, l plan.Limits) dump {
	d := dump{Model: modelOf(g.Model), Former: g.Former, Entities: []dumpObject{}, Relations: []dumpObject{}}
	counts, unstated := map[string]int{}, store.Deprecated(g)
	for _, o := range g.Entities {
		entity := objectOf(o)
		entity.Unstated = unstated[o.ID]
		d.Entities = append(d.Entities, entity)
		if !entity.Unstated {
			counts[o.Type.Enum]++
		}
	}
	for _, o := range g.Relations {
		d.Relations = append(d.Relations, objectOf(o))
		if o.Value(g.Model.AnyRelation.Field("deprecated")).Int == 0 {
			counts[o.Type.Enum]++
		}
	}
	d.Meta = map[string]any{"name": name, "dataset": g.Name, "dataVersion": g.Version, "licence": g.Licence, "limits": limitsOf(l), "coverage": store.StatisticsOf(g).Coverage}
	if g.Date != "" {
		d.Meta["dataDate"] = g.Date
	}
	list := []map[string]any{}
	for _, types := range [][]*model.Type{g.Model.Entities, g.Model.Relations} {
		for _, t := range types {
			list = append(list, map[string]any{"type": t.Enum, "count": counts[t.Enum]})
		}
	}
	d.Meta["counts"] = list
	return d
}

func limitsOf(l plan.Limits) map[string]int {
	values := map[string]int{}
	for name, n := range l.Named() {
		values[name] = *n
	}
	return values
}

func modelOf(m *model.Model) dumpModel {
	d := dumpModel{One: map[string][]string{}, Many: map[string][]string{}, Enums: map[string]string{}, Relations: map[string]dumpRelation{}}
	sides := map[string]bool{}
	for _, list := range [][]*model.Type{m.Entities, m.Relations, m.Interfaces} {
		for _, t := range list {
			var members []string
			for _, member := range t.Members {
				members = append(members, member.Name)
			}
			if t.One != "" {
				d.One[t.One] = members
			}
			if t.Many != "" {
				d.Many[t.Many] = members
			}
			d.Enums[t.Name] = t.Enum
		}
	}
	for _, t := range m.Relations {
		d.Relations[t.Name] = dumpRelation{From: t.From.Name, To: t.To.Name, FromSide: t.From.Side.Name, ToSide: t.To.Side.Name}
		for _, name := range []string{t.From.Side.Name, t.To.Side.Name} {
			if !sides[name] {
				d.Sides = append(d.Sides, name)
			}
			sides[name] = true
		}
	}
	return d
}

func objectOf(o *store.Object) dumpObject {
	return dumpObject{ID: o.ID, Type: o.Type.Name, From: o.From, To: o.To, Fields: fieldsOf(o, o.Type.Fields)}
}

// fieldsOf returns an object's values as they are in an answer. An entity that a part refers to
// is represented by its id.
func fieldsOf(o *store.Object, fields []*model.Field) map[string]any {
	values := map[string]any{}
	for _, f := range fields {
		switch {
		case f.Scalar == model.Parts:
			list := []any{}
			for _, part := range o.Objects(f) {
				list = append(list, fieldsOf(part, f.Object.Fields))
			}
			values[f.Name] = list
		case f.Scalar == model.Reference:
			values[f.Name] = o.Ref(f)
		case f.Scalar == model.Embedded:
			embedded := fieldsOf(o, f.Leaves)
			if f.Required() != nil && embedded[f.Required().Name] != nil {
				values[f.Name] = embedded
			}
		case f.List:
			list := []any{}
			for _, v := range o.Values(f) {
				list = append(list, jsonOf(v))
			}
			values[f.Name] = list
		default:
			if v := o.Value(f); !v.Null() {
				values[f.Name] = jsonOf(v)
			}
		}
	}
	return values
}

func jsonOf(v model.Value) any {
	switch v.Kind {
	case model.Int:
		return v.Int
	case model.Float:
		return v.Float
	case model.Boolean:
		return v.Int != 0
	case model.Cents:
		return json.Number(v.String())
	default:
		return strings.ToValidUTF8(v.Text, "\uFFFD")
	}
}
