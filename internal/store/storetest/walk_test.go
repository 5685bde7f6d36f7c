package storetest_test

import (
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestWalks compares paths and neighbourhoods with the results of an exhaustive walk. To run
// more:
//
//	go test ./internal/store/storetest -run TestWalks -seed 7 -operations 100000
func TestWalks(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]storetest.Open{
		"memory": func(g *store.Graph) (store.Store, error) { return memory.New(g) },
		"bare":   openBare,
		"oracle": func(g *store.Graph) (store.Store, error) { return storetest.NewOracle(g), nil },
	} {
		t.Run(name, func(t *testing.T) { storetest.Walks(t, m, schema, open, *seed, 20, *operations/5) })
	}
}
