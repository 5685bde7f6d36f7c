package neo4j_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

// TestExport has the real neo4j-admin import the files: the graph is the one that a load
// makes, and a load afterwards makes the indexes alone.
func TestExport(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	empty(t, d)
	g := storetest.Random(fixture(t).Model, 3, 200)
	load(t, d, g, nil)
	dir := t.TempDir()
	arguments, err := neo4j.Export(g, dir)
	if err != nil {
		t.Fatal(err)
	}
	imported := neo4jtest.Import(t, dir, arguments).Driver(t)
	if diff := cmp.Diff(dump(t, d), dump(t, imported)); diff != "" {
		t.Errorf("both ways differ (-loaded +imported)\n%s", diff)
	}
	loaded, err := neo4j.Load(t.Context(), imported, g, nil)
	if err != nil || !loaded.Already {
		t.Fatalf("got %+v, %v; the version was imported", loaded, err)
	}
	if missing, err := neo4j.MissingIndexes(t.Context(), imported, "", g.Model); err != nil || len(missing) > 0 {
		t.Errorf("after the load these indexes are missing: %q, %v", missing, err)
	}
}

func TestExportNeedsAnEmptyFolder(t *testing.T) {
	dir := t.TempDir()
	if _, err := neo4j.Export(fixture(t), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := neo4j.Export(fixture(t), dir); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("got %v; files of two exports must not mix", err)
	}
}
