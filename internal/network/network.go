// Package network measures undirected weighted networks, and places their nodes. It works on
// plain numbers and knows neither entities nor stores. Every result is exact in its order of
// computation and follows from the network alone: the same links give the same numbers on every
// machine. Errors are those of plan.Work.Add, which ends a measurement with its operation.
package network

import (
	"cmp"
	"iter"

	"whojoins/internal/plan"
)

// Link is a link between two different nodes, the smaller first. Weight is at least 1.
type Link struct{ From, To, Weight uint32 }

// Graph is a network. Its nodes are the numbers from 0 on. Each link is stored at both ends.
type Graph struct {
	// first has, for each node, the position of its first neighbour in ends and weights, and one
	// more item for the end. The neighbours of a node are in ascending order.
	first   []uint32
	ends    []uint32
	weights []uint32
}

// New returns the network of links, ordered by their ends; no pair of nodes has two. The links are
// read twice.
func New(work *plan.Work, nodes int, links iter.Seq[Link]) (*Graph, error) {
	g := &Graph{first: make([]uint32, nodes+1)}
	for l := range links {
		if err := work.Add(plan.UnitsSeek - 1); err != nil {
			return nil, err
		}
		g.first[l.From+1]++
		g.first[l.To+1]++
	}
	for i := range nodes {
		g.first[i+1] += g.first[i]
	}
	g.ends, g.weights = make([]uint32, g.first[nodes]), make([]uint32, g.first[nodes])
	// In the order of the links, each node meets its smaller neighbours before its larger ones,
	// both in ascending order.
	next := append([]uint32(nil), g.first[:nodes]...)
	put := func(at, end, weight uint32) {
		g.ends[next[at]], g.weights[next[at]] = end, weight
		next[at]++
	}
	for l := range links {
		if err := work.Add(1); err != nil {
			return nil, err
		}
		put(l.From, l.To, l.Weight)
		put(l.To, l.From, l.Weight)
	}
	return g, work.Err()
}

// Nodes returns the number of nodes.
func (g *Graph) Nodes() int { return len(g.first) - 1 }

// neighbours returns the neighbours of a node.
func (g *Graph) neighbours(node uint32) []uint32 { return g.ends[g.first[node]:g.first[node+1]] }

// Distinct brings links into order. Of several between the same nodes one is left, with the sum of
// their weights.
func Distinct(work *plan.Work, links []Link) ([]Link, error) {
	compare := func(a, b Link) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) }
	if err := plan.SortFunc(work, links, compare); err != nil {
		return nil, err
	}
	distinct := links[:0]
	for _, l := range links {
		if n := len(distinct); n > 0 && compare(distinct[n-1], l) == 0 {
			distinct[n-1].Weight += l.Weight
		} else {
			distinct = append(distinct, l)
		}
	}
	return distinct, work.Add(len(links))
}
