package neo4jfiles_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/neo4jfiles"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

func fixture(t *testing.T) *store.Graph {
	t.Helper()
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	return storetest.Fixture(m)
}

// TestImport imports the files with the real neo4j-admin. The result is the same graph as
// after a load, and a load afterwards only creates the indexes.
func TestImport(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := storetest.Random(fixture(t).Model, 3, 200)
	if _, err := neo4j.Load(t.Context(), d, g, nil); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	arguments, err := neo4jfiles.Write(g, dir)
	if err != nil {
		t.Fatal(err)
	}
	imported := neo4jtest.Import(t, dir, arguments).Driver(t)
	if diff := cmp.Diff(neo4jtest.Dump(t, d), neo4jtest.Dump(t, imported)); diff != "" {
		t.Errorf("the imported graph differs from the loaded one (-loaded +imported)\n%s", diff)
	}
	loaded, err := neo4j.Load(t.Context(), imported, g, nil)
	if err != nil || !loaded.AlreadyLoaded {
		t.Fatalf("a load after the import returned %+v, %v; want AlreadyLoaded", loaded, err)
	}
	if missing, err := neo4j.MissingIndexes(t.Context(), imported, "", g.Model); err != nil || len(missing) > 0 {
		t.Errorf("indexes missing after the load: %q, %v", missing, err)
	}
}

func TestFolderMustBeEmpty(t *testing.T) {
	dir := t.TempDir()
	if _, err := neo4jfiles.Write(fixture(t), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := neo4jfiles.Write(fixture(t), dir); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("got %v, want an error; files of two graphs must not mix", err)
	}
}
