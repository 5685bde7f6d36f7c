package neo4j_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

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

func load(t *testing.T, d driver.DriverWithContext, g *store.Graph, o *neo4j.LoadOptions) {
	t.Helper()
	if _, err := neo4j.Load(t.Context(), d, g, o); err != nil {
		t.Fatal(err)
	}
}

func TestLoadTwice(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	load(t, d, g, nil)
	once := neo4jtest.Dump(t, d)
	if len(once) < len(g.Entities)+len(g.Relations) {
		t.Fatalf("the database holds %d nodes and relationships, but the graph has %d entities and %d relations", len(once), len(g.Entities), len(g.Relations))
	}
	load(t, d, g, &neo4j.LoadOptions{Reload: true})
	if diff := cmp.Diff(once, neo4jtest.Dump(t, d)); diff != "" {
		t.Errorf("a second load changed the graph (-once +twice)\n%s", diff)
	}
	loaded, err := neo4j.Load(t.Context(), d, g, nil)
	if err != nil || !loaded.AlreadyLoaded {
		t.Errorf("a load of the same version returned %+v, %v; want AlreadyLoaded", loaded, err)
	}
	missing, err := neo4j.MissingIndexes(t.Context(), d, "", g.Model)
	if err != nil || len(missing) > 0 {
		t.Errorf("indexes missing after a load: %q, %v", missing, err)
	}
}

// TestLoadForgets loads a dataset from which a person was removed: the database is as if it had
// never had the person, whose ids, former ones included, lead nowhere.
func TestLoadForgets(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	before, after := fixture(t), fixture(t)
	i := slices.IndexFunc(before.Entities, func(o *store.Object) bool { return o.Type.Name == "Person" })
	id := before.Entities[i].ID
	before.Former["once-"+id] = id
	after.Version += "-later"
	after.Entities = slices.Delete(after.Entities, i, i+1)
	after.Relations = slices.DeleteFunc(after.Relations, func(o *store.Object) bool { return o.From == id || o.To == id })
	for old, current := range after.Former {
		if current == id {
			delete(after.Former, old)
		}
	}
	load(t, d, after, nil)
	never := neo4jtest.Dump(t, d)
	neo4jtest.Clear(t, d)
	load(t, d, before, nil)
	if strings.Count(fmt.Sprint(neo4jtest.Dump(t, d)), id) < 2 {
		t.Fatalf("the database has no %s", id)
	}
	load(t, d, after, nil)
	if diff := cmp.Diff(never, neo4jtest.Dump(t, d)); diff != "" {
		t.Errorf("something of %s is left (-never there +forgotten)\n%s", id, diff)
	}
}
