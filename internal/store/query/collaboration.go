package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// pair is a pair of actors, as positions in store.Participations in ascending order. weight is
// the number of initiatives that they share.
type pair struct {
	from, to uint32
	weight   int
}

// collaboration finds the pairs of actors that share initiatives.
func (r *runner) collaboration(q *plan.Collaboration) ([]*object, error) {
	found, err := r.participations(r.actor(q.Between), r.initiative(q.In), plan.ActiveOn(q.On))
	if err != nil {
		return nil, err
	}
	members, err := r.members(found)
	if err != nil {
		return nil, err
	}
	if n := countPairs(members); n > r.query.Visits {
		return nil, plan.Over(plan.TooLarge, "visits", n, r.query.Visits, "query between fewer actors, in fewer initiatives, or on one day",
			"pairs of participants in the same of %d initiatives to visit", len(found.Initiatives))
	}
	pairs, err := r.pairs(members, q.Minimum)
	if err != nil {
		return nil, err
	}
	shown := pairs[:min(q.First, len(pairs))]
	if err := r.work.Add(len(found.Actors) + len(shown)*plan.UnitsRef); err != nil {
		return nil, err
	}
	answer := &object{}
	answer.add("nodes", endsOf(found, shown)...)
	links, err := r.links(found, members, shown)
	if err != nil {
		return nil, err
	}
	answer.add("links", links...)
	omitted := len(pairs) - len(shown)
	answer.set("truncated", model.BoolValue(omitted > 0))
	answer.set("omitted", model.IntValue(int64(omitted)))
	return []*object{answer}, nil
}

// members returns the distinct actors of each initiative, in ascending order.
func (r *runner) members(found *store.Participations) ([][]uint32, error) {
	list := make([][]uint32, len(found.Initiatives))
	for _, p := range found.List {
		if err := r.work.Add(plan.UnitsRow); err != nil {
			return nil, err
		}
		list[p.Initiative] = append(list[p.Initiative], p.Actor)
	}
	for i := range list {
		if err := plan.Sort(r.work, list[i]); err != nil {
			return nil, err
		}
		list[i] = slices.Compact(list[i])
	}
	return list, nil
}

// countPairs returns the sum of the numbers of pairs in all initiatives.
func countPairs(members [][]uint32) int {
	n := 0
	for _, list := range members {
		n += len(list) * (len(list) - 1) / 2
	}
	return n
}

// pairs returns the pairs that share at least minimum initiatives: the heaviest first, then by
// the ids of the ends.
func (r *runner) pairs(members [][]uint32, minimum int) ([]pair, error) {
	all := make([]uint64, 0, countPairs(members))
	for _, list := range members {
		for i, from := range list {
			if err := r.work.Add(len(list) - i); err != nil {
				return nil, err
			}
			for _, to := range list[i+1:] {
				all = append(all, uint64(from)<<32|uint64(to))
			}
		}
	}
	if err := plan.Sort(r.work, all); err != nil {
		return nil, err
	}
	var pairs []pair
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n] == all[0] {
			n++
		}
		if n >= minimum {
			pairs = append(pairs, pair{uint32(all[0] >> 32), uint32(all[0]), n})
		}
		all = all[n:]
		if err := r.work.Add(n); err != nil {
			return nil, err
		}
	}
	return pairs, plan.SortFunc(r.work, pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}

// endsOf returns the objects of the actors in pairs, ordered by id.
func endsOf(found *store.Participations, pairs []pair) []*object {
	degrees := map[uint32]int64{}
	for _, p := range pairs {
		degrees[p.from]++
		degrees[p.to]++
	}
	var list []*object
	for at, id := range found.Actors {
		if n := degrees[uint32(at)]; n > 0 {
			o := &object{}
			o.refer("entity", ref{id: id})
			o.set("degree", model.IntValue(n))
			list = append(list, o)
		}
	}
	return list
}

// links returns the objects of pairs, with the shared initiatives ordered by name.
func (r *runner) links(found *store.Participations, members [][]uint32, pairs []pair) ([]*object, error) {
	shared, err := r.shared(found, members, pairs)
	if err != nil {
		return nil, err
	}
	list := make([]*object, len(pairs))
	for i, p := range pairs {
		o := &object{}
		o.refer("from", ref{id: found.Actors[p.from]})
		o.refer("to", ref{id: found.Actors[p.to]})
		o.set("weight", model.IntValue(int64(p.weight)))
		o.refer("initiatives", shared[i]...)
		list[i] = o
	}
	return list, nil
}

// shared returns, for each pair, the initiatives of both actors, ordered by name. The lists are
// nil if they are not selected.
func (r *runner) shared(found *store.Participations, members [][]uint32, pairs []pair) ([][]ref, error) {
	list := make([][]ref, len(pairs))
	if !r.selectsWithin("links", "initiatives") {
		return list, nil
	}
	of := map[uint32][]uint32{}
	for _, p := range pairs {
		of[p.from], of[p.to] = nil, nil
	}
	for initiative, actors := range members {
		if err := r.work.Add(len(actors) * plan.UnitsSeek); err != nil {
			return nil, err
		}
		for _, actor := range actors {
			if _, shown := of[actor]; shown {
				of[actor] = append(of[actor], uint32(initiative))
			}
		}
	}
	ranks, err := r.ranks(r.model.Participation.To.Target, found.Initiatives)
	if err != nil {
		return nil, err
	}
	for i, p := range pairs {
		if err := r.work.Add(len(of[p.from]) + len(of[p.to])); err != nil {
			return nil, err
		}
		var ids []string
		for _, initiative := range intersection(of[p.from], of[p.to]) {
			ids = append(ids, found.Initiatives[initiative])
		}
		if list[i], err = r.sorted(ids, ranks); err != nil {
			return nil, err
		}
	}
	return list, nil
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
