package neo4j_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/store/neo4j"
	"whojoins/store/neo4j/neo4jtest"
	"whojoins/store/storetest"
)

var hitsFile = filepath.Join("testdata", "hits.txt")

// TestHits holds what each golden query costs, in database hits over the fixture, to the
// committed table: none may grow. Fewer are written down with -update.
func TestHits(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	d := neo4jtest.Start(t).Driver(t)
	if _, err := neo4j.Load(t.Context(), d, storetest.Fixture(m), &neo4j.LoadOptions{Again: true, Beside: true}); err != nil {
		t.Fatal(err)
	}
	// The database plans by statistics, which a load leaves to be gathered some time later.
	rows(t, d, "CALL db.prepareForReplanning()")
	var table strings.Builder
	known := knownHits(t)
	for _, c := range compileAll(t, m, schema) {
		result, err := driver.ExecuteQuery(t.Context(), d, "PROFILE "+c.statement.Text, c.statement.Params, driver.EagerResultTransformer)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		hits := hitsOf(result.Summary.Profile())
		fmt.Fprintf(&table, "%6d  %s\n", hits, c.name)
		if most, there := known[c.name]; !*update && (!there || hits > most) {
			t.Errorf("%s takes %d database hits; %s has %d, and -update writes it anew", c.name, hits, hitsFile, most)
		}
	}
	if *update {
		if err := os.WriteFile(hitsFile, []byte(table.String()), 0o644); err != nil { //nolint:gosec // it is committed
			t.Fatal(err)
		}
	}
}

// hitsOf are those of an operator and of all below it.
func hitsOf(p driver.ProfiledPlan) int64 {
	hits := p.DbHits()
	for _, child := range p.Children() {
		hits += hitsOf(child)
	}
	return hits
}

func knownHits(t *testing.T) map[string]int64 {
	t.Helper()
	known := map[string]int64{}
	file, err := os.Open(hitsFile)
	if err != nil {
		return known // there is none before the first -update, and then each query fails
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var hits int64
		var name string
		if _, err := fmt.Sscan(lines.Text(), &hits, &name); err != nil {
			t.Fatalf("%s: %q: %v", hitsFile, lines.Text(), err)
		}
		known[name] = hits
	}
	return known
}
