package storetest_test

import (
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// openBare makes an embedded store without the optional interfaces, which package fallback
// then implements.
func openBare(g *store.Graph) (store.Store, error) {
	st, err := memory.New(g)
	if err != nil {
		return nil, err
	}
	return storetest.Bare(st), nil
}

// A store needs no optional interface to pass the suite, which the embedded store passes in
// its own package.
func TestBareConforms(t *testing.T) { storetest.Conformance(t, openBare) }

// A store without optional interfaces answers random operations byte for byte as the oracle.
func TestBare(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Differential(t, m, schema, openBare, *seed+2, 14, *operations/3)
}

// A bare view has no optional interface: otherwise the tests above would test nothing.
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
		"PathFinder": is[store.PathFinder](view), "Partners": is[store.Partners](view), "Memoizer": is[store.Memoizer](view),
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
