package memory_test

import (
	"context"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

func readModel(t testing.TB) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// asked is a store with a graph, and short ways to ask it.
type asked struct {
	testing.TB
	m  *model.Model
	g  *store.Graph
	st *memory.Store
}

func ask(t testing.TB, g *store.Graph) *asked {
	t.Helper()
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return &asked{t, g.Model, g, st}
}

func askFixture(t testing.TB) *asked { return ask(t, storetest.Fixture(readModel(t))) }

// run gives the cursor of a plan with one slot, not yet entered.
func (a *asked) run(slot plan.Slot) store.Cursor {
	a.Helper()
	v, err := a.st.View(context.Background(), store.ViewOptions{})
	if err != nil {
		a.Fatal(err)
	}
	a.Cleanup(v.Close)
	c, err := v.Run(context.Background(), &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{slot}}})
	if err != nil {
		a.Fatal(err)
	}
	return c
}

// list enters a connection at the root and gives the ids of its page. The id is the
// first slot of its rows.
func (a *asked) list(conn *plan.Connection) ([]string, store.Cursor) {
	a.Helper()
	if conn.Rows == nil {
		conn.Rows = &plan.Select{Type: conn.Type, Slots: []plan.Slot{&plan.Column{Field: conn.Type.Field("id")}}}
	}
	c := a.run(conn)
	c.Enter(0)
	return a.ids(c), c
}

func (a *asked) ids(c store.Cursor) []string {
	a.Helper()
	ids := []string{}
	for c.Next() {
		ids = append(ids, c.Value(0).Text)
	}
	if c.Err() != nil {
		a.Fatal(c.Err())
	}
	return ids
}

// all is a list without a bound.
func (a *asked) all(typeName string, where plan.Predicate) *plan.Connection {
	return &plan.Connection{Type: a.m.Type(typeName), Where: where, Page: plan.Page{Limit: -1}}
}

func (a *asked) field(typeName, name string) *model.Field {
	a.Helper()
	f := a.m.Type(typeName).AnyField(name)
	if f == nil {
		a.Fatalf("%s has no field %s", typeName, name)
	}
	return f
}

func id(t *model.Type) plan.Slot { return &plan.Column{Field: t.Field("id")} }
