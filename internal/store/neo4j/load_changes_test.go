package neo4j_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

// TestLoadChanges loads editions that have some ids in common by what differs.
func TestLoadChanges(t *testing.T) { loadChanges(t, 3000) }

// loadChanges loads editions by what differs: the graph is the same as after loading all of it, whenever
// a load before was stopped, each time some steps later.
func loadChanges(t *testing.T, steps int) {
	t.Helper()
	d := neo4jtest.Start(t).Driver(t)
	neo4jtest.Clear(t, d)
	one := fixture(t)
	two, three := storetest.Random(one.Model, 5, 30), storetest.Random(one.Model, 6, 35)
	two.Entities, two.Relations = two.Entities[:25], nil
	for old := range two.Former {
		delete(two.Former, old)
	}
	load(t, d, three, nil)
	whole := neo4jtest.Dump(t, d)
	neo4jtest.Clear(t, d)
	changes := &neo4j.LoadOptions{Changes: true}
	if loaded, err := neo4j.Load(t.Context(), d, one, changes); err != nil || loaded.Changes {
		t.Fatalf("a load into an empty database: %+v, %v; want everything written", loaded, err)
	}
	load(t, d, two, changes)
	stops := 0
	for stopped := true; stopped; stops++ {
		ctx, stop := context.WithCancel(t.Context())
		calls := 0
		_, err := neo4j.Load(ctx, d, three, &neo4j.LoadOptions{Changes: true, Progress: func(string, int, int) {
			if calls++; calls > stops*steps {
				stop()
			}
		}})
		stop()
		if stopped = err != nil; stopped && stops%2 == 0 {
			continue // the next load continues from here
		} else if !stopped {
			break
		}
		loaded, err := neo4j.Load(t.Context(), d, three, changes)
		if err != nil || !loaded.Changes || loaded.Before != "" {
			t.Fatalf("after an interrupted load: %+v, %v", loaded, err)
		}
		if diff := cmp.Diff(whole, neo4jtest.Dump(t, d)); diff != "" {
			t.Fatalf("stopped after %d steps and completed (-whole +by changes)\n%s", stops*steps, diff)
		}
		load(t, d, two, changes)
	}
	if diff := cmp.Diff(whole, neo4jtest.Dump(t, d)); diff != "" || stops == 0 {
		t.Errorf("by changes, after %d interrupted loads (-whole +by changes)\n%s", stops, diff)
	}
	again, err := neo4j.Load(t.Context(), d, three, &neo4j.LoadOptions{Changes: true, Reload: true})
	if err != nil || again.Written+again.Removed > 0 || again.Before != three.Version {
		t.Errorf("the same edition once more: %+v, %v; want nothing written", again, err)
	}
}
