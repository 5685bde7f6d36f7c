package explore_test

import (
	"math"
	"slices"
	"testing"

	"whojoins/internal/explore"
	"whojoins/internal/network"
	"whojoins/internal/plan"
)

// TestLayout checks that many nodes have different positions, the same each time, near the node that they are
// linked to.
func TestLayout(t *testing.T) {
	const nodes = 2000
	var links []network.Link
	for i := uint32(1); i < nodes-10; i++ {
		links = append(links, network.Link{From: i % 3, To: i, Weight: 1})
	}
	links = slices.DeleteFunc(links, func(l network.Link) bool { return l.From >= l.To })
	slices.SortFunc(links, func(a, b network.Link) int { return int(a.From)*nodes + int(a.To) - int(b.From)*nodes - int(b.To) })
	at, err := explore.Layout(plan.NewWork(t.Context()), nodes, links)
	again, failed := explore.Layout(plan.NewWork(t.Context()), nodes, links)
	if err != nil || failed != nil || len(at) != nodes || !slices.Equal(at, again) {
		t.Fatalf("%d positions, %v, %v", len(at), err, failed)
	}
	seen := map[network.Point]bool{}
	for i, p := range at {
		if seen[p] {
			t.Fatalf("node %d is at %v, as another", i, p)
		}
		seen[p] = true
		if i < 600 || i >= nodes-10 {
			continue
		}
		if hub := at[i%3]; math.Hypot(p.X-hub.X, p.Y-hub.Y) > 6*math.Sqrt(nodes) {
			t.Errorf("node %d is at %v, far from the node at %v", i, p, hub)
		}
	}
}
