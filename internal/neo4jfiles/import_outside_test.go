//go:build outside

package neo4jfiles_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/neo4jfiles"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

// TestOutsideImport imports the files with the real neo4j-admin. A load afterwards only creates the
// indexes, and the graph is the same as after loading all of it.
func TestOutsideImport(t *testing.T) {
	g := storetest.Random(fixture(t).Model, 3, 200)
	dir := t.TempDir()
	arguments, err := neo4jfiles.Write(t.Context(), g, dir)
	if err != nil {
		t.Fatal(err)
	}
	d := neo4jtest.Import(t, dir, arguments).Driver(t)
	imported := neo4jtest.Dump(t, d)
	loaded, err := neo4j.Load(t.Context(), d, g, nil)
	if err != nil || !loaded.AlreadyLoaded {
		t.Fatalf("a load after the import returned %+v, %v; want AlreadyLoaded", loaded, err)
	}
	if missing, err := neo4j.MissingIndexes(t.Context(), d, "", g.Model); err != nil || len(missing) > 0 {
		t.Errorf("indexes missing after the load: %q, %v", missing, err)
	}
	neo4jtest.Clear(t, d)
	if _, err := neo4j.Load(t.Context(), d, g, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(neo4jtest.Dump(t, d), imported); diff != "" {
		t.Errorf("the imported graph differs from the loaded one (-loaded +imported)\n%s", diff)
	}
}
