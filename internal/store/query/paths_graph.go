package query

import (
	"slices"
	"sync"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// searchGraph is the part of the graph that contains all paths up to a given length between two
// entities. A bidirectional breadth-first search explores it: it repeatedly expands one level
// from the end with fewer relations to visit, until the levels from both ends add up to the
// length. Every relation of a path then has an expanded vertex at one end.
type searchGraph struct {
	walk     *walk
	index    map[store.Node]int32
	vertices []vertex
	edges    []edge
	// shortest is the length of the shortest path, or none until the searches meet.
	shortest int
	// steps has the relations of the level that is expanded.
	steps []store.Step
}

// searchGraphs are graphs whose memory later searches use again. Most searches are short, and would
// spend a third of their time on allocating; the memory of the others is not kept.
var searchGraphs = sync.Pool{New: func() any { return &searchGraph{index: map[store.Node]int32{}} }}

const (
	keptVertices = 1 << 12
	keptEdges    = 1 << 14
)

// vertex is an entity that was reached.
type vertex struct {
	node     store.Node
	passable bool
	// expanded is true if the vertex's relations are known. out is the first of its edges, or
	// none.
	expanded bool
	out      int32
	// distance is the distance from each end, or none.
	distance [2]int32
}

// edge is a relation in the direction in which it is followed. next is another edge of the
// vertex from, or none.
type edge struct {
	link     store.Link
	from, to int32
	next     int32
	forward  bool
}

const none = -1

// The vertices at the two ends.
const (
	startVertex int32 = iota
	goalVertex
)

// frontier is the progress of the search from one end.
type frontier struct {
	// levels is the number of expanded levels, and vertices are those to expand next.
	levels   int
	vertices []int32
	// unexpanded are the nodes of the vertices whose relations are unknown. degree is the
	// number of these relations, once counted is true.
	unexpanded []store.Node
	degree     int
	counted    bool
}

func newSearchGraph(w *walk, start, goal store.Node) *searchGraph {
	g := searchGraphs.Get().(*searchGraph)
	g.walk, g.shortest = w, none
	g.vertices[g.vertex(start)].distance[startVertex] = 0
	g.vertices[g.vertex(goal)].distance[goalVertex] = 0
	return g
}

// release ends the use of the graph.
func (g *searchGraph) release() {
	if len(g.vertices) > keptVertices || max(len(g.edges), cap(g.steps)) > keptEdges {
		return
	}
	clear(g.index)
	*g = searchGraph{index: g.index, vertices: g.vertices[:0], edges: g.edges[:0], steps: g.steps[:0]}
	searchGraphs.Put(g)
}

// vertex adds the vertex of a node that is new.
func (g *searchGraph) vertex(n store.Node) int32 {
	at := int32(len(g.vertices))
	g.index[n] = at
	g.vertices = append(g.vertices, vertex{node: n, passable: g.walk.passable(n), out: none, distance: [2]int32{none, none}})
	return at
}

// met reports whether the searches from both ends have met.
func (g *searchGraph) met() bool { return g.shortest != none }

// explore expands levels until the graph contains all requested paths, or until it is certain
// that there are none.
func (g *searchGraph) explore(q *plan.Paths) error {
	frontiers := [2]*frontier{{vertices: []int32{startVertex}}, {vertices: []int32{goalVertex}}}
	for {
		longest := q.MaxHops
		if g.met() {
			longest = min(longest, g.shortest+q.Slack)
		}
		levels := frontiers[0].levels + frontiers[1].levels
		if levels >= longest || len(frontiers[0].vertices) == 0 || len(frontiers[1].vertices) == 0 {
			return nil
		}
		end, err := g.cheaper(frontiers)
		if err != nil {
			return err
		}
		if levels+1 == longest {
			g.walk.view.Ahead(0)
		}
		steps, err := g.visit(frontiers[end], [2]string{q.From, q.To}[end])
		if err != nil {
			return err
		}
		g.walk.work.Count(len(steps) * plan.UnitsRow)
		last := levels+1 == longest || q.Slack == 0 && g.meets(steps, end)
		if err := g.expand(frontiers[end], end, steps, last); err != nil {
			return err
		}
	}
}

// cheaper returns the end with fewer relations to visit, or the first end if the numbers are
// equal.
func (g *searchGraph) cheaper(frontiers [2]*frontier) (end int, err error) {
	for _, f := range frontiers {
		unexpanded := g.unexpanded(f.vertices)
		if f.counted && len(unexpanded) == len(f.unexpanded) {
			continue
		}
		f.unexpanded = unexpanded
		if f.degree, err = g.walk.Count(g.walk.ctx, f.unexpanded, g.walk.via); err != nil {
			return 0, err
		}
		f.counted = true
	}
	if frontiers[1].degree < frontiers[0].degree {
		return 1, nil
	}
	return 0, nil
}

// unexpanded returns the nodes of those vertices whose relations are unknown.
func (g *searchGraph) unexpanded(vertices []int32) (list []store.Node) {
	for _, at := range vertices {
		if v := &g.vertices[at]; !v.expanded {
			list = append(list, v.node)
		}
	}
	return list
}

// visit reads the relations of the vertices of a frontier that are not expanded yet. It reads
// all relations of a vertex at once, so that the graph contains none of them twice. name is the
// caller's reference to the end.
func (g *searchGraph) visit(f *frontier, name string) ([]store.Step, error) {
	w := g.walk
	hint := "follow fewer relations by `via`, or allow fewer hops or less slack"
	if err := w.visit(f.degree, hint, "for the paths, up to %d hops from %q", f.levels+1, name); err != nil {
		return nil, err
	}
	steps, err := w.Expand(w.ctx, f.unexpanded, w.via, w.on, slices.Grow(g.steps[:0], f.degree))
	g.steps = steps
	return steps, err
}

// meets reports whether a step of the search from an end leads to a vertex that the search from
// the other end has reached.
func (g *searchGraph) meets(steps []store.Step, end int) bool {
	for i := range steps {
		if at, known := g.index[steps[i].Far]; known && g.connects(at, end) {
			return true
		}
	}
	return false
}

// connects reports whether a path from one end may continue from a vertex to the other end.
func (g *searchGraph) connects(at int32, end int) bool {
	v := &g.vertices[at]
	return v.distance[1-end] != none && (v.passable || at == int32(1-end))
}

// expand adds the edges of a level, and advances the frontier. On the last level it adds only
// edges to vertices that were reached before, since any other vertex is too far from one of the
// ends.
func (g *searchGraph) expand(f *frontier, end int, steps []store.Step, last bool) error {
	f.levels++
	f.counted = false
	for _, n := range f.unexpanded {
		g.vertices[g.index[n]].expanded = true
	}
	if !last {
		g.edges = slices.Grow(g.edges, len(steps))
	}
	var from int32
	for i, s := range steps {
		if err := g.walk.work.Add(plan.UnitsSeek); err != nil {
			return err
		}
		if i == 0 || s.Near != steps[i-1].Near {
			from = g.index[s.Near]
		}
		to, known := g.index[s.Far]
		if !known && last {
			continue
		}
		if !known {
			to = g.vertex(s.Far)
		}
		g.add(edge{link: s.Link, from: from, to: to, forward: s.Forward})
	}
	return g.reach(f, end)
}

// reach sets the vertices of the next level.
func (g *searchGraph) reach(f *frontier, end int) error {
	var next []int32
	for _, at := range f.vertices {
		for i := g.vertices[at].out; i != none; i = g.edges[i].next {
			if err := g.walk.work.Add(plan.UnitsRow); err != nil {
				return err
			}
			to := g.edges[i].to
			v := &g.vertices[to]
			if v.distance[end] != none {
				continue
			}
			v.distance[end] = int32(f.levels)
			if v.passable && to != int32(1-end) {
				next = append(next, to)
			}
			if g.connects(to, end) && !g.met() {
				g.shortest = f.levels + int(v.distance[1-end])
			}
		}
	}
	f.vertices = next
	return nil
}

func (g *searchGraph) add(e edge) {
	v := &g.vertices[e.from]
	e.next, v.out = v.out, int32(len(g.edges))
	g.edges = append(g.edges, e)
}

// reverse adds the opposite of each edge to a vertex that is not expanded.
func (g *searchGraph) reverse() {
	for _, e := range g.edges {
		if !g.vertices[e.to].expanded {
			g.add(edge{link: e.link, from: e.to, to: e.from, forward: !e.forward})
		}
	}
}
