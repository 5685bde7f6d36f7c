package query_test

import (
	"flag"
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

var (
	seed       = flag.Uint64("seed", 1, "seed of the random walks")
	operations = flag.Int("operations", 400, "number of random walks")
)

// TestWalks compares random paths and neighbourhoods with the result of an exhaustive walk, so
// that this package's own tests notice a change. To run more:
//
//	go test ./internal/store/query -run TestWalks -seed 7 -operations 100000
func TestWalks(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	open := func(g *store.Graph) (store.Store, error) { return memory.New(g) }
	storetest.Walks(t, m, schema, open, *seed, 8, *operations)
}
