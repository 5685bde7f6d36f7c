package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// pair is a pair of actors and how many initiatives they share. The positions are those
// of store.Participations; from is before to.
type pair struct {
	from, to uint32
	weight   int
}

// collaboration says who works with whom.
func (a *asker) collaboration(q *plan.Collaboration) ([]*object, error) {
	participations, err := a.participations(a.actor(q.Between), a.initiative(q.In), on(q.On))
	if err != nil {
		return nil, err
	}
	members := members(participations)
	if pairs := pairs(members); pairs > a.ask.Visits {
		return nil, plan.Over(plan.TooLarge, "visits", pairs, a.ask.Visits, "ask between fewer, in fewer initiatives, or on one day",
			"pairs of those who join the same of %d initiatives to look at", len(participations.Initiatives))
	}
	links, err := a.links(members, q.Minimum)
	if err != nil {
		return nil, err
	}
	shown := links[:min(q.First, len(links))]
	answer := &object{}
	answer.hold("nodes", ends(participations, shown)...)
	list, err := a.linked(participations, members, shown)
	if err != nil {
		return nil, err
	}
	answer.hold("links", list...)
	omitted := len(links) - len(shown)
	answer.set("truncated", model.BoolValue(omitted > 0))
	answer.set("omitted", model.IntValue(int64(omitted)))
	return []*object{answer}, nil
}

// members are the actors in each initiative, each once and ascending.
func members(participations *store.Participations) [][]uint32 {
	list := make([][]uint32, len(participations.Initiatives))
	for _, j := range participations.List {
		list[j.Initiative] = append(list[j.Initiative], j.Actor)
	}
	for i := range list {
		slices.Sort(list[i])
		list[i] = slices.Compact(list[i])
	}
	return list
}

// pairs is how many there are in all initiatives together.
func pairs(members [][]uint32) int {
	n := 0
	for _, list := range members {
		n += len(list) * (len(list) - 1) / 2
	}
	return n
}

// links are the pairs that share at least so many initiatives, heaviest first, then by
// the ids of their ends.
func (a *asker) links(members [][]uint32, minimum int) ([]pair, error) {
	all := make([]uint64, 0, pairs(members))
	for _, list := range members {
		if err := store.Ended(a.ctx); err != nil {
			return nil, err
		}
		for i, from := range list {
			for _, to := range list[i+1:] {
				all = append(all, uint64(from)<<32|uint64(to))
			}
		}
	}
	slices.Sort(all)
	var links []pair
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n] == all[0] {
			n++
		}
		if n >= minimum {
			links = append(links, pair{uint32(all[0] >> 32), uint32(all[0]), n})
		}
		all = all[n:]
	}
	slices.SortStableFunc(links, func(a, b pair) int { return cmp.Compare(b.weight, a.weight) })
	return links, store.Ended(a.ctx)
}

// ends are the objects of those that links are between, by id.
func ends(participations *store.Participations, links []pair) []*object {
	degrees := map[uint32]int64{}
	for _, l := range links {
		degrees[l.from]++
		degrees[l.to]++
	}
	var list []*object
	for at, id := range participations.Actors {
		if n := degrees[uint32(at)]; n > 0 {
			o := &object{}
			o.point("entity", ref{id: id})
			o.set("degree", model.IntValue(n))
			list = append(list, o)
		}
	}
	return list
}

// linked are the objects of links, with the initiatives that are shared, by name.
func (a *asker) linked(participations *store.Participations, members [][]uint32, links []pair) ([]*object, error) {
	shared, err := a.shared(participations, members, links)
	if err != nil {
		return nil, err
	}
	list := make([]*object, len(links))
	for i, l := range links {
		o := &object{}
		o.point("from", ref{id: participations.Actors[l.from]})
		o.point("to", ref{id: participations.Actors[l.to]})
		o.set("weight", model.IntValue(int64(l.weight)))
		o.point("initiatives", shared[i]...)
		list[i] = o
	}
	return list, nil
}

// shared are, for each link, the initiatives that both of its ends join, by name; nothing
// where they are not selected.
func (a *asker) shared(participations *store.Participations, members [][]uint32, links []pair) ([][]ref, error) {
	list := make([][]ref, len(links))
	if !a.within("links", "initiatives") {
		return list, nil
	}
	joined := map[uint32][]uint32{}
	for _, l := range links {
		joined[l.from], joined[l.to] = nil, nil
	}
	for initiative, actors := range members {
		for _, actor := range actors {
			if _, shown := joined[actor]; shown {
				joined[actor] = append(joined[actor], uint32(initiative))
			}
		}
	}
	ranks, err := a.ranks(a.model.Participation.To.Target, participations.Initiatives)
	if err != nil {
		return nil, err
	}
	for i, l := range links {
		if err := store.Ended(a.ctx); err != nil {
			return nil, err
		}
		var ids []string
		for _, initiative := range common(joined[l.from], joined[l.to]) {
			ids = append(ids, participations.Initiatives[initiative])
		}
		list[i] = sorted(ids, ranks)
	}
	return list, nil
}

// common is what is in both of two ascending lists.
func common(a, b []uint32) (both []uint32) {
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
