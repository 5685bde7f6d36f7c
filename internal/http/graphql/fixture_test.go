package graphql_test

import (
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// fixture returns the synthetic fixture in the embedded store, closed when the test ends.
func fixture(t testing.TB) (*model.Model, store.Store) {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(storetest.Fixture(m))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return m, st
}

// overFixture returns a handler on the synthetic fixture.
func overFixture(t testing.TB) *graphql.Handler {
	t.Helper()
	m, st := fixture(t)
	return graphql.New(graphql.Config{Engine: graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()})})
}
