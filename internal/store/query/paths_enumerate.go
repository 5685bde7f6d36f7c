package query

import (
	"cmp"
	"slices"

	"whojoins/internal/plan"
)

// enumerator lists the paths through a search graph in order, and never follows an edge that
// cannot lead to the goal.
//
// For each vertex and each number of relations it stores whether a walk of exactly that many
// relations leads to the goal without turning straight back. A walk that is at most two
// relations longer than the shortest path and never turns straight back visits no vertex twice:
// a cycle has at least three relations, so without it the walk would be shorter than the
// shortest path.
type enumerator struct {
	*searchGraph
	// next has, for each number of relations and each vertex, the next vertex on the walks of
	// that length to the goal: unreachable, the vertex plus one, or several.
	next [][]int32
	// edgesOf caches, for each state, the edges that continue a path, ordered by relation id.
	edgesOf map[state][]int32
	path    []int32
}

// The values in next that do not denote a vertex.
const (
	unreachable = 0
	several     = -1
)

// state is a vertex, with the number of relations that are left until the goal.
type state struct {
	vertex int32
	left   int
}

func newEnumerator(g *searchGraph) *enumerator {
	g.walk.work.Count(len(g.edges) * plan.UnitsRow)
	g.reverse()
	return &enumerator{searchGraph: g, next: [][]int32{make([]int32, len(g.vertices))}, edgesOf: map[state][]int32{}}
}

// first returns the first most paths of at most longest relations, as lists of edges: the
// shortest paths first, then by the ids of the relations along them.
func (e *enumerator) first(most, longest int) (found [][]int32, err error) {
	for length := 1; length <= longest; length++ {
		if err := e.extend(); err != nil {
			return nil, err
		}
		if length >= e.shortest {
			if found, err = e.follow(found, most, state{startVertex, length}, none); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// extend computes next for one more relation.
func (e *enumerator) extend() error {
	left := len(e.next)
	next := make([]int32, len(e.vertices))
	e.next = append(e.next, next)
	for i := range e.edges {
		g := &e.edges[i]
		if next[g.from] == several || !e.leads(g, left) {
			continue
		}
		if before := next[g.from]; before == unreachable {
			next[g.from] = g.to + 1
		} else if before != g.to+1 {
			next[g.from] = several
		}
	}
	return e.walk.work.Add(len(e.edges) * plan.UnitsRow)
}

// leads reports whether a path with left relations can begin with an edge without ever turning
// straight back.
func (e *enumerator) leads(g *edge, left int) bool {
	switch {
	case g.from == goalVertex || g.to == startVertex:
		return false
	case g.to == goalVertex:
		return left == 1
	case !e.vertices[g.to].passable:
		return false
	}
	by := e.next[left-1][g.to]
	return by == several || by != unreachable && by-1 != g.from
}

// follow adds the paths that continue from a state, which was reached from the vertex before,
// until there are most paths.
func (e *enumerator) follow(found [][]int32, most int, at state, before int32) (_ [][]int32, err error) {
	if at.left == 0 {
		return append(found, slices.Clone(e.path)), nil
	}
	edges, err := e.edgesFrom(at)
	if err != nil {
		return nil, err
	}
	for _, i := range edges {
		if len(found) == most {
			break
		}
		g := &e.edges[i]
		if g.to == before {
			continue
		}
		e.path = append(e.path, i)
		found, err = e.follow(found, most, state{g.to, at.left - 1}, at.vertex)
		e.path = e.path[:len(e.path)-1]
		if err != nil {
			return nil, err
		}
	}
	return found, e.walk.work.Add(plan.UnitsRow)
}

// edgesFrom returns the edges that continue a path from a state, ordered by relation id.
func (e *enumerator) edgesFrom(at state) ([]int32, error) {
	if list, known := e.edgesOf[at]; known {
		return list, nil
	}
	type named struct {
		id string
		at int32
	}
	var list []named
	for i := e.vertices[at.vertex].out; i != none; i = e.edges[i].next {
		if err := e.walk.work.Add(plan.UnitsRow); err != nil {
			return nil, err
		}
		if e.leads(&e.edges[i], at.left) {
			_, id := e.walk.Relation(e.edges[i].link)
			list = append(list, named{id, i})
		}
	}
	if err := plan.SortFunc(e.walk.work, list, func(a, b named) int { return cmp.Compare(a.id, b.id) }); err != nil {
		return nil, err
	}
	sorted := make([]int32, len(list))
	for i, each := range list {
		sorted[i] = each.at
	}
	e.edgesOf[at] = sorted
	return sorted, nil
}
