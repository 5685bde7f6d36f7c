package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// paths finds how two entities are connected. The list is empty if one of them is unknown, or
// if both are the same.
func (r *runner) paths(q *plan.Paths) ([]*object, error) {
	if q.First == 0 || q.MaxHops == 0 || q.Via == 0 {
		return nil, nil
	}
	paths, found, err := []store.Path(nil), false, error(nil)
	if q.Slack == 0 {
		paths, found, err = r.view.ShortestPaths(r.ctx, q, r.query.Visits)
	}
	if err == nil && !found {
		paths, err = r.walkPaths(q)
	}
	if err != nil {
		return nil, err
	}
	answer := make([]*object, len(paths))
	for i := range paths {
		answer[i] = pathObject(&paths[i])
	}
	return answer, nil
}

// walkPaths finds paths by walking through the graph level by level.
func (r *runner) walkPaths(q *plan.Paths) ([]store.Path, error) {
	w := r.walk(q.Via, q.On)
	ends, err := w.Nodes(r.ctx, []string{q.From, q.To})
	if err != nil || ends[0] == store.NoNode || ends[1] == store.NoNode || ends[0] == ends[1] {
		return nil, err
	}
	g := newSearchGraph(w, ends[0], ends[1])
	defer g.release()
	if err := g.explore(q); err != nil || !g.met() {
		return nil, err
	}
	found, err := newEnumerator(g).first(q.First, min(g.shortest+q.Slack, q.MaxHops))
	if err != nil {
		return nil, err
	}
	paths := make([]store.Path, len(found))
	for i, edges := range found {
		paths[i] = g.path(edges)
	}
	return paths, nil
}

// path returns the path that follows edges from the start.
func (g *searchGraph) path(edges []int32) store.Path {
	p := store.Path{From: g.named(startVertex), Steps: make([]store.PathStep, len(edges))}
	for i, at := range edges {
		e := &g.edges[at]
		typ, id := g.walk.Relation(e.link)
		p.Steps[i] = store.PathStep{Relation: typ, ID: id, Forward: e.forward, To: g.named(e.to)}
	}
	return p
}

func (g *searchGraph) named(vertex int32) store.NamedEntity {
	typ, id := g.walk.Entity(g.vertices[vertex].node)
	return store.NamedEntity{Type: typ, ID: id}
}

// pathObject returns a path as an object of the answer.
func pathObject(p *store.Path) *object {
	steps := make([]*object, len(p.Steps))
	from := &p.From
	for i := range p.Steps {
		s, step := &p.Steps[i], newObject(4)
		step.refer("relation", ref{typ: s.Relation, id: s.ID})
		step.refer("from", ref{id: from.ID, of: from.Type, name: from.Name})
		step.refer("to", ref{id: s.To.ID, of: s.To.Type, name: s.To.Name})
		step.set("forward", model.BoolValue(s.Forward))
		steps[i], from = step, &s.To
	}
	o := &object{}
	o.set("length", model.IntValue(int64(len(steps))))
	o.add("steps", steps...)
	return o
}
