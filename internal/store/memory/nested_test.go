package memory_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestNestedLists compares pages of relations, nested in every entity of random graphs and in
// several orders, with the oracle.
func TestNestedLists(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(3) {
		a := newTestStore(t, storetest.Random(m, seed, 60))
		for _, side := range m.AnyEntity.AllSides {
			for _, c := range nestedLists(side) {
				a.compareNested(c)
			}
		}
	}
}

func nestedLists(side *model.Side) []*plan.Connection {
	r := side.Relation
	byEnd := plan.Order{{End: side.Far, Field: side.Far.Target.AnyField("name"), Desc: true}}
	bySince := plan.Order{{Field: r.Field("since")}, {Field: r.Field("until"), Desc: true}}
	day, _, _ := model.ParseDate("2015")
	active := &plan.Active{From: day, To: day + 3000}
	lists := []*plan.Connection{
		{Where: plan.All{}, Page: plan.Page{Limit: 2}},
		{Where: plan.All{}, Page: plan.Page{Limit: 2, Backward: true}, Count: true},
		{Where: active, Page: plan.Page{Limit: 3}, Order: byEnd, Count: true},
		{Where: active, Page: plan.Page{Limit: 0}, Order: bySince},
		{Where: plan.All{}, Page: plan.Page{Limit: -1}, Order: bySince, Deprecated: true},
		{Where: plan.All{}, Page: plan.Page{Limit: 2, After: []model.Value{model.IDValue(strings.ToLower(r.Enum))}}},
	}
	for _, c := range lists {
		c.Side, c.Type, c.Info = side, r, true
		c.Rows = &plan.Select{Type: r, Slots: []plan.Slot{id(r)}}
	}
	return lists
}

// compareNested compares one nested list of every entity that has it.
func (a *testStore) compareNested(c *plan.Connection) {
	a.Helper()
	root := a.all(c.Side.Near.Target.Name, nil)
	root.Rows = &plan.Select{Type: root.Type, Slots: []plan.Slot{id(root.Type), c}}
	cursor, oracle := a.run(root), a.runOn(storetest.NewOracle(a.g), root)
	cursor.Enter(0)
	oracle.Enter(0)
	for oracle.Next() {
		if !cursor.Next() {
			a.Fatalf("%s: the store has fewer owners than the oracle", c.Side.Name)
		}
		owner := oracle.Value(0).Text
		cursor.Enter(1)
		oracle.Enter(1)
		if diff := cmp.Diff(a.answer(c, oracle), a.answer(c, cursor), cmpopts.EquateEmpty()); diff != "" {
			a.Fatalf("%s of %s, page %+v (-oracle +memory)\n%s", c.Side.Name, owner, c.Page, diff)
		}
		cursor.Leave()
		oracle.Leave()
	}
}
