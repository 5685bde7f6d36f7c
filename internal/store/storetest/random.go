package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// RelationsEach is the number of relations per entity in a random graph.
const RelationsEach = 3

// Random returns a random graph with a number of entities over any model. The same seed yields
// the same graph. Every concrete type occurs if there are enough entities. The graph contains
// all difficult cases: missing values, empty lists, equal names, dates of every precision,
// money in several currencies, parallel relations, hubs, cycles, deprecated relations and
// entities, and former ids. Names and ids are made up.
func Random(m *model.Model, seed uint64, entities int) *store.Graph {
	r := &randomizer{
		Rand: rand.New(rand.NewPCG(seed, 1)),
		graph: &store.Graph{Model: m, Version: fmt.Sprintf("random-%d-%d", seed, entities),
			Date: "2015-06-01", Licence: "CC0-1.0", Former: map[string]string{}},
	}
	for i := range entities {
		t := m.Entities[i%len(m.Entities)]
		if i >= len(m.Entities) {
			t = m.Entities[r.IntN(len(m.Entities))]
		}
		r.graph.Entities = append(r.graph.Entities, &store.Object{Type: t, ID: fmt.Sprintf("%s-%04d", t.Slug(), i)})
	}
	for i, o := range r.graph.Entities {
		r.fill(o, i)
		if r.IntN(20) == 0 {
			r.graph.Former["former-"+o.ID] = o.ID
		}
	}
	for i := range entities * RelationsEach {
		r.relate(i)
	}
	r.withdraw()
	return derived(r.graph)
}

type randomizer struct {
	*rand.Rand
	graph *store.Graph
}

// relate adds the i-th relation, if the graph has two different entities for it.
func (r *randomizer) relate(i int) {
	t := r.graph.Model.Relations[i%len(r.graph.Model.Relations)]
	from, to := r.pick(t.From.Target), r.pick(t.To.Target)
	if n := len(r.graph.Relations); n > 0 && r.IntN(8) == 0 {
		// Add another relation of the same type between the same two entities.
		last := r.graph.Relations[r.IntN(n)]
		t, from, to = last.Type, last.From, last.To
	}
	if from == "" || to == "" || from == to {
		return
	}
	o := &store.Object{Type: t, ID: fmt.Sprintf("%s-%05d", t.Slug(), i), From: from, To: to}
	r.fill(o, i)
	if deprecated := t.Field("deprecated"); deprecated != nil && r.IntN(10) == 0 {
		r.deprecate(o, deprecated)
	}
	r.graph.Relations = append(r.graph.Relations, o)
}

// deprecate marks an entity, or a relation with its flag, as deprecated: no source states it any
// longer.
func (r *randomizer) deprecate(o *store.Object, flag *model.Field) {
	for i := range o.Cells {
		if o.Cells[i].Field == flag {
			o.Cells[i].Value = model.BoolValue(true)
		}
	}
	for _, list := range o.Parts {
		for _, part := range list.Objects {
			for i := range part.Cells {
				if c := &part.Cells[i]; c.Field.Name == "rank" {
					c.Value = model.EnumOf("DEPRECATED")
				}
			}
		}
		sortParts(list)
	}
}

// withdraw deprecates all claims and relations of a few entities that have claims: no source states
// them any longer.
func (r *randomizer) withdraw() {
	withdrawn := map[string]bool{}
	for _, o := range r.graph.Entities {
		claims := o.Type.Field("claims")
		if claims == nil || len(o.Objects(claims)) == 0 || r.IntN(15) > 0 {
			continue
		}
		withdrawn[o.ID] = true
		r.deprecate(o, nil)
	}
	for _, o := range r.graph.Relations {
		if withdrawn[o.From] || withdrawn[o.To] {
			r.deprecate(o, o.Type.Field("deprecated"))
		}
	}
}

// pick returns an entity of a type, the first ones more often than the last, or "" if there is
// none.
func (r *randomizer) pick(t *model.Type) string {
	n := len(r.graph.Entities)
	if n == 0 {
		return ""
	}
	start := min(r.IntN(n), r.IntN(n))
	for i := range n {
		if o := r.graph.Entities[(start+i)%n]; t.Types.Has(o.Type) {
			return o.ID
		}
	}
	return ""
}

// fill sets all fields of the i-th object of a type.
func (r *randomizer) fill(o *store.Object, i int) {
	for _, f := range o.Type.Fields {
		switch {
		case f.Name == "id" || f.Name == "type" || f.Derived():
		case f.Name == "name":
			o.Cells = append(o.Cells, store.Cell{Field: f, Value: model.TextValue(r.name(o.Type, i))})
		case f.Name == "deprecated":
			o.Cells = append(o.Cells, store.Cell{Field: f, Value: model.BoolValue(false)})
		default:
			r.field(o, f)
		}
	}
}

// name returns a name, which is usually unique; sometimes another entity has the same name, or
// one that differs only in an accent or in case.
func (r *randomizer) name(t *model.Type, i int) string {
	first := t.Name
	if r.IntN(10) == 0 {
		first, i = "Namesake", i%7
	}
	return fmt.Sprintf("%s %d%s", first, i, []string{"", "", " Ä", " A", " é"}[r.IntN(5)])
}

// field sets a field of an object or a part, or leaves it missing.
func (r *randomizer) field(o *store.Object, f *model.Field) {
	some := f.NonNull || r.IntN(10) < 7
	switch {
	case f.Scalar == model.Parts:
		r.parts(o, f)
	case f.Scalar == model.Reference:
		if id := r.pick(f.Of); id != "" && some {
			o.Refs = append(o.Refs, store.Ref{Field: f, ID: id})
		}
	case f.Scalar == model.Embedded && some:
		for _, leaf := range f.Leaves {
			r.field(o, leaf)
		}
	case f.List:
		list := store.List{Field: f}
		for range r.IntN(4) {
			if v := r.value(f); !slices.Contains(list.Values, v) {
				list.Values = append(list.Values, v)
			}
		}
		if list.Values != nil {
			o.Lists = append(o.Lists, list)
		}
	case some && f.Scalar != model.Embedded:
		o.Cells = append(o.Cells, store.Cell{Field: f, Value: r.value(f)})
	}
}

// parts adds up to three parts to an object. It adds none if the part would have to refer to an
// entity of a type that the graph lacks.
func (r *randomizer) parts(o *store.Object, f *model.Field) {
	for _, sub := range f.Object.Fields {
		if sub.Scalar == model.Reference && sub.NonNull && r.pick(sub.Of) == "" {
			return
		}
	}
	list := store.PartList{Field: f}
	for n := range r.IntN(4) {
		part := &store.Object{}
		for _, sub := range f.Object.Fields {
			if o.ID != "" && f.Name == "identifiers" && sub.Name == "value" {
				// No two entities share an identifier.
				part.Cells = append(part.Cells, store.Cell{Field: sub, Value: model.TextValue(fmt.Sprintf("%s-%d", o.ID, n))})
				continue
			}
			r.field(part, sub)
		}
		list.Objects = append(list.Objects, part)
	}
	if list.Objects != nil {
		sortParts(list)
		o.Parts = append(o.Parts, list)
	}
}

// sortParts sorts parts in the order in which they are returned: statements of sources by rank,
// date (newest first, missing last), source and locator; names by language; identifiers by
// scheme; links by kind. Other parts are left as they are.
func sortParts(list store.PartList) {
	object := list.Field.Object
	text := func(o *store.Object, name string) string {
		if f := object.Field(name); f != nil {
			return o.Value(f).Text
		}
		return ""
	}
	if rank := object.Field("rank"); rank != nil && object.Field("source") != nil {
		slices.SortStableFunc(list.Objects, func(a, b *store.Object) int {
			return cmp.Or(
				rank.Enum.Position(text(a, "rank"))-rank.Enum.Position(text(b, "rank")),
				newestFirst(text(a, "date"), text(b, "date")),
				cmp.Compare(a.Ref(object.Field("source")), b.Ref(object.Field("source"))),
				cmp.Compare(text(a, "locator"), text(b, "locator")))
		})
		return
	}
	for _, by := range [][2]string{{"language", "name"}, {"scheme", "value"}, {"kind", "url"}} {
		if object.Field(by[0]) != nil && object.Field(by[1]) != nil {
			slices.SortStableFunc(list.Objects, func(a, b *store.Object) int {
				return cmp.Or(cmp.Compare(text(a, by[0]), text(b, by[0])), cmp.Compare(text(a, by[1]), text(b, by[1])))
			})
			return
		}
	}
}

// newestFirst compares dates by their first day, newest first and missing last.
func newestFirst(a, b string) int {
	first := func(s string) model.Days {
		day, _, err := model.ParseDate(s)
		if err != nil {
			return model.FirstDay
		}
		return day
	}
	return cmp.Compare(first(b), first(a))
}
