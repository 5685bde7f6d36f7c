package query_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/bench/graph"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// alike compares the answers of the embedded store with those that follow from its lists alone.
type alike struct {
	*testing.T
	model  *model.Model
	schema *ast.Schema
	graph  *graph.Synthetic
	store  store.Store
}

// newAlike returns both ways to answer from a synthetic graph.
func newAlike(t *testing.T, nodes int) *alike {
	t.Helper()
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	made := graph.Make(m, nodes, 1)
	st, err := memory.From(t.Context(), made.Source())
	if err != nil {
		t.Fatal(err)
	}
	return &alike{t, m, schema, made, st}
}

// answer returns the answer to a query, which must be the same in both ways.
func (a *alike) answer(query string) []byte {
	a.Helper()
	want, err := storetest.Answer(a.model, a.schema, storetest.Bare(a.store), query, nil)
	if err != nil {
		a.Fatal(err)
	}
	got, err := storetest.Answer(a.model, a.schema, a.store, query, nil)
	if err != nil {
		a.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		a.Fatalf("%s (-from lists +embedded):\n%s", query, diff)
	}
	return got
}
