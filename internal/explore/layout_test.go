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

// TestLayoutOfChains checks that a node is beside the node before it that it is linked to, also where that one is
// not placed by its own links.
func TestLayoutOfChains(t *testing.T) {
	const nodes, first = 700, 650
	links := []network.Link{{From: 0, To: first, Weight: 1}}
	for i := uint32(first + 1); i < nodes; i++ {
		links = append(links, network.Link{From: i - 1, To: i, Weight: 1})
	}
	at, err := explore.Layout(plan.NewWork(t.Context()), nodes, links)
	if err != nil {
		t.Fatal(err)
	}
	for i := first + 1; i < nodes; i++ {
		if far := math.Hypot(at[i].X-at[i-1].X, at[i].Y-at[i-1].Y); far > 20 {
			t.Errorf("node %d is %.0f away from the node that it is linked to", i, far)
		}
	}
}
