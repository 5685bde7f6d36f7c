package query

import (
	"cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// pair is a pair of actors, as positions in store.Participations in ascending order. weight is
// the number of initiatives that they share.
type pair struct{ from, to, weight uint32 }

// collaborations is a network of actors that share initiatives.
type collaborations struct {
	found *store.Participations
	// members has the actors of each initiative, and initiatives the initiatives of each actor,
	// both without the actors and initiatives that have no link.
	members, initiatives incidence
	// nodes and links are the numbers of all actors with a link, and of all links.
	nodes, links int
	// shown are the links shown, in order; after is the number of links before these.
	shown []pair
	after int
	// measures describe the actors, by position. Those that are not selected are empty.
	measures
}

// collaboration finds the pairs of actors that share initiatives.
func (r *runner) collaboration(q *plan.Collaboration) ([]*object, error) {
	n, err := r.network(q)
	if err != nil {
		return nil, err
	}
	if err := r.work.Add(len(n.found.Actors) + len(n.shown)*plan.UnitsRef); err != nil {
		return nil, err
	}
	answer := &object{}
	answer.add("nodes", n.nodeObjects()...)
	link, err := r.linkObjects(n)
	if err != nil {
		return nil, err
	}
	answer.addMade("links", len(n.shown), link)
	answer.set("size.nodes", model.IntValue(int64(n.nodes)))
	answer.set("size.links", model.IntValue(int64(n.links)))
	omitted := n.links - len(n.shown)
	answer.set("truncated", model.BoolValue(omitted > 0))
	answer.set("omitted", model.IntValue(int64(omitted)))
	answer.position(n.cursors(), q.Page.After != nil, n.after+len(n.shown) < n.links)
	return []*object{answer}, nil
}

// network counts the pairs, or takes those that were counted before, and measures what is selected.
func (r *runner) network(q *plan.Collaboration) (*collaborations, error) {
	asked := r.asked(q)
	key := asked.key(q)
	if kept := r.kept(key); kept != nil && kept.network.members.pairs() <= r.query.Pairs {
		return r.reuse(kept, q, asked)
	}
	before := r.work.Spent()
	n, err := r.connected(q)
	if err != nil {
		return nil, err
	}
	s, counted := r.selection(n, &q.Page), newCounted(n, key, asked)
	err = r.each(n, q.Minimum, asked.ordered, func(p pair) {
		counted.add(p)
		s.add(p)
	})
	if err != nil {
		return nil, err
	}
	counted.units = r.work.Spent() - before - s.units
	r.keep(key, counted)
	return n, r.show(n, q, s, counted, asked)
}

// connected returns the network before its pairs are counted. It returns an error if they are
// more than may be counted.
func (r *runner) connected(q *plan.Collaboration) (*collaborations, error) {
	// The participations are no more than the cost of a request allows, and no limit of their own
	// applies.
	found, err := r.view.Participations(r.ctx, plan.All{r.actor(q.Between), r.initiative(q.In), plan.ActiveOn(q.On)}, maxParticipations)
	if err != nil {
		return nil, err
	}
	n := &collaborations{found: found}
	if n.members, n.initiatives, err = r.incidences(found); err != nil {
		return nil, err
	}
	all := n.members
	if n.members, n.initiatives, err = r.prune(all, n.initiatives, q.Minimum); err != nil {
		return nil, err
	}
	if pairs := n.members.pairs(); pairs > r.query.Pairs {
		return nil, r.tooManyPairs(found, q.Minimum, pairs)
	}
	return n, nil
}

// maxParticipations is above the number of participations of any dataset.
const maxParticipations = 1<<31 - 2

// comparePairs compares two pairs: the heavier first, then by the ids of the ends.
func comparePairs(a, b pair) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
}

// nodeObjects returns the objects of the actors in the links shown, ordered by id.
func (n *collaborations) nodeObjects() []*object {
	degrees := make([]uint32, len(n.found.Actors))
	for _, p := range n.shown {
		degrees[p.from]++
		degrees[p.to]++
	}
	var list []*object
	for at, degree := range degrees {
		if degree == 0 {
			continue
		}
		o := &object{}
		o.refer("entity", ref{id: n.found.Actors[at]})
		o.set("degree", model.IntValue(int64(degree)))
		n.describe(o, at)
		list = append(list, o)
	}
	return list
}

// cursors returns the cursors of the first and the last link shown.
func (n *collaborations) cursors() (list []string) {
	if len(n.shown) == 0 {
		return nil
	}
	for _, p := range []pair{n.shown[0], n.shown[len(n.shown)-1]} {
		list = append(list, string(plan.CollaborationOrder.AppendCursor(nil, []model.Value{
			model.IntValue(int64(p.weight)), model.IDValue(n.found.Actors[p.from]), model.IDValue(n.found.Actors[p.to])})))
	}
	return list
}

// linkObjects returns a function that makes the objects of the links shown, since there may be
// millions.
func (r *runner) linkObjects(n *collaborations) (func(i int) *object, error) {
	ranks := map[string]int(nil)
	if r.query.SelectsWithin("links", "initiatives") {
		var err error
		if ranks, err = r.ranks(r.model.Participation.To.Target, n.found.Initiatives); err != nil {
			return nil, err
		}
	}
	days, err := r.days(n)
	if err != nil {
		return nil, err
	}
	return func(i int) *object {
		p, o := n.shown[i], newObject(3)
		o.refer("from", ref{id: n.found.Actors[p.from]})
		o.refer("to", ref{id: n.found.Actors[p.to]})
		o.set("weight", model.IntValue(int64(p.weight)))
		if ranks != nil {
			o.refer("initiatives", r.shared(n, p, ranks)...)
		}
		if days != nil {
			days[i].describe(o)
		}
		return o
	}, nil
}

// shared returns the initiatives of both actors of a link, in the order of their names. Once the
// operation has ended, which the cursor of the answer reports, there are none.
func (r *runner) shared(n *collaborations, p pair, ranks map[string]int) []ref {
	a, b := n.initiatives.of(p.from), n.initiatives.of(p.to)
	if r.work.Add(len(a)+len(b)) != nil {
		return nil
	}
	ids := make([]string, 0, p.weight)
	for _, initiative := range intersection(a, b) {
		ids = append(ids, n.found.Initiatives[initiative])
	}
	refs, err := r.sorted(ids, ranks)
	if err != nil {
		return nil
	}
	return refs
}

// intersection returns the items that two ascending lists have in common.
func intersection(a, b []uint32) (both []uint32) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			both, a, b = append(both, a[0]), a[1:], b[1:]
		}
	}
	return both
}
