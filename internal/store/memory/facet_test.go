package memory_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestFacets compares every facet of every type of random graphs with the oracle.
func TestFacets(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(3) {
		a := newTestStore(t, storetest.Random(m, seed, 90))
		for _, typ := range slices.Concat(m.Entities, m.Interfaces, m.Relations) {
			c := &plan.Connection{Type: typ, Where: plan.All{}}
			for _, f := range typ.Facets() {
				c.Facets = append(c.Facets, plan.Facet{Facet: f, First: 3})
			}
			a.compareWithOracle(fmt.Sprintf("seed %d: facets", seed), c)
		}
	}
}

// TestAggregates compares the aggregates of every field of every type of random graphs with
// the oracle.
func TestAggregates(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(3) {
		a := newTestStore(t, storetest.Random(m, seed, 90))
		for _, typ := range slices.Concat(m.Entities, m.Interfaces, m.Relations) {
			c := &plan.Connection{Type: typ, Where: plan.All{}, Aggregate: true}
			for _, f := range typ.AllFields {
				if f.Aggregable() {
					c.Aggregates = append(c.Aggregates, f)
				}
			}
			a.compareWithOracle(fmt.Sprintf("seed %d: aggregates", seed), c)
		}
	}
}

// TestFacetOfRepeatedValue checks that a row with a value twice in one list counts once.
func TestFacetOfRepeatedValue(t *testing.T) {
	b := storetest.NewBuilder(readModel(t))
	b.Entity("Institute", "a", storetest.Fields{"kinds": []string{"hospital", "hospital", "university"}})
	b.Entity("Institute", "b", storetest.Fields{"kinds": []string{}})
	a := newTestStore(t, b.Graph)
	kinds := a.field("Institute", "kinds")
	c := a.all("Institute", nil)
	c.Facets = []plan.Facet{{Facet: model.Facet{Name: "KINDS", Field: kinds}, First: 1}}
	_, cursor := a.list(c)
	want := store.FacetResult{Buckets: []store.Bucket{{Value: "hospital", Label: "hospital", Count: 1}}, Other: 1, Missing: 1}
	if diff := cmp.Diff(want, cursor.Facet(0)); diff != "" {
		t.Error(diff)
	}
	got, _ := a.list(a.all("Institute", &plan.Compare{Field: kinds, Op: plan.In, Values: []model.Value{model.TextValue("hospital")}}))
	if diff := cmp.Diff([]string{"a"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestFloatSums checks that floats are added one by one in ascending order.
func TestFloatSums(t *testing.T) {
	text := `type Query { a: Int } directive @entity(one: String, many: String!) on OBJECT | INTERFACE
		interface Relation { id: ID! type: RelationType! since: PartialDate until: PartialDate deprecated: Boolean! }
		interface Entity @entity(many: "all") { id: ID! type: EntityType! name: String! weight: Float }
		type Thing implements Entity @entity(one: "thing", many: "things")
		type Link implements Relation @relation(many: "links") { from: Thing! @end(as: "outs") to: Thing! @end(as: "ins") }`
	m, err := model.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	for i, w := range []float64{1e16, 1, 1, -1e16, 0.1, 1} {
		o := &store.Object{Type: m.Type("Thing"), ID: fmt.Sprint(i)}
		o.Cells = []store.Cell{{Field: m.AnyEntity.Field("weight"), Value: model.FloatValue(w)}, {Field: m.AnyEntity.Field("name"), Value: model.TextValue("x")}}
		b.Graph.Entities = append(b.Graph.Entities, o)
	}
	a := newTestStore(t, b.Graph)
	c := a.all("Thing", plan.All{})
	c.Aggregate, c.Aggregates = true, []*model.Field{m.AnyEntity.Field("weight")}
	cursor := a.run(c)
	cursor.Enter(0)
	want := 0.0
	for _, w := range []float64{-1e16, 0.1, 1, 1, 1, 1e16} {
		want += w
	}
	if got := cursor.Aggregate().Fields[0]; got.Sum != want || got.Min != -1e16 || got.Max != 1e16 || got.Count != 6 {
		t.Errorf("got %+v, want the sum %v", got, want)
	}
}
