package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// paths says how two entities are linked: none where there is no such entity, or where
// both are one.
func (a *asker) paths(q *plan.Paths) ([]*object, error) {
	if q.First == 0 || q.MaxHops == 0 || q.Via == 0 {
		return nil, nil
	}
	found, told, err := []store.Path(nil), false, error(nil)
	if q.Slack == 0 {
		found, told, err = a.view.ShortestPaths(a.ctx, q, a.ask.Visits)
	}
	if err == nil && !told {
		found, err = a.walkPaths(q)
	}
	if err != nil {
		return nil, err
	}
	answer := make([]*object, len(found))
	for i := range found {
		answer[i] = path(&found[i])
	}
	return answer, nil
}

// walkPaths finds paths a level of the graph at a time.
func (a *asker) walkPaths(q *plan.Paths) ([]store.Path, error) {
	w := a.walk(q.Via, q.On)
	ends, err := w.Nodes(a.ctx, []string{q.From, q.To})
	if err != nil || ends[0] == store.NoNode || ends[1] == store.NoNode || ends[0] == ends[1] {
		return nil, err
	}
	t := newTerrain(w, ends[0], ends[1])
	if err := t.explore(q); err != nil || !t.met() {
		return nil, err
	}
	ways, err := newWays(t).first(q.First, min(t.shortest+q.Slack, q.MaxHops))
	if err != nil {
		return nil, err
	}
	found := make([]store.Path, len(ways))
	for i, way := range ways {
		found[i] = t.path(way)
	}
	return found, nil
}

// path is a way through the terrain.
func (t *terrain) path(way []int32) store.Path {
	p := store.Path{From: t.named(fromPlace), Steps: make([]store.PathStep, len(way))}
	for i, at := range way {
		h := &t.hops[at]
		typ, id := t.walk.Relation(h.link)
		p.Steps[i] = store.PathStep{Relation: typ, ID: id, Forward: h.forward, To: t.named(h.far)}
	}
	return p
}

func (t *terrain) named(place int32) store.NamedEntity {
	typ, id := t.walk.Entity(t.places[place].node)
	return store.NamedEntity{Type: typ, ID: id}
}

// path is a path as an object of the answer.
func path(p *store.Path) *object {
	steps := make([]*object, len(p.Steps))
	from := &p.From
	for i := range p.Steps {
		s, step := &p.Steps[i], &object{}
		step.point("relation", ref{typ: s.Relation, id: s.ID})
		step.point("from", ref{id: from.ID, of: from.Type, name: from.Name})
		step.point("to", ref{id: s.To.ID, of: s.To.Type, name: s.To.Name})
		step.set("forward", model.BoolValue(s.Forward))
		steps[i], from = step, &s.To
	}
	o := &object{}
	o.set("length", model.IntValue(int64(len(steps))))
	o.hold("steps", steps...)
	return o
}
