package memory_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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

// testStore is a store with a graph, and short methods to query it.
type testStore struct {
	testing.TB
	m  *model.Model
	g  *store.Graph
	st *memory.Store
}

func newTestStore(t testing.TB, g *store.Graph) *testStore {
	t.Helper()
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return &testStore{t, g.Model, g, st}
}

func fixtureStore(t testing.TB) *testStore {
	t.Helper()
	return newTestStore(t, storetest.Fixture(readModel(t)))
}

// run returns the cursor of a plan with one slot, which is not entered yet.
func (a *testStore) run(slot plan.Slot) store.Cursor {
	a.Helper()
	return a.runOn(a.st, slot)
}

func (a *testStore) runOn(st store.Store, slot plan.Slot) store.Cursor {
	a.Helper()
	v, err := st.View(context.Background(), store.ViewOptions{})
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

// list enters a connection at the root and returns the ids of its page. The first slot of its
// rows is the id.
func (a *testStore) list(conn *plan.Connection) ([]string, store.Cursor) {
	a.Helper()
	if conn.Rows == nil {
		conn.Rows = &plan.Select{Type: conn.Type, Slots: []plan.Slot{id(conn.Type)}}
	}
	c := a.run(conn)
	c.Enter(0)
	return a.ids(c), c
}

func (a *testStore) ids(c store.Cursor) []string {
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

// answer is a store's answer for a connection.
type answer struct {
	IDs       []string
	Keys      [][]model.Value
	More      bool
	Count     int
	Facets    []store.FacetResult
	Aggregate store.AggregateResult
	Groups    []store.GroupsResult
	Series    []store.SeriesResult
}

// answer reads a connection that the cursor has entered.
func (a *testStore) answer(conn *plan.Connection, c store.Cursor) (got answer) {
	a.Helper()
	got.IDs, got.More = a.ids(c), c.More()
	for row := range got.IDs {
		got.Keys = append(got.Keys, c.Key(row, nil))
	}
	if conn.Count {
		got.Count = c.Count()
	}
	for i := range conn.Facets {
		got.Facets = append(got.Facets, c.Facet(i))
	}
	for i := range conn.Series {
		got.Series = append(got.Series, c.Series(i))
	}
	for i := range conn.Groups {
		got.Groups = append(got.Groups, c.Groups(i))
	}
	if conn.Aggregate {
		got.Aggregate = c.Aggregate()
	}
	return got
}

// oracleAnswer returns the answer of the oracle to a connection at the root.
func (a *testStore) oracleAnswer(conn *plan.Connection) answer {
	a.Helper()
	if conn.Rows == nil {
		conn.Rows = &plan.Select{Type: conn.Type, Slots: []plan.Slot{id(conn.Type)}}
	}
	c := a.runOn(storetest.NewOracle(a.g), conn)
	c.Enter(0)
	return a.answer(conn, c)
}

// compareWithOracle compares the answers of the store and the oracle to a connection at the
// root. The store answers twice, since the cursor may be entered again.
func (a *testStore) compareWithOracle(about string, conn *plan.Connection) {
	a.Helper()
	want := a.oracleAnswer(conn)
	c := a.run(conn)
	for range 2 {
		c.Enter(0)
		if diff := cmp.Diff(want, a.answer(conn, c), cmpopts.EquateEmpty()); diff != "" {
			a.Fatalf("%s: %s where %v order %v page %+v (-oracle +memory)\n%s", about, conn.Type.Name, conn.Where, conn.Order, conn.Page, diff)
		}
		c.Leave()
	}
}

// all returns a connection without a limit.
func (a *testStore) all(typeName string, where plan.Predicate) *plan.Connection {
	return &plan.Connection{Type: a.m.Type(typeName), Where: where, Page: plan.Page{Limit: -1}}
}

func (a *testStore) field(typeName, name string) *model.Field {
	a.Helper()
	f := a.m.Type(typeName).AnyField(name)
	if f == nil {
		a.Fatalf("%s has no field %s", typeName, name)
	}
	return f
}

func id(t *model.Type) plan.Slot { return &plan.Column{Field: t.Field("id")} }
