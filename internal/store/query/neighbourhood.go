package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// spot is an entity that was found in a neighbourhood.
type spot struct {
	node             store.Node
	id               string
	distance, degree int
}

// neighbourhood says what is near to some entities, of which unknown ones are left out.
func (a *asker) neighbourhood(q *plan.Neighbourhood) ([]*object, error) {
	w := a.walk(q.Via, q.On)
	spots, err := w.around(q)
	if err != nil {
		return nil, err
	}
	if err := w.rank(spots); err != nil {
		return nil, err
	}
	shown := spots[:min(len(spots), q.First)]
	links, err := w.between(shown)
	if err != nil {
		return nil, err
	}
	answer, cut := &object{}, len(links) > q.Links
	answer.hold("nodes", w.nodesOf(shown)...)
	answer.hold("links", w.linksOf(links[:min(len(links), q.Links)])...)
	answer.set("omitted", model.IntValue(int64(len(spots)-len(shown))))
	answer.set("truncated", model.BoolValue(cut || len(spots) > len(shown)))
	return []*object{answer}, nil
}

// around finds the entities asked for and those of the types asked for that are near to
// them, level by level, until there are as many as are shown.
func (w *walk) around(q *plan.Neighbourhood) ([]spot, error) {
	asked, err := w.Nodes(w.ctx, q.Of)
	if err != nil {
		return nil, err
	}
	var spots []spot
	var at []store.Node
	seen := map[store.Node]bool{store.NoNode: true}
	for _, n := range asked {
		if !seen[n] {
			seen[n] = true
			at = append(at, n)
			spots = append(spots, w.spot(n, 0))
		}
	}
	for distance := 1; distance <= q.Depth && len(spots) < q.First && len(at) > 0; distance++ {
		if distance == q.Depth {
			w.view.Ahead(0)
		}
		steps, err := w.level(at, distance)
		if err != nil {
			return nil, err
		}
		at = nil
		for _, s := range steps {
			if seen[s.Far] {
				continue
			}
			seen[s.Far] = true
			t, _ := w.Entity(s.Far)
			if q.Types.Has(t) {
				spots = append(spots, w.spot(s.Far, distance))
			}
			if t.Passable {
				at = append(at, s.Far)
			}
		}
	}
	return spots, nil
}

// level gives the relations of a level, which is so far from the entities asked for.
func (w *walk) level(at []store.Node, distance int) ([]store.Step, error) {
	relations, err := w.Count(w.ctx, at, w.via)
	if err != nil {
		return nil, err
	}
	hint := "ask for less depth, for fewer entities, or follow fewer relations by `via`"
	if err := w.visit(relations, hint, "for the neighbourhood, up to a distance of %d", distance); err != nil {
		return nil, err
	}
	return w.Expand(w.ctx, at, w.via, w.on, make([]store.Step, 0, relations))
}

func (w *walk) spot(n store.Node, distance int) spot {
	_, id := w.Entity(n)
	return spot{node: n, id: id, distance: distance}
}

// rank puts the nearest first, then the best connected, then by id.
func (w *walk) rank(spots []spot) error {
	nodes := make([]store.Node, len(spots))
	for i := range spots {
		nodes[i] = spots[i].node
	}
	degrees, err := w.Degrees(w.ctx, nodes)
	if err != nil {
		return err
	}
	for i := range spots {
		spots[i].degree = degrees[i]
	}
	slices.SortFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.degree, a.degree), cmp.Compare(a.id, b.id))
	})
	return nil
}

// shownLink is a relation between two entities that are shown.
type shownLink struct {
	store.Step
	typ *model.Type
	id  string
}

// between gives the relations between the entities shown, by id.
func (w *walk) between(shown []spot) ([]shownLink, error) {
	nodes := make([]store.Node, len(shown))
	for i := range shown {
		nodes[i] = shown[i].node
	}
	fan, err := w.DegreesByType(w.ctx, nodes, w.via)
	if err != nil {
		return nil, err
	}
	starting, ending, looks := fan.Narrower(w.via)
	if err := w.visit(looks, "ask for fewer entities by `first`, or follow fewer relations by `via`", "for the links between %d entities", len(nodes)); err != nil {
		return nil, err
	}
	steps, err := w.Among(w.ctx, nodes, starting, ending, w.on, nil)
	if err != nil {
		return nil, err
	}
	links := make([]shownLink, len(steps))
	for i, s := range steps {
		links[i].Step = s
		links[i].typ, links[i].id = w.Relation(s.Link)
	}
	slices.SortFunc(links, func(a, b shownLink) int { return cmp.Compare(a.id, b.id) })
	return links, nil
}

func (w *walk) nodesOf(shown []spot) []*object {
	nodes := make([]*object, len(shown))
	for i, s := range shown {
		nodes[i] = &object{}
		nodes[i].point("entity", w.ref(s.node))
		nodes[i].set("degree", model.IntValue(int64(s.degree)))
		nodes[i].set("distance", model.IntValue(int64(s.distance)))
	}
	return nodes
}

func (w *walk) linksOf(links []shownLink) []*object {
	list := make([]*object, len(links))
	for i, l := range links {
		list[i] = &object{}
		list[i].point("relation", ref{typ: l.typ, id: l.id})
		list[i].point("from", w.ref(l.Near))
		list[i].point("to", w.ref(l.Far))
	}
	return list
}
