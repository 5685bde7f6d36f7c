package network_test

import (
	"flag"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"whojoins/internal/network"
)

// TestLayout checks that linked nodes are nearer to each other than others, that no two nodes are
// at the same place, and that the same network has the same picture.
func TestLayout(t *testing.T) {
	for _, m := range read(t) {
		g, work := graph(t, len(m.Betweenness), m.links())
		at, err := g.Layout(work, 1)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := g.Layout(work, 1)
		if !slices.Equal(at, again) {
			t.Errorf("%s has two pictures", m.Name)
		}
		linked, all := 0.0, 0.0
		for _, l := range m.links() {
			linked += distance(at[l.From], at[l.To]) / float64(len(m.Links))
		}
		pairs := 0
		for i, a := range at {
			if math.IsNaN(a.X) || math.IsInf(a.X, 0) || math.Abs(a.X) > 1e6 {
				t.Fatalf("%s: node %d is at %v", m.Name, i, a)
			}
			for _, b := range at[i+1:] {
				pairs++
				all += distance(a, b)
				if a == b {
					t.Errorf("%s: two nodes are at %v", m.Name, a)
				}
			}
		}
		if all /= float64(pairs); len(m.Links) < pairs && linked > 0.9*all {
			t.Errorf("%s: linked nodes are %.1f apart, all %.1f", m.Name, linked, all)
		}
	}
}

func distance(a, b network.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

var layoutNodes = flag.Int("nodes", 50_000, "nodes of the network of BenchmarkLayout")

// BenchmarkLayout places the nodes of a random network with four times as many links:
//
//	go test ./internal/network -run - -bench Layout -benchtime 1x
func BenchmarkLayout(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 1))
	weights := map[[2]uint32]bool{}
	for len(weights) < 4*min(*layoutNodes, 50_000) {
		// Nodes near each other are linked more often, as in clusters.
		from := rnd.Uint32N(uint32(*layoutNodes))
		to := min(from+1+uint32(rnd.ExpFloat64()*50), uint32(*layoutNodes-1))
		if from != to {
			weights[[2]uint32{from, to}] = true
		}
	}
	var links []network.Link
	for pair := range weights {
		links = append(links, network.Link{From: pair[0], To: pair[1], Weight: 1})
	}
	slices.SortFunc(links, func(a, b network.Link) int {
		return int(a.From)*1_000_000 + int(a.To) - int(b.From)*1_000_000 - int(b.To)
	})
	for b.Loop() {
		g, work := graph(b, *layoutNodes, links)
		if _, err := g.Layout(work, 1); err != nil {
			b.Fatal(err)
		}
	}
}
