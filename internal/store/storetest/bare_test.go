package storetest_test

import (
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// openBare opens an embedded store without the optional interfaces, which package fallback then
// implements.
func openBare(g *store.Graph) (store.Store, error) {
	st, err := memory.New(g)
	if err != nil {
		return nil, err
	}
	return storetest.Bare(st), nil
}

// TestBareConforms expects a store without optional interfaces to pass the suite.
func TestBareConforms(t *testing.T) { storetest.Conformance(t, openBare) }

// TestBare expects the same bytes for random operations from a store without optional
// interfaces as from the oracle.
func TestBare(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Differential(t, m, schema, openBare, *seed+2, 14, *operations/3)
}

// TestBareIsBare expects no optional interface from a bare view: otherwise the tests above
// would not test package fallback.
func TestBareIsBare(t *testing.T) {
	m := readModel(t)
	st, err := openBare(storetest.Random(m, 1, 5))
	if err != nil {
		t.Fatal(err)
	}
	view, err := st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	for name, has := range map[string]bool{
		"Searcher": is[store.Searcher](view), "Walker": is[store.Walker](view), "LookAhead": is[store.LookAhead](view),
		"Keeper": is[store.Keeper](view), "PathFinder": is[store.PathFinder](view), "Partners": is[store.Partners](view), "Memoizer": is[store.Memoizer](view),
	} {
		if has {
			t.Errorf("the view implements %s", name)
		}
	}
}

func is[T any](v any) bool {
	_, ok := v.(T)
	return ok
}
