package neo4j_test

import (
	"errors"
	"flag"
	"testing"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

var (
	randomSeed = flag.Uint64("seed", 1, "seed of TestDifferential, TestWalks and TestVisitsLimit")
	operations = flag.Int("operations", 50, "number of random operations that TestDifferential compares")
)

// storeOpener returns a function that loads a graph into the database and opens it.
func storeOpener(t *testing.T) storetest.Open {
	server := neo4jtest.Start(t)
	d := server.Driver(t)
	return func(g *store.Graph) (store.Store, error) {
		if _, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{Reload: true, AllowForeign: true}); err != nil {
			return nil, err
		}
		return openStore(t, g.Model, server)
	}
}

// openStore opens the store of a server, and a first connection: the driver sets fields during
// it that later connections read without a lock. Its patience is that of a busy machine.
func openStore(t *testing.T, m *model.Model, server *neo4jtest.Server) (store.Store, error) {
	t.Helper()
	st, err := neo4j.Open(t.Context(), neo4j.Config{Model: m, Patience: time.Minute, Address: neo4j.Address{URI: server.URI, Username: "neo4j", Password: neo4jtest.Password}})
	if err != nil {
		return nil, err
	}
	view, err := st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	view.Close()
	return st, nil
}

// TestConformance runs a part of the conformance suite of all stores; TestOutsideConformance runs
// all of it.
func TestConformance(t *testing.T) { storetest.ConformanceSample(t, storeOpener(t)) }

// TestDifferential compares the store with the oracle; TestOutsideDifferential runs more
// operations. For even more:
//
//	go test ./internal/store/neo4j -run TestDifferential -timeout 0 -seed 7 -operations 100000
func TestDifferential(t *testing.T) { differential(t, *operations) }

// differential compares operations on a graph of each of the six sizes, and on more graphs if
// there are many operations, since each has to be loaded.
func differential(t *testing.T, operations int) {
	t.Helper()
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Differential(t, m, schema, storeOpener(t), *randomSeed, max(6, operations/100), operations)
}
