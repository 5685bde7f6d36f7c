package cli

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"whojoins/internal/store/neo4j/neo4jtest"
)

var cypherBlock = regexp.MustCompile("(?s)\n([^\n]+)\n\n```cypher\n(.*?)```")

// TestNeo4jDocs checks that the whole curated dataset is in the database after its load, and runs
// every statement of docs/neo4j.md on it: each must return rows.
func TestNeo4jDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/neo4j.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := cypherBlock.FindAllStringSubmatch(string(text), -1)
	if len(blocks) != 10 {
		t.Fatalf("docs/neo4j.md has %d statements, want ten", len(blocks))
	}
	g, _, err := loadDataset(t.Context(), readModel(t), packed(t))
	if err != nil {
		t.Fatal(err)
	}
	database(t)
	d := neo4jtest.Start(t).Driver(t)
	got := neo4jtest.Query(t, d, "RETURN COUNT { (:Entity) }, COUNT { (:Entity)-[]->(:Entity) }, COUNT { (:Dataset {state: 'ready'}) }")[0]
	if got[0] != int64(len(g.Entities)) || got[1] != int64(len(g.Relations)) || got[2] != int64(1) {
		t.Errorf("got %v, want %d entities, %d relations and one ready dataset", got, len(g.Entities), len(g.Relations))
	}
	for _, b := range blocks {
		t.Run(strings.TrimSpace(b[1]), func(t *testing.T) {
			if got := neo4jtest.Query(t, d, b[2]); len(got) == 0 {
				t.Errorf("no rows from\n%s", b[2])
			}
		})
	}
}
