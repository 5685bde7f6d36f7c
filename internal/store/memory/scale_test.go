package memory_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// relationsEach is the number of participations per entity of a large graph.
const relationsEach = 5

// large returns a graph of institutes and joint actions with participations between them, each
// with its evidence, like an import from a register of projects.
func large(m *model.Model, entities int) *store.Graph {
	r := rand.New(rand.NewPCG(1, 1))
	g := &store.Graph{Model: m, Version: "large"}
	inst, action, part, source := m.Type("Institute"), m.Type("JointAction"), m.Type("Participation"), m.Type("Source")
	text := func(t *model.Type, name, value string) store.Cell {
		f := t.Field(name)
		return store.Cell{Field: f, Value: model.Value{Kind: f.Scalar, Text: value}}
	}
	no := func(t *model.Type, name string) store.Cell {
		return store.Cell{Field: t.Field(name), Value: model.BoolValue(false)}
	}
	g.Entities = append(g.Entities, &store.Object{Type: source, ID: "source", Cells: []store.Cell{text(source, "name", "Source"), no(source, "disputed")}})
	actions := entities / 10
	for i := range entities {
		t, id := inst, fmt.Sprintf("institute-%07d", i)
		if i < actions {
			t, id = action, fmt.Sprintf("action-%07d", i)
		}
		o := &store.Object{Type: t, ID: id, Cells: []store.Cell{text(t, "name", fmt.Sprintf("Name %d of %s", r.IntN(entities), t.Name)), no(t, "disputed")}}
		if t == inst {
			o.Cells = append(o.Cells, text(t, "country", []string{"BE", "FR", "DE", "NL"}[r.IntN(4)]), text(t, "acronym", fmt.Sprintf("A%d", i)))
		} else {
			o.Cells = append(o.Cells, text(t, "start", fmt.Sprint(2000+r.IntN(25))))
		}
		g.Entities = append(g.Entities, o)
	}
	evidence := part.Field("evidence")
	e, money := evidence.Object, part.Field("contribution")
	for i := range entities * relationsEach {
		from, to := g.Entities[1+actions+r.IntN(entities-actions)].ID, g.Entities[1+r.IntN(actions)].ID
		proof := &store.Object{Refs: []store.Ref{{Field: e.Field("source"), ID: "source"}},
			Cells: []store.Cell{text(e, "locator", fmt.Sprintf("row %d", i)), text(e, "date", "2024-05-17"), text(e, "rank", "NORMAL")}}
		g.Relations = append(g.Relations, &store.Object{Type: part, From: from, To: to, ID: fmt.Sprintf("%s.%s.%d", from, to, i),
			Cells: []store.Cell{text(part, "role", []string{"COORDINATOR", "BENEFICIARY", "MEMBER"}[r.IntN(3)]),
				text(part, "since", fmt.Sprintf("20%02d-%02d-01", 10+r.IntN(15), 1+r.IntN(12))), no(part, "disputed"), no(part, "deprecated"),
				{Field: money.Leaves[0], Value: model.CentsValue(int64(r.IntN(1e9)))}, {Field: money.Leaves[1], Value: model.TextValue("EUR")}},
			Parts: []store.PartList{{Field: evidence, Objects: []*store.Object{proof}}}})
	}
	return g
}

// perRelation is the largest acceptable memory per relation in bytes, including a share of the
// entities.
const perRelation = 400

func TestMemory(t *testing.T) {
	const entities = 5_000
	g := large(readModel(t), entities)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := int(after.HeapAlloc-before.HeapAlloc) / (entities * relationsEach)
	t.Logf("%d bytes per relation", each)
	if each > perRelation {
		t.Errorf("%d bytes per relation, want at most %d", each, perRelation)
	}
	runtime.KeepAlive(g)
	runtime.KeepAlive(st)
}

// BenchmarkPages reads pages of graphs of different sizes. Without a count, a page takes the
// same time in each.
func BenchmarkPages(b *testing.B) {
	m := readModel(b)
	for _, entities := range []int{10_000, 200_000} {
		a := newTestStore(b, large(m, entities))
		runtime.GC()
		for name, c := range a.benchmarks(entities) {
			b.Run(fmt.Sprintf("%s/%d", name, entities), func(b *testing.B) {
				v, _ := a.st.View(context.Background(), store.ViewOptions{})
				p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{c}}}
				b.ReportAllocs()
				for b.Loop() {
					cursor, err := v.Run(context.Background(), p)
					if err != nil {
						b.Fatal(err)
					}
					cursor.Enter(0)
					for cursor.Next() {
						_ = cursor.Value(0)
					}
				}
			})
		}
	}
}

func (a *testStore) benchmarks(entities int) map[string]*plan.Connection {
	inst, part, action := a.m.Type("Institute"), a.m.Type("Participation"), a.m.Type("JointAction")
	page := func(t *model.Type, where plan.Predicate, o ...plan.Key) *plan.Connection {
		return &plan.Connection{Type: t, Where: where, Order: o, Page: plan.Page{Limit: 20}, Info: true,
			Rows: &plan.Select{Type: t, Slots: []plan.Slot{id(t)}}}
	}
	is := func(t *model.Type, name, value string) plan.Predicate {
		f := t.Field(name)
		return &plan.Compare{Field: f, Op: plan.Eq, Values: []model.Value{{Kind: f.Scalar, Text: value}}}
	}
	name := plan.Key{Field: inst.Field("name")}
	middle := page(inst, plan.All{}, name)
	middle.Page.After = []model.Value{model.TextValue("Name 5"), model.IDValue("x")}
	counted := page(part, plan.All{})
	counted.Facets = []plan.Facet{{Facet: model.Facet{Field: part.Field("role")}, First: 10}, {Facet: model.Facet{End: part.From, Field: inst.Field("country")}, First: 10}}
	return map[string]*plan.Connection{
		"first":     page(inst, plan.All{}, name),
		"middle":    middle,
		"country":   page(inst, is(inst, "country", "BE"), name),
		"two keys":  page(inst, plan.All{}, plan.Key{Field: inst.Field("country")}, name),
		"degree":    page(inst, plan.All{}, plan.Key{CountOf: inst.Side("participations"), Desc: true}),
		"selective": page(inst, &plan.Related{Side: inst.Side("participations"), Where: &plan.AtEnd{End: part.To, Where: &plan.Refers{Refs: []string{"action-0000005"}}}}, name),
		"through":   page(part, &plan.AtEnd{End: part.From, Where: is(inst, "acronym", fmt.Sprintf("A%d", entities/2))}),
		"active":    page(part, &plan.Active{From: 19000, To: 19000}, plan.Key{End: part.To, Field: action.Field("name")}),
		"facets":    counted,
	}
}
