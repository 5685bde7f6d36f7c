package neo4j_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
)

func TestForeignData(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	neo4jtest.Query(t, d, "CREATE (:Customer {id: 'c1'})-[:BOUGHT]->(:Alias {name: 'of another program'})")
	if _, err := neo4j.Load(t.Context(), d, g, nil); !errors.Is(err, neo4j.ErrForeign) {
		t.Fatalf("a database with other data: got %v, want ErrForeign", err)
	}
	if n := neo4jtest.Query(t, d, "MATCH (n) RETURN count(n)")[0][0]; n != int64(2) {
		t.Errorf("a rejected load left %v nodes, want the 2 of the other data", n)
	}
	for range 2 {
		load(t, d, g, &neo4j.LoadOptions{AllowForeign: true, Reload: true})
		if n := neo4jtest.Query(t, d, "MATCH (:Customer)-[:BOUGHT]->(:Alias {name: 'of another program'}) RETURN count(*)")[0][0]; n != int64(1) {
			t.Fatalf("the other data has changed: %v", n)
		}
	}
	if _, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{Reload: true}); !errors.Is(err, neo4j.ErrForeign) {
		t.Errorf("other data beside a dataset: got %v, want ErrForeign", err)
	}
	neo4jtest.Clear(t, d)
	neo4jtest.Query(t, d, "CREATE (:Entity {id: 'of another program'})")
	if _, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{AllowForeign: true}); !errors.Is(err, neo4j.ErrForeign) {
		t.Errorf("other nodes with the label Entity: got %v, want ErrForeign", err)
	}
}

// TestFormerLayout loads into a database that an earlier layout filled, which had nodes that this one
// has not.
func TestFormerLayout(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	load(t, d, g, nil)
	whole := neo4jtest.Dump(t, d)
	neo4jtest.Query(t, d, "MATCH (d:Dataset) SET d.layout = 'an earlier one' CREATE (:SearchWord {word: 'alpha'}), (:SearchWord {word: 'beta'})")
	load(t, d, g, nil)
	if diff := cmp.Diff(whole, neo4jtest.Dump(t, d)); diff != "" {
		t.Errorf("the graph after a load over an earlier layout (-want +got):\n%s", diff)
	}
}

func TestInterruptedLoad(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	load(t, d, g, nil)
	whole := neo4jtest.Dump(t, d)
	for _, stage := range []string{"entities", "relations", "references"} {
		ctx, stop := context.WithCancel(t.Context())
		_, err := neo4j.Load(ctx, d, g, &neo4j.LoadOptions{Reload: true, Progress: func(s string, _, _ int) {
			if s == stage {
				stop()
			}
		}})
		stop()
		if err == nil {
			t.Fatalf("a load cancelled during %s returned no error", stage)
		}
		if state := neo4jtest.Query(t, d, "MATCH (d:Dataset) RETURN d.state")[0][0]; state != "loading" {
			t.Errorf("cancelled during %s: the state is %v, want loading", stage, state)
		}
		load(t, d, g, nil)
		if diff := cmp.Diff(whole, neo4jtest.Dump(t, d)); diff != "" {
			t.Errorf("cancelled during %s and loaded again, the graph differs (-want +got)\n%s", stage, diff)
		}
	}
}

// TestConcurrentLoads starts a second load while the first one writes.
func TestConcurrentLoads(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	second := false
	_, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{Progress: func(stage string, _, _ int) {
		if stage == "entities" && !second {
			second = true
			load(t, d, g, nil)
		}
	}})
	if err == nil || !strings.Contains(err.Error(), "another load") {
		t.Errorf("got %v, want an error about the other load", err)
	}
	once := neo4jtest.Dump(t, d)
	load(t, d, g, &neo4j.LoadOptions{Reload: true})
	if diff := cmp.Diff(neo4jtest.Dump(t, d), once); diff != "" {
		t.Errorf("the graph of the second load is incomplete (-want +got)\n%s", diff)
	}
}

// TestReferences counts the relationships from claims and evidence to their sources.
func TestReferences(t *testing.T) {
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	g := fixture(t)
	load(t, d, g, nil)
	want := 0
	var count func(o *store.Object)
	count = func(o *store.Object) {
		want += len(o.Refs)
		for _, list := range o.Parts {
			for _, part := range list.Objects {
				count(part)
			}
		}
	}
	for _, e := range g.Entities {
		count(e)
	}
	got := neo4jtest.Query(t, d, "MATCH (p)-[:FROM_SOURCE]->(s:Source) WHERE p.source = s.id RETURN count(*)")[0][0]
	if got != int64(want) {
		t.Errorf("%v relationships to sources, want %d", got, want)
	}
}
