package query

import (
	"cmp"
	"slices"

	"whojoins/internal/store"
)

// enumerator lists the paths through a search graph in order, without following an edge
// that leads nowhere.
//
// For each vertex and each number of relations it knows whether the goal is exactly that
// many relations away without turning straight back. Walks that are at most two relations
// longer than the shortest path and never turn straight back visit no vertex twice: without
// the cycle, which has three relations at least, such a walk would be shorter than the
// shortest path.
type enumerator struct {
	*searchGraph
	// next has, for each number of relations and each vertex, the next vertex from which the
	// goal is that many relations away: unreachable, the vertex plus one, or several.
	next [][]int32
	// edgesOf caches, by state, the edges on which a path goes on, by relation id.
	edgesOf map[state][]int32
	path    []int32
	// steps is the number of steps since the context was checked.
	steps int
}

// The values in next that are no vertex.
const (
	unreachable = 0
	several     = -1
)

// state is a vertex with a number of relations that a path still has to walk.
type state struct {
	vertex int32
	left   int
}

func newEnumerator(g *searchGraph) *enumerator {
	g.reverse()
	return &enumerator{searchGraph: g, next: [][]int32{make([]int32, len(g.vertices))}, edgesOf: map[state][]int32{}}
}

// first returns the first most paths, none longer than longest, as lists of edges: the
// shortest first, then by the ids of the relations along the way.
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

// extend computes next for one relation more.
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
	return e.check(len(e.edges))
}

// leads reports whether a path with left relations begins with an edge and never turns
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

// follow adds the paths that go on from a state, which was reached from the vertex before,
// until there are as many as requested.
func (e *enumerator) follow(found [][]int32, most int, at state, before int32) (_ [][]int32, err error) {
	if at.left == 0 {
		return append(found, slices.Clone(e.path)), nil
	}
	for _, i := range e.edgesFrom(at) {
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
	return found, e.check(1)
}

// edgesFrom returns the edges on which a path goes on from a state, by relation id.
func (e *enumerator) edgesFrom(at state) []int32 {
	if list, known := e.edgesOf[at]; known {
		return list
	}
	type named struct {
		id string
		at int32
	}
	var list []named
	for i := e.vertices[at.vertex].out; i != none; i = e.edges[i].next {
		if e.leads(&e.edges[i], at.left) {
			_, id := e.walk.Relation(e.edges[i].link)
			list = append(list, named{id, i})
		}
	}
	slices.SortFunc(list, func(a, b named) int { return cmp.Compare(a.id, b.id) })
	sorted := make([]int32, len(list))
	for i, each := range list {
		sorted[i] = each.at
	}
	e.edgesOf[at] = sorted
	return sorted
}

// checkEvery is the number of steps after which the context is checked.
const checkEvery = 1 << 14

// check returns the error of a context that has ended, now and then.
func (e *enumerator) check(steps int) error {
	if e.steps += steps; e.steps < checkEvery {
		return nil
	}
	e.steps = 0
	return store.Ended(e.walk.ctx)
}
