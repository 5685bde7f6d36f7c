package fallback

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// walker numbers entities and relations in the order in which they are read.
type walker struct {
	*reader
	nodes, links numbering
}

// numbering is a list of entities or relations, with the position of each id.
type numbering struct {
	list []entity
	at   map[string]int
}

// number returns the position of an entity or relation in the list, and adds a new one to the
// list.
func (n *numbering) number(e entity) int {
	at, known := n.at[e.id]
	if !known {
		if n.at == nil {
			n.at = map[string]int{}
		}
		at = len(n.list)
		n.at[e.id] = at
		n.list = append(n.list, e)
	}
	return at
}

func (w *walker) ids(nodes []store.Node) []string {
	ids := make([]string, len(nodes))
	for i, n := range nodes {
		ids[i] = w.nodes.list[n].id
	}
	return ids
}

// Nodes implements store.Walker.
func (w *walker) Nodes(ctx context.Context, refs []string) ([]store.Node, error) {
	nodes := make([]store.Node, 0, len(refs))
	sel := &plan.Select{Type: w.model.AnyEntity, Typed: true, Slots: []plan.Slot{column(w.model.AnyEntity, "id")}}
	err := store.Lookup(ctx, w.view, refs, sel, func(c store.Cursor) {
		n := store.NoNode
		if !c.Missing() {
			n = store.Node(w.nodes.number(entity{c.Type(), c.Value(0).Text}))
		}
		nodes = append(nodes, n)
	})
	return nodes, err
}

// each calls a function for each end of each type.
func (w *walker) each(via model.TypeSet, call func(t *model.Type, end *model.End) error) error {
	for _, t := range w.model.Relations {
		if !via.Has(t) {
			continue
		}
		for _, end := range []*model.End{t.From, t.To} {
			if err := call(t, end); err != nil {
				return err
			}
		}
	}
	return nil
}

// Count implements store.Walker.
func (w *walker) Count(ctx context.Context, nodes []store.Node, via model.TypeSet) (int, error) {
	degrees, err := w.DegreesByType(ctx, nodes, via)
	if err != nil {
		return 0, err
	}
	return degrees.Total(), nil
}

// DegreesByType implements store.Walker.
func (w *walker) DegreesByType(ctx context.Context, nodes []store.Node, via model.TypeSet) (*store.DegreesByType, error) {
	degrees := &store.DegreesByType{}
	if len(nodes) == 0 {
		return degrees, store.Ended(ctx)
	}
	ids := w.ids(nodes)
	err := w.each(via, func(t *model.Type, end *model.End) error {
		n, err := w.count(ctx, t, at(end, ids...))
		if end.First {
			degrees.Starting[t.Index] = n
		} else {
			degrees.Ending[t.Index] = n
		}
		return err
	})
	return degrees, err
}

// Expand implements store.Walker.
func (w *walker) Expand(ctx context.Context, nodes []store.Node, via model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	if len(nodes) == 0 {
		return dst, store.Ended(ctx)
	}
	ids := w.ids(nodes)
	err := w.each(via, func(t *model.Type, end *model.End) error {
		list, _, err := w.relations(ctx, t, plan.All{at(end, ids...), plan.ActiveOn(on)}, -1)
		for _, r := range list {
			w.work.Count(plan.UnitsRef)
			dst = append(dst, w.step(t, r, end.First))
		}
		return err
	})
	return dst, err
}

// Among implements store.Walker. Here it does not matter from which end the relations are
// searched for.
func (w *walker) Among(ctx context.Context, nodes []store.Node, starting, ending model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	if len(nodes) == 0 {
		return dst, store.Ended(ctx)
	}
	ids := w.ids(nodes)
	err := w.each(starting|ending, func(t *model.Type, end *model.End) error {
		if !end.First {
			return nil
		}
		list, _, err := w.relations(ctx, t, plan.All{at(t.From, ids...), at(t.To, ids...), plan.ActiveOn(on)}, -1)
		for _, r := range list {
			w.work.Count(plan.UnitsRef)
			dst = append(dst, w.step(t, r, true))
		}
		return err
	})
	return dst, err
}

// step returns the step along a relation from its first end, or from its second end if forward
// is false.
func (w *walker) step(t *model.Type, r relation, forward bool) store.Step {
	s := store.Step{Link: store.Link(w.links.number(entity{t, r.id})), Forward: forward,
		Near: store.Node(w.nodes.number(r.ends[0])), Far: store.Node(w.nodes.number(r.ends[1]))}
	if !forward {
		s.Near, s.Far = s.Far, s.Near
	}
	return s
}

// Degrees implements store.Walker.
func (w *walker) Degrees(ctx context.Context, nodes []store.Node) ([]int, error) {
	steps, err := w.Expand(ctx, nodes, w.model.AnyRelation.Types, nil, nil)
	if err != nil {
		return nil, err
	}
	if err := w.work.Add(len(steps) * plan.UnitsRow); err != nil {
		return nil, err
	}
	counts := map[store.Node]int{}
	for _, s := range steps {
		counts[s.Near]++
	}
	degrees := make([]int, len(nodes))
	for i, n := range nodes {
		degrees[i] = counts[n]
	}
	return degrees, nil
}

// Entity implements store.Walker.
func (w *walker) Entity(n store.Node) (*model.Type, string) {
	return w.nodes.list[n].typ, w.nodes.list[n].id
}

// Relation implements store.Walker.
func (w *walker) Relation(l store.Link) (*model.Type, string) {
	return w.links.list[l].typ, w.links.list[l].id
}
