package storetest_test

import (
	"flag"
	"path/filepath"
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

var (
	seed       = flag.Uint64("seed", 1, "seed of the differential test of stores")
	operations = flag.Int("operations", 1500, "operations of the differential test of stores")
)

// TestMemory compares the embedded store with the oracle. To run more operations:
//
//	go test ./internal/store/storetest -run TestMemory -seed 7 -operations 100000
func TestMemory(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	open := func(g *store.Graph) (store.Store, error) { return memory.New(g) }
	storetest.Differential(t, m, schema, open, *seed, 14, *operations)
}

// TestPacked compares the embedded store, packed into a file and opened from it, with the
// oracle. Its seed differs from that of TestMemory, so that it runs other operations.
func TestPacked(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "graph.pack")
	open := func(g *store.Graph) (store.Store, error) {
		st, err := memory.New(g)
		if err != nil {
			return nil, err
		}
		if err := st.Pack(t.Context(), path, nil); err != nil {
			return nil, err
		}
		return memory.Open(t.Context(), m, path)
	}
	storetest.Differential(t, m, schema, open, *seed+1, 14, *operations/3)
}
