package network_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"whojoins/internal/network"
	"whojoins/internal/plan"
)

// networks are what networkx measures; testdata/measure.py wrote it.
//
//go:embed testdata/networks.json
var networks []byte

type measured struct {
	Name        string
	Links       [][3]uint32
	Betweenness []float64
	Modularity  float64
}

func read(t *testing.T) (list []measured) {
	t.Helper()
	if err := json.Unmarshal(networks, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func (m *measured) links() []network.Link {
	list := make([]network.Link, len(m.Links))
	for i, l := range m.Links {
		list[i] = network.Link{From: l[0], To: l[1], Weight: l[2]}
	}
	return list
}

func graph(t testing.TB, nodes int, links []network.Link) (*network.Graph, *plan.Work) {
	t.Helper()
	work := plan.NewWork(t.Context())
	g, err := network.New(work, nodes, slices.Values(links))
	if err != nil {
		t.Fatal(err)
	}
	return g, work
}

// TestBetweenness compares betweenness with that of networkx.
func TestBetweenness(t *testing.T) {
	for _, m := range read(t) {
		g, work := graph(t, len(m.Betweenness), m.links())
		got, err := g.Betweenness(work)
		if err != nil {
			t.Fatal(err)
		}
		for node, want := range m.Betweenness {
			if math.Abs(got[node]-want) > 1e-9 {
				t.Errorf("%s: the betweenness of %d is %v, want %v", m.Name, node, got[node], want)
			}
		}
	}
}

// TestCommunities checks that the modularity of the communities is about that of the best of ten
// runs of networkx, and that each community is connected. It checks their numbers too.
func TestCommunities(t *testing.T) {
	for _, m := range read(t) {
		links := m.links()
		g, work := graph(t, len(m.Betweenness), links)
		of, err := g.Communities(work)
		if err != nil {
			t.Fatal(err)
		}
		if got := modularity(links, of); got < 0.97*m.Modularity-1e-9 {
			t.Errorf("%s: the modularity is %.4f, want about %.4f", m.Name, got, m.Modularity)
		}
		checkNumbers(t, m.Name, of)
		checkConnected(t, m.Name, links, of)
	}
}

// modularity follows the definition: the share of the weight within communities, minus what it
// would be if the links were random.
func modularity(links []network.Link, of []int) float64 {
	within, all := 0.0, 0.0
	strength := map[int]float64{}
	for _, l := range links {
		w := float64(l.Weight)
		all += w
		strength[of[l.From]] += w
		strength[of[l.To]] += w
		if of[l.From] == of[l.To] {
			within += w
		}
	}
	sum := within / all
	for _, s := range strength {
		sum -= s / (2 * all) * s / (2 * all)
	}
	return sum
}

// checkNumbers checks that communities are numbered by size, then by their smallest node.
func checkNumbers(t *testing.T, name string, of []int) {
	t.Helper()
	size, smallest := map[int]int{}, map[int]int{}
	for node, c := range of {
		if size[c]++; size[c] == 1 {
			smallest[c] = node
		}
	}
	for c := 1; c <= len(size); c++ {
		if size[c] == 0 {
			t.Fatalf("%s: the communities are not numbered from 1 on: %v", name, of)
		}
		if c > 1 && (size[c] > size[c-1] || size[c] == size[c-1] && smallest[c] < smallest[c-1]) {
			t.Errorf("%s: community %d of %d nodes comes after one of %d", name, c, size[c], size[c-1])
		}
	}
}

func checkConnected(t *testing.T, name string, links []network.Link, of []int) {
	t.Helper()
	reached := map[int]int{} // the first node of a community reaches the others
	part := make([]int, len(of))
	for node := range part {
		part[node] = node
	}
	for again := true; again; {
		again = false
		for _, l := range links {
			if of[l.From] == of[l.To] && part[l.From] != part[l.To] {
				lower := min(part[l.From], part[l.To])
				part[l.From], part[l.To], again = lower, lower, true
			}
		}
	}
	for node, c := range of {
		if first, known := reached[c]; known && part[node] != first {
			t.Errorf("%s: community %d is in several parts", name, c)
		}
		reached[c] = part[node]
	}
}

// TestDivided checks that a community is divided when the node that held it together has left.
func TestDivided(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for n := range 300 {
		nodes := 4 + rnd.IntN(12)
		var links []network.Link
		for from := range nodes {
			for to := from + 1; to < nodes; to++ {
				if rnd.IntN(3) == 0 {
					links = append(links, network.Link{From: uint32(from), To: uint32(to), Weight: 1 + rnd.Uint32N(5)})
				}
			}
		}
		g, work := graph(t, nodes, links)
		of, err := g.Communities(work)
		if err != nil {
			t.Fatal(err)
		}
		checkNumbers(t, "random", of)
		checkConnected(t, "random", links, of)
		if again, _ := g.Communities(work); !slices.Equal(of, again) {
			t.Fatalf("network %d has other communities the second time", n)
		}
	}
}

// TestWork checks that measurements count their work, and end with their operation.
func TestWork(t *testing.T) {
	m := read(t)[5]
	g, work := graph(t, len(m.Betweenness), m.links())
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := g.Betweenness(plan.NewWork(ended)); err == nil {
		t.Error("betweenness is measured after the end")
	}
	if _, err := g.Communities(plan.NewWork(ended)); err == nil {
		t.Error("communities are found after the end")
	}
	before := work.Spent()
	if _, err := g.Betweenness(work); err != nil {
		t.Fatal(err)
	}
	between := work.Spent()
	if _, err := g.Communities(work); err != nil {
		t.Fatal(err)
	}
	if between == before || work.Spent() == between {
		t.Error("a measurement counts no work")
	}
}
