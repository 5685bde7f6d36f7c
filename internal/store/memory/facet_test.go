package memory_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestFacets counts random graphs by every facet of every type, and compares with
// counting one by one.
func TestFacets(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(3) {
		g := storetest.Random(m, seed, 90)
		a, n := ask(t, g), newNaive(g)
		for _, typ := range slices.Concat(m.Entities, m.Interfaces, m.Relations) {
			c := &plan.Connection{Type: typ, Where: plan.All{}}
			for _, f := range typ.Facets() {
				c.Facets = append(c.Facets, plan.Facet{Facet: f, First: 3})
			}
			rows := n.rows(c)
			cursor := a.run(c)
			for range 2 {
				cursor.Enter(0)
				for i, f := range c.Facets {
					if diff := gocmp.Diff(n.facet(f, rows), cursor.Facet(i)); diff != "" {
						t.Errorf("seed %d: %s by %s (-want +got)\n%s", seed, typ.Name, f.Name, diff)
					}
				}
				cursor.Leave()
			}
		}
	}
}

// facet counts rows by a value.
func (n *naive) facet(f plan.Facet, rows []*store.Object) store.FacetResult {
	counts, labels, result := map[string]int{}, map[string]string{}, store.FacetResult{}
	for _, o := range rows {
		if f.End != nil {
			o = n.end(o, f.End)
		}
		seen := map[string]bool{}
		for _, v := range n.facetValues(f, o) {
			text := v.String()
			if f.Year {
				first, _, _ := model.ParseDate(text)
				text = model.YearOf(first)
			}
			if seen[text] {
				continue
			}
			seen[text], labels[text] = true, text
			counts[text]++
			if f.Field == nil {
				labels[text] = o.Value(n.g.Model.AnyEntity.Field("name")).Text
			} else if f.Field.Enum != nil {
				labels[text] = f.Field.Enum.Values[f.Field.Enum.Position(text)].Description
			}
		}
		if len(seen) == 0 {
			result.Missing++
		}
	}
	for value, count := range counts {
		result.Buckets = append(result.Buckets, store.Bucket{Value: value, Label: labels[value], Count: count})
	}
	slices.SortFunc(result.Buckets, func(a, b store.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	for len(result.Buckets) > f.First {
		last := len(result.Buckets) - 1
		result.Other += result.Buckets[last].Count
		result.Buckets = result.Buckets[:last]
	}
	return result
}

func (n *naive) facetValues(f plan.Facet, o *store.Object) []model.Value {
	switch {
	case f.Field == nil:
		return []model.Value{model.IDValue(o.ID)}
	case f.Field.List:
		return o.Values(f.Field)
	case n.value(o, f.Field).Null():
		return nil
	}
	return []model.Value{n.value(o, f.Field)}
}

// TestAggregates sums up every field of every type of random graphs.
func TestAggregates(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(3) {
		g := storetest.Random(m, seed, 90)
		a, n := ask(t, g), newNaive(g)
		for _, typ := range slices.Concat(m.Entities, m.Interfaces, m.Relations) {
			c := &plan.Connection{Type: typ, Where: plan.All{}, Aggregate: true}
			for _, f := range typ.AllFields {
				if f.Aggregable() {
					c.Aggregates = append(c.Aggregates, f)
				}
			}
			rows, cursor := n.rows(c), a.run(c)
			cursor.Enter(0)
			got := cursor.Aggregate()
			if got.Count != len(rows) {
				t.Errorf("%s: count %d, want %d", typ.Name, got.Count, len(rows))
			}
			for i, f := range c.Aggregates {
				if want, got := n.aggregate(f, rows), summary(f, got.Fields[i]); want != got {
					t.Errorf("seed %d: %s of %s is %s, want %s", seed, f.Name, typ.Name, got, want)
				}
			}
		}
	}
}

// summary is an aggregate as text.
func summary(f *model.Field, a store.FieldAggregate) string {
	switch {
	case a.Count == 0:
		return "nothing"
	case f.Scalar == model.Date:
		return fmt.Sprint(a.Count, a.MinDay, a.MaxDay)
	case f.Scalar == model.Embedded:
		return fmt.Sprint(a.Count, a.Money)
	}
	return fmt.Sprint(a.Count, a.Min, a.Max, a.Sum)
}

func (n *naive) aggregate(f *model.Field, rows []*store.Object) string {
	var a store.FieldAggregate
	money := map[string]*store.MoneyAggregate{}
	for _, o := range rows {
		if f.Scalar == model.Embedded {
			if cents := o.Value(f.Leaves[0]); !cents.Null() {
				a.Count++
				addMoney(money, o.Value(f.Leaves[1]).Text, cents.Int)
			}
			continue
		}
		v := o.Value(f)
		if v.Null() {
			continue
		}
		first, _, _ := model.ParseDate(v.Text)
		number := float64(v.Int)
		if a.Count++; a.Count == 1 {
			a.MinDay, a.MaxDay, a.Min, a.Max = first, first, number, number
		}
		a.MinDay, a.MaxDay = min(a.MinDay, first), max(a.MaxDay, first)
		a.Min, a.Max, a.Sum = min(a.Min, number), max(a.Max, number), a.Sum+number
	}
	for _, currency := range money {
		a.Money = append(a.Money, *currency)
	}
	slices.SortFunc(a.Money, func(a, b store.MoneyAggregate) int { return cmp.Compare(a.Currency, b.Currency) })
	return summary(f, a)
}

func addMoney(money map[string]*store.MoneyAggregate, currency string, cents int64) {
	m := money[currency]
	if m == nil {
		m = &store.MoneyAggregate{Currency: currency, Min: cents, Max: cents}
		money[currency] = m
	}
	m.Count++
	m.Min, m.Max, m.Sum = min(m.Min, cents), max(m.Max, cents), m.Sum+cents
}

// TestFacetListRepeats has a word twice in one list: the row counts once.
func TestFacetListRepeats(t *testing.T) {
	b := storetest.NewBuilder(readModel(t))
	b.Entity("Institute", "a", storetest.Fields{"kinds": []string{"hospital", "hospital", "university"}})
	b.Entity("Institute", "b", storetest.Fields{"kinds": []string{}})
	a := ask(t, b.Graph)
	kinds := a.field("Institute", "kinds")
	c := a.all("Institute", nil)
	c.Facets = []plan.Facet{{Facet: model.Facet{Name: "KINDS", Field: kinds}, First: 1}}
	_, cursor := a.list(c)
	want := store.FacetResult{Buckets: []store.Bucket{{Value: "hospital", Label: "hospital", Count: 1}}, Other: 1, Missing: 1}
	if diff := gocmp.Diff(want, cursor.Facet(0)); diff != "" {
		t.Error(diff)
	}
	got, _ := a.list(a.all("Institute", &plan.Compare{Field: kinds, Op: plan.In, Values: []model.Value{model.TextValue("hospital")}}))
	if diff := gocmp.Diff([]string{"a"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestFloatSums adds floats in ascending order, one by one.
func TestFloatSums(t *testing.T) {
	text := `type Query { a: Int } directive @entity(one: String, many: String!) on OBJECT | INTERFACE
		interface Relation { id: ID! type: RelationType! since: Date until: Date deprecated: Boolean! }
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
	a := ask(t, b.Graph)
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
