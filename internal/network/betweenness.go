package network

import (
	"math"

	"whojoins/internal/plan"
)

// betweennessDecimals is the number of decimals to which betweenness is rounded, so that it does
// not depend on how a processor rounds sums.
const betweennessDecimals = 1e9

// stepsPerUnit is the number of links that are followed in one unit of work.
const stepsPerUnit = 10

// Betweenness returns, for each node, the share of the shortest paths between all pairs of other
// nodes that lead through it: Brandes' algorithm, which counts links without their weights and
// divides by (n-1)(n-2)/2 pairs for n nodes. Each value is between 0 and 1.
//
// Twins lie between the same nodes, so that the algorithm runs on groups of twins. A path from a
// node to another group leads through one of the group's nodes, and never through a twin of its
// own start, as all neighbours of the twin are neighbours of the start.
func (g *Graph) Betweenness(work *plan.Work) ([]float64, error) {
	n := g.Nodes()
	t, err := g.twins(work)
	if err != nil {
		return nil, err
	}
	b := &brandes{Graph: t.graph(g), size: t.size}
	groups := b.Nodes()
	if err := work.Add(len(g.ends) + len(b.ends)); err != nil {
		return nil, err
	}
	b.distance, b.order = make([]int32, groups), make([]uint32, 0, groups)
	b.paths, b.share, b.sum = make([]float64, groups), make([]float64, groups), make([]float64, groups)
	for source := range uint32(groups) {
		if err := b.from(work, source); err != nil {
			return nil, err
		}
	}
	values := make([]float64, n)
	if n < 3 {
		return values, nil
	}
	pairs := float64(n-1) * float64(n-2)
	for node := range values {
		values[node] = math.Round(b.sum[t.of[node]]/pairs*betweennessDecimals) / betweennessDecimals
	}
	return values, work.Add(n)
}

// graph returns the network of the groups: two are linked if their nodes are.
func (t *twins) graph(g *Graph) *Graph {
	groups := &Graph{first: make([]uint32, 1, len(t.first)+1)}
	seen := make([]uint32, len(t.first))
	for i, first := range t.first {
		own := uint32(i) + 1
		seen[i] = own
		for _, other := range g.neighbours(first) {
			if group := t.of[other]; seen[group] != own {
				seen[group] = own
				groups.ends = append(groups.ends, group)
			}
		}
		groups.first = append(groups.first, uint32(len(groups.ends)))
	}
	return groups
}

// brandes sums for each group what shortest paths from all nodes contribute to one of its nodes.
type brandes struct {
	*Graph
	// size is the number of nodes in each group.
	size []float64
	// distance is the number of links from the source plus 1, or 0 for a group that was not
	// reached. order has the reached groups, nearest first.
	distance []int32
	order    []uint32
	// paths is the number of shortest paths from the source to a node of the group, share what
	// the paths to all other nodes contribute to that node.
	paths, share, sum []float64
}

// from adds the contribution of the nodes of a group as sources.
func (b *brandes) from(work *plan.Work, source uint32) error {
	b.order = append(b.order[:0], source)
	b.distance[source], b.paths[source] = 1, 1
	for i := 0; i < len(b.order); i++ {
		at := b.order[i]
		next := b.distance[at] + 1
		// Of the source's group, only the source itself begins a path.
		paths := b.paths[at] * b.size[at]
		if at == source {
			paths = 1
		}
		ends := b.neighbours(at)
		if err := work.Add(1 + 2*len(ends)/stepsPerUnit); err != nil {
			return err
		}
		for _, end := range ends {
			if b.distance[end] == 0 {
				b.distance[end] = next
				b.order = append(b.order, end)
			}
			if b.distance[end] == next {
				b.paths[end] += paths
			}
		}
	}
	for i := len(b.order) - 1; i > 0; i-- {
		at := b.order[i]
		before := b.distance[at] - 1
		share := b.size[at] * (1 + b.share[at]) / b.paths[at]
		for _, end := range b.neighbours(at) {
			if b.distance[end] == before {
				b.share[end] += float64(b.paths[end] * share)
			}
		}
		b.sum[at] += float64(b.size[source] * b.share[at])
	}
	for _, at := range b.order {
		b.distance[at], b.paths[at], b.share[at] = 0, 0, 0
	}
	return nil
}
