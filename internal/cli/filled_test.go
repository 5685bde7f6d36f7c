package cli

import (
	"sync"
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
)

// filled guards the loading of the curated dataset into the Neo4j of this test binary.
var filled sync.Once

// database returns the address of a Neo4j with the curated dataset, and sets its password in
// the environment of the test.
func database(t *testing.T) string {
	t.Helper()
	server := neo4jtest.Start(t)
	t.Setenv("NEO4J_PASSWORD", neo4jtest.Password)
	filled.Do(func() {
		g, _, err := loadDataset(t.Context(), readModel(t), "")
		if err != nil {
			t.Fatal(err)
		}
		fill(t, server, g)
	})
	return server.URI
}

// fill loads a graph into a server.
func fill(t *testing.T, server *neo4jtest.Server, g *store.Graph) {
	t.Helper()
	if _, err := neo4j.Load(t.Context(), server.Driver(t), g, nil); err != nil {
		t.Fatal(err)
	}
}
