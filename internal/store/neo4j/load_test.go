package neo4j_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

var measured = flag.Int("load", 0, "entities of a synthetic graph to measure a load of")

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
		t.Fatalf("the database holds %d nodes and relationships, the graph %d entities and %d relations", len(once), len(g.Entities), len(g.Relations))
	}
	load(t, d, g, &neo4j.LoadOptions{Reload: true})
	if diff := cmp.Diff(once, neo4jtest.Dump(t, d)); diff != "" {
		t.Errorf("loaded again the graph is another one (-once +twice)\n%s", diff)
	}
	loaded, err := neo4j.Load(t.Context(), d, g, nil)
	if err != nil || !loaded.AlreadyLoaded {
		t.Errorf("got %+v, %v; the version is there already", loaded, err)
	}
	missing, err := neo4j.MissingIndexes(t.Context(), d, "", g.Model)
	if err != nil || len(missing) > 0 {
		t.Errorf("after a load these indexes are missing: %q, %v", missing, err)
	}
}

// TestLoadMeasured loads a synthetic graph and tells how long it took:
//
//	go test ./store/neo4j -run TestLoadMeasured -load 100000 -v
func TestLoadMeasured(t *testing.T) {
	if *measured == 0 {
		t.Skip("asked for by -load ENTITIES")
	}
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	g := plain(m, *measured)
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	for range 2 {
		start, stage, last := time.Now(), "", time.Now()
		load(t, d, g, &neo4j.LoadOptions{Reload: true, Progress: func(s string, done, total int) {
			if s != stage || done == total {
				t.Logf("%s: %d of %d after %v", s, done, total, time.Since(last).Round(time.Millisecond))
			}
			if done == total {
				last = time.Now()
			}
			stage = s
		}})
		t.Logf("%d entities and %d relations in %v", len(g.Entities), len(g.Relations), time.Since(start).Round(time.Millisecond))
	}
}

// plain is a graph with so many entities and nearly five times as many relations, each
// with a few properties and one statement of a source.
func plain(m *model.Model, entities int) *store.Graph {
	b := storetest.NewBuilder(m)
	b.Entity("Source", "source", storetest.Fields{"name": "Source"})
	const initiatives = 10
	var joined []string
	for i := 1; i < entities; i++ {
		id := fmt.Sprintf("entity-%d", i)
		if i%initiatives == 0 {
			b.Entity("Project", id, storetest.Fields{"name": fmt.Sprintf("Project %d", i), "acronym": fmt.Sprintf("P%d", i), "start": "2020-01-01", "end": "2024", "kind": "project"})
			joined = append(joined, id)
			continue
		}
		b.Entity("Institute", id, storetest.Fields{"name": fmt.Sprintf("Institute %d", i), "country": []string{"BE", "FR", "DE", "NL"}[i%4], "city": fmt.Sprintf("Town %d", i%500), "founded": 1900 + i%100, "kinds": []string{"hospital"}})
	}
	n := 0
	for i := 1; i < entities; i++ {
		if i%initiatives == 0 {
			continue
		}
		for k := range 5 + i%2 {
			n++
			b.Relation("Participation", fmt.Sprintf(".%d", k), fmt.Sprintf("entity-%d", i), joined[(i*31+k*977)%len(joined)], storetest.Fields{"role": "BENEFICIARY", "since": "2021",
				"evidence": []storetest.Fields{{"source": "source", "rank": "NORMAL", "date": "2024-05-17", "locator": "row 1"}}})
		}
	}
	return b.Graph
}
