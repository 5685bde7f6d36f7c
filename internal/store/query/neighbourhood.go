package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// neighbour is an entity of a neighbourhood.
type neighbour struct {
	node             store.Node
	id               string
	distance, degree int
}

// neighbourhood finds the entities near the requested ones. Unknown entities are left out.
func (r *runner) neighbourhood(q *plan.Neighbourhood) ([]*object, error) {
	w := r.walk(q.Via, q.On)
	neighbours, err := w.around(q)
	if err != nil {
		return nil, err
	}
	if err := w.rank(neighbours); err != nil {
		return nil, err
	}
	shown := neighbours[:min(len(neighbours), q.First)]
	links, err := w.between(shown)
	if err != nil {
		return nil, err
	}
	if q.Only != nil {
		links = slices.DeleteFunc(links, func(l link) bool { return !q.Only[l.id] })
	}
	if err := w.work.Add((len(shown) + min(len(links), q.Links)) * plan.UnitsRef); err != nil {
		return nil, err
	}
	answer, cut := &object{}, len(links) > q.Links
	answer.add("nodes", w.nodeObjects(shown)...)
	answer.add("links", w.linkObjects(links[:min(len(links), q.Links)])...)
	answer.set("omitted", model.IntValue(int64(len(neighbours)-len(shown))))
	answer.set("truncated", model.BoolValue(cut || len(neighbours) > len(shown)))
	return []*object{answer}, nil
}

// around returns the requested entities, and the entities of the requested types near them,
// level by level, until the neighbourhood has as many as are shown.
func (w *walk) around(q *plan.Neighbourhood) ([]neighbour, error) {
	requested, err := w.Nodes(w.ctx, q.Of)
	if err != nil {
		return nil, err
	}
	var neighbours []neighbour
	var frontier []store.Node
	visited := map[store.Node]bool{store.NoNode: true}
	for _, n := range requested {
		if !visited[n] {
			visited[n] = true
			frontier = append(frontier, n)
			neighbours = append(neighbours, w.neighbour(n, 0))
		}
	}
	for distance := 1; distance <= q.Depth && len(neighbours) < q.First && len(frontier) > 0; distance++ {
		if distance == q.Depth {
			w.view.Ahead(0)
		}
		steps, err := w.level(frontier, distance)
		if err != nil {
			return nil, err
		}
		frontier = nil
		for _, s := range steps {
			if err := w.work.Add(plan.UnitsRef); err != nil {
				return nil, err
			}
			if visited[s.Far] {
				continue
			}
			visited[s.Far] = true
			t, _ := w.Entity(s.Far)
			if q.Types.Has(t) {
				neighbours = append(neighbours, w.neighbour(s.Far, distance))
			}
			if t.Passable {
				frontier = append(frontier, s.Far)
			}
		}
	}
	return neighbours, nil
}

// level returns the steps from a frontier to entities at a distance.
func (w *walk) level(frontier []store.Node, distance int) ([]store.Step, error) {
	relations, err := w.Count(w.ctx, frontier, w.via)
	if err != nil {
		return nil, err
	}
	hint := "query for less depth or fewer entities, or follow fewer relations by `via`"
	if err := w.visit(relations, hint, "for the neighbourhood, up to a distance of %d", distance); err != nil {
		return nil, err
	}
	return w.Expand(w.ctx, frontier, w.via, w.on, make([]store.Step, 0, relations))
}

func (w *walk) neighbour(n store.Node, distance int) neighbour {
	_, id := w.Entity(n)
	return neighbour{node: n, id: id, distance: distance}
}

// rank sets the degrees and sorts the neighbours: the nearest first, then those with the most
// relations, then by id.
func (w *walk) rank(neighbours []neighbour) error {
	degrees, err := w.Degrees(w.ctx, nodesOf(neighbours))
	if err != nil {
		return err
	}
	for i := range neighbours {
		neighbours[i].degree = degrees[i]
	}
	return plan.SortFunc(w.work, neighbours, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.degree, a.degree), cmp.Compare(a.id, b.id))
	})
}

func nodesOf(neighbours []neighbour) []store.Node {
	nodes := make([]store.Node, len(neighbours))
	for i := range neighbours {
		nodes[i] = neighbours[i].node
	}
	return nodes
}

// link is a relation between two entities of a neighbourhood.
type link struct {
	store.Step
	typ *model.Type
	id  string
}

// between returns the relations between the shown entities, ordered by id.
func (w *walk) between(shown []neighbour) ([]link, error) {
	nodes := nodesOf(shown)
	degrees, err := w.DegreesByType(w.ctx, nodes, w.via)
	if err != nil {
		return nil, err
	}
	starting, ending, visits := degrees.Narrower(w.via)
	hint := "query for fewer entities by `first`, or follow fewer relations by `via`"
	if err := w.visit(visits, hint, "for the links between %d entities", len(nodes)); err != nil {
		return nil, err
	}
	steps, err := w.Among(w.ctx, nodes, starting, ending, w.on, nil)
	if err != nil {
		return nil, err
	}
	links := make([]link, len(steps))
	for i, s := range steps {
		if err := w.work.Add(plan.UnitsRow); err != nil {
			return nil, err
		}
		links[i].Step = s
		links[i].typ, links[i].id = w.Relation(s.Link)
	}
	return links, plan.SortFunc(w.work, links, func(a, b link) int { return cmp.Compare(a.id, b.id) })
}

func (w *walk) nodeObjects(shown []neighbour) []*object {
	nodes := make([]*object, len(shown))
	for i, n := range shown {
		nodes[i] = newObject(3)
		nodes[i].refer("entity", w.ref(n.node))
		nodes[i].set("degree", model.IntValue(int64(n.degree)))
		nodes[i].set("distance", model.IntValue(int64(n.distance)))
	}
	return nodes
}

func (w *walk) linkObjects(links []link) []*object {
	list := make([]*object, len(links))
	for i, l := range links {
		list[i] = newObject(3)
		list[i].refer("relation", ref{typ: l.typ, id: l.id})
		list[i].refer("from", w.ref(l.Near))
		list[i].refer("to", w.ref(l.Far))
	}
	return list
}
