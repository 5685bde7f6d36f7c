package neo4j_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/dataset"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
	"whojoins/seed"
)

func curatedGraph(t *testing.T) *store.Graph {
	t.Helper()
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

var cypherBlock = regexp.MustCompile("(?s)\n([^\n]+)\n\n```cypher\n(.*?)```")

// TestDocs loads the whole curated dataset and runs every statement of docs/neo4j.md on it: each
// must return rows.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile("../../../docs/neo4j.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := cypherBlock.FindAllStringSubmatch(string(text), -1)
	if len(blocks) != 10 {
		t.Fatalf("docs/neo4j.md has %d statements, want ten", len(blocks))
	}
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := curatedGraph(t)
	load(t, d, g, nil)
	checkComplete(t, d, g)
	for _, b := range blocks {
		t.Run(strings.TrimSpace(b[1]), func(t *testing.T) {
			if got := neo4jtest.Query(t, d, b[2]); len(got) == 0 {
				t.Errorf("no rows from\n%s", b[2])
			}
		})
	}
}

// checkComplete counts the nodes and relationships in the database after a graph was loaded.
func checkComplete(t *testing.T, d driver.DriverWithContext, g *store.Graph) {
	t.Helper()
	got := neo4jtest.Query(t, d, "RETURN COUNT { (:Entity) }, COUNT { (:Entity)-[]->(:Entity) }, COUNT { (:Dataset {state: 'ready'}) }")[0]
	if got[0] != int64(len(g.Entities)) || got[1] != int64(len(g.Relations)) || got[2] != int64(1) {
		t.Errorf("got %v, want %d entities, %d relations and one ready dataset", got, len(g.Entities), len(g.Relations))
	}
}
