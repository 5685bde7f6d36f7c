package storetest_test

import (
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestPartners compares answers about partners with results computed directly from the graph.
// To run more:
//
//	go test ./internal/store/storetest -run TestPartners -seed 7 -operations 100000
func TestPartners(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]storetest.Open{
		"memory": func(g *store.Graph) (store.Store, error) { return memory.New(g) },
		"bare":   openBare,
	} {
		t.Run(name, func(t *testing.T) { storetest.Partners(t, m, schema, open, *seed, 5, *operations/30) })
	}
}
