package graph_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"whojoins/bench/graph"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

func readModel(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestShape expects the documented sizes and distributions.
func TestShape(t *testing.T) {
	m := readModel(t)
	const nodes = 10_000
	g := graph.New(m, nodes, 1)
	if len(g.Entities) != nodes {
		t.Errorf("%d entities, want %d", len(g.Entities), nodes)
	}
	if each := float64(len(g.Relations)) / nodes; each < 4.5 || each > 5.5 {
		t.Errorf("%.2f relations a node, want about five", each)
	}
	joins, partners := map[string]int{}, map[string]int{}
	for _, r := range g.Relations {
		if r.Type.Name == "Participation" {
			joins[r.From]++
			partners[r.To]++
		}
	}
	most, middle := spread(joins)
	if most < 40*middle {
		t.Errorf("an institute joins at most %d initiatives, the median is %d: no hubs", most, middle)
	}
	most, middle = spread(partners)
	if middle < 8 || middle > 16 || most < 50 {
		t.Errorf("the median number of partners of an initiative is %d, the largest %d", middle, most)
	}
}

// spread returns the largest number and the median.
func spread(of map[string]int) (most, middle int) {
	var all []int
	for _, n := range of {
		all = append(all, n)
	}
	slices.Sort(all)
	return all[len(all)-1], all[len(all)/2]
}

// TestOrder expects entities, and relations of each type, in the order of distinct ids.
func TestOrder(t *testing.T) {
	m := readModel(t)
	s := graph.Make(m, 2000, 3)
	ordered := func(objects []*store.Object) {
		t.Helper()
		for i := 1; i < len(objects); i++ {
			if cmp.Compare(objects[i-1].ID, objects[i].ID) >= 0 {
				t.Fatalf("%s stands before %s", objects[i-1].ID, objects[i].ID)
			}
		}
	}
	ordered(slices.Collect(s.Entities()))
	for _, typ := range m.Relations {
		all := slices.Collect(s.Relations(typ))
		if len(all) == 0 {
			t.Errorf("no %s", typ.Name)
		}
		ordered(all)
	}
}

// TestSeed expects the same graph for the same seed, and another for another seed.
func TestSeed(t *testing.T) {
	m := readModel(t)
	first := written(graph.New(m, 300, 7))
	if again := written(graph.New(m, 300, 7)); first != again {
		t.Error("two graphs of one seed differ")
	}
	if first == written(graph.New(m, 300, 8)) {
		t.Error("graphs of two seeds are the same")
	}
}

// written returns a graph as text.
func written(g *store.Graph) string {
	var b strings.Builder
	var write func(o *store.Object)
	write = func(o *store.Object) {
		fmt.Fprintln(&b, o.ID, o.From, o.To)
		for _, c := range o.Cells {
			fmt.Fprintln(&b, c.Field.Path(), c.Value)
		}
		for _, l := range o.Lists {
			fmt.Fprintln(&b, l.Field.Path(), l.Values)
		}
		for _, r := range o.Refs {
			fmt.Fprintln(&b, r.Field.Path(), r.ID)
		}
		for _, p := range o.Parts {
			fmt.Fprintln(&b, p.Field.Path())
			for _, part := range p.Objects {
				write(part)
			}
		}
	}
	for _, o := range slices.Concat(g.Entities, g.Relations) {
		write(o)
	}
	return b.String()
}

// TestStore loads graphs of every small size into a store, which rejects invalid ones.
func TestStore(t *testing.T) {
	m := readModel(t)
	for _, nodes := range []int{0, 100, 101, 1000} {
		g := graph.New(m, nodes, uint64(nodes))
		if _, err := memory.New(g); err != nil {
			t.Errorf("%d nodes: %v", nodes, err)
		}
		seen := map[string]bool{}
		for _, r := range g.Relations {
			if r.From == r.To || seen[r.ID] {
				t.Errorf("%s from %s to %s", r.ID, r.From, r.To)
			}
			seen[r.ID] = true
			key := r.From + " " + r.To
			for _, f := range r.Type.Key {
				key += " " + r.Value(f).Text
			}
			if key = r.Type.Name + " " + key; seen[key] {
				t.Errorf("twice: %s", key)
			}
			seen[key] = true
		}
	}
}
