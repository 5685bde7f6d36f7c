package ask

import (
	"whojoins/model"
	"whojoins/plan"
	"whojoins/store"
)

// paths says how two entities are linked: none where there is no such entity, or where
// both are one.
func (a *asker) paths(q *plan.Paths) ([]*object, error) {
	w := a.walk(q.Via, q.On)
	ends, err := w.Nodes(a.ctx, []string{q.From, q.To})
	if err != nil || ends[0] == store.NoNode || ends[1] == store.NoNode || ends[0] == ends[1] || q.First == 0 {
		return nil, err
	}
	t := newTerrain(w, ends[0], ends[1])
	if err := t.explore(q); err != nil || !t.met() {
		return nil, err
	}
	found, err := newWays(t).first(q.First, min(t.shortest+q.Slack, q.MaxHops))
	if err != nil {
		return nil, err
	}
	answer := make([]*object, len(found))
	for i, way := range found {
		answer[i] = t.path(way)
	}
	return answer, nil
}

// path is a way as an object of the answer.
func (t *terrain) path(way []int32) *object {
	path, steps := &object{}, make([]*object, len(way))
	for i, at := range way {
		h, step := &t.hops[at], &object{}
		typ, id := t.walk.Relation(h.link)
		step.point("relation", ref{typ: typ, id: id})
		step.point("from", t.ref(h.near))
		step.point("to", t.ref(h.far))
		step.set("forward", model.BoolValue(h.forward))
		steps[i] = step
	}
	path.set("length", model.IntValue(int64(len(way))))
	path.hold("steps", steps...)
	return path
}

func (t *terrain) ref(place int32) ref {
	return t.walk.ref(t.places[place].node)
}
