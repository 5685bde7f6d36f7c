package memory_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestNestedLists asks for a page of each side of every entity of random graphs, in
// several orders, and compares with a walk over all relations.
func TestNestedLists(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(3) {
		g := storetest.Random(m, seed, 60)
		a, n := ask(t, g), newNaive(g)
		for _, side := range m.AnyEntity.AllSides {
			for _, c := range nestedLists(side) {
				nested(a, n, c)
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

// nested compares one list, of every entity that has it.
func nested(a *asked, n *naive, c *plan.Connection) {
	a.Helper()
	near := c.Side.Near
	root := a.all(near.Target.Name, nil)
	root.Rows = &plan.Select{Type: root.Type, Slots: []plan.Slot{id(root.Type), c}}
	cursor := a.run(root)
	cursor.Enter(0)
	for cursor.Next() {
		owner := cursor.Value(0).Text
		rows := slices.DeleteFunc(n.rows(c), func(o *store.Object) bool { return n.end(o, near).ID != owner })
		want, more := n.page(c, rows)
		cursor.Enter(1)
		if diff := cmp.Diff(want, a.ids(cursor)); diff != "" {
			a.Fatalf("%s of %s, page %+v (-want +got)\n%s", c.Side.Name, owner, c.Page, diff)
		}
		if cursor.More() != more || c.Count && cursor.Count() != len(rows) {
			a.Fatalf("%s of %s: more is %v, count %d", c.Side.Name, owner, cursor.More(), cursor.Count())
		}
		cursor.Leave()
	}
}
