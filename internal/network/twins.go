package network

import (
	"cmp"
	"slices"

	"whojoins/internal/plan"
)

// twins groups the nodes that are linked to each other and have the same other neighbours, such
// as the members of a single initiative who take part in nothing else. In a network of
// collaboration most nodes are twins of some other.
type twins struct {
	// of has the group of each node.
	of []uint32
	// first has one node of each group: the smallest. size is the number of its nodes.
	first []uint32
	size  []float64
}

// twins returns the groups of all nodes, in the order of their smallest nodes.
func (g *Graph) twins(work *plan.Work) (*twins, error) {
	n := g.Nodes()
	marks, order := make([]uint64, n), make([]uint32, n)
	for node := range marks {
		if err := work.Add(plan.UnitsRow + len(g.neighbours(uint32(node)))); err != nil {
			return nil, err
		}
		marks[node], order[node] = g.mark(uint32(node)), uint32(node)
	}
	err := plan.SortFunc(work, order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(marks[a], marks[b]), cmp.Compare(a, b))
	})
	if err != nil {
		return nil, err
	}
	// smallest has the smallest twin of each node. Nodes with the same mark that are not twins,
	// which hardly exist, are only groups of their own.
	smallest := make([]uint32, n)
	for i := 0; i < n; {
		first := order[i]
		for ; i < n && marks[order[i]] == marks[first]; i++ {
			node := order[i]
			if err := work.Add(plan.UnitsRow + len(g.neighbours(node))); err != nil {
				return nil, err
			}
			if smallest[node] = node; g.areTwins(first, node) {
				smallest[node] = first
			}
		}
	}
	t := &twins{of: make([]uint32, n)}
	for node, first := range smallest {
		if first == uint32(node) {
			t.of[node] = uint32(len(t.first))
			t.first, t.size = append(t.first, first), append(t.size, 0)
		}
		t.of[node] = t.of[first]
		t.size[t.of[first]]++
	}
	return t, nil
}

// mark returns a number that twins have in common and that others hardly share: the sum of
// scattered numbers of the node and its neighbours.
func (g *Graph) mark(node uint32) uint64 {
	sum := scatter(node)
	for _, other := range g.neighbours(node) {
		sum += scatter(other)
	}
	return sum
}

// scatter returns a number whose bits all depend on the node (SplitMix64).
func scatter(node uint32) uint64 {
	x := (uint64(node) + 1) * 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// areTwins reports whether two nodes, together with their neighbours, are the same set.
func (g *Graph) areTwins(a, b uint32) bool {
	if a == b {
		return true
	}
	ofA, ofB := g.neighbours(a), g.neighbours(b)
	if len(ofA) != len(ofB) {
		return false
	}
	if _, linked := slices.BinarySearch(ofA, b); !linked {
		return false
	}
	for len(ofA) > 0 || len(ofB) > 0 {
		switch {
		case len(ofA) > 0 && ofA[0] == b:
			ofA = ofA[1:]
		case len(ofB) > 0 && ofB[0] == a:
			ofB = ofB[1:]
		case len(ofA) == 0 || len(ofB) == 0 || ofA[0] != ofB[0]:
			return false
		default:
			ofA, ofB = ofA[1:], ofB[1:]
		}
	}
	return true
}
