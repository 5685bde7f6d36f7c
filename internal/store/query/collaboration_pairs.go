package query

import (
	"fmt"
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// incidence has a list of numbers for each of some things: the actors of each initiative, or the
// initiatives of each actor. The numbers of a list are different and in ascending order.
type incidence struct {
	first []uint32
	items []uint32
}

// of returns the list of a thing.
func (i *incidence) of(thing uint32) []uint32 { return i.items[i.first[thing]:i.first[thing+1]] }

// count returns the number of things.
func (i *incidence) count() int { return len(i.first) - 1 }

// pairs returns the sum of the numbers of pairs in all lists.
func (i *incidence) pairs() (n int) {
	for thing := range i.count() {
		size := int(i.first[thing+1] - i.first[thing])
		n += size * (size - 1) / 2
	}
	return n
}

// transposed returns for each item, of which there are n, the things in whose lists it is. Items
// that are in a list twice are counted once. It counts two units for each item and for each thing;
// the error is that of Work.Add.
func (i *incidence) transposed(work *plan.Work, n int) (incidence, error) {
	t := incidence{first: make([]uint32, n+1)}
	last := make([]uint32, n) // the last thing of each item, plus 1
	for thing := range uint32(i.count()) {
		list := i.of(thing)
		if err := work.Add(1 + len(list)); err != nil {
			return t, err
		}
		for _, item := range list {
			if last[item] != thing+1 {
				last[item] = thing + 1
				t.first[item+1]++
			}
		}
	}
	for item := range n {
		t.first[item+1] += t.first[item]
	}
	t.items = make([]uint32, t.first[n])
	next := slices.Clone(t.first[:n])
	clear(last)
	for thing := range uint32(i.count()) {
		list := i.of(thing)
		if err := work.Add(1 + len(list)); err != nil {
			return t, err
		}
		for _, item := range list {
			if last[item] != thing+1 {
				last[item] = thing + 1
				t.items[next[item]] = thing
				next[item]++
			}
		}
	}
	return t, nil
}

// incidences returns the distinct actors of each initiative, and the initiatives of each actor.
func (r *runner) incidences(found *store.Participations) (members, initiatives incidence, err error) {
	if err := r.work.Add(len(found.List) * plan.UnitsRow); err != nil {
		return members, initiatives, err
	}
	of := incidence{first: make([]uint32, len(found.Initiatives)+1), items: make([]uint32, len(found.List))}
	for i := range found.List {
		of.first[found.List[i].Initiative+1]++
	}
	for i := range found.Initiatives {
		of.first[i+1] += of.first[i]
	}
	next := slices.Clone(of.first)
	for i := range found.List {
		p := &found.List[i]
		of.items[next[p.Initiative]] = p.Actor
		next[p.Initiative]++
	}
	// Transposing brings the lists into order.
	if initiatives, err = of.transposed(r.work, len(found.Actors)); err != nil {
		return members, initiatives, err
	}
	members, err = initiatives.transposed(r.work, len(found.Initiatives))
	return members, initiatives, err
}

// prune leaves out the actors that cannot have a link, because they are in fewer than minimum
// initiatives, and then the initiatives with one actor, until none is left out.
func (r *runner) prune(members, initiatives incidence, minimum int) (_, _ incidence, err error) {
	for {
		kept := len(members.items)
		keep(&initiatives, minimum)
		if members, err = initiatives.transposed(r.work, members.count()); err != nil {
			return members, initiatives, err
		}
		keep(&members, 2)
		if initiatives, err = members.transposed(r.work, initiatives.count()); err != nil {
			return members, initiatives, err
		}
		if len(members.items) == kept {
			return members, initiatives, nil
		}
	}
}

// keep empties the lists with fewer than least numbers.
func keep(i *incidence, least int) {
	kept := incidence{first: make([]uint32, 1, len(i.first)), items: make([]uint32, 0, len(i.items))}
	for thing := range uint32(i.count()) {
		if list := i.of(thing); len(list) >= least {
			kept.items = append(kept.items, list...)
		}
		kept.first = append(kept.first, uint32(len(kept.items)))
	}
	*i = kept
}

// pairsPerUnit is the number of pairs of actors in one initiative that are counted in one unit of
// work.
const pairsPerUnit = 4

// each calls do for each pair of actors that share at least minimum initiatives, in the order of
// the first actor. If ordered is true, the pairs are in the order of both actors.
func (r *runner) each(n *collaborations, minimum int, ordered bool, do func(pair)) error {
	// All lists are in order, and so are the actors: the first member of an initiative that has
	// not been counted is always the current actor.
	next := slices.Clone(n.members.first)
	shared, partners := make([]uint32, len(n.found.Actors)), []uint32(nil)
	for from := range uint32(len(n.found.Actors)) {
		partners = partners[:0]
		for _, initiative := range n.initiatives.of(from) {
			next[initiative]++
			others := n.members.items[next[initiative]:n.members.first[initiative+1]]
			if err := r.work.Add(plan.UnitsRow + len(others)/pairsPerUnit); err != nil {
				return err
			}
			for _, to := range others {
				if shared[to] == 0 {
					partners = append(partners, to)
				}
				shared[to]++
			}
		}
		if minimum > 1 {
			partners = atLeast(partners, shared, uint32(minimum))
		}
		if ordered {
			if err := plan.Sort(r.work, partners); err != nil {
				return err
			}
		}
		if err := r.work.Add(len(partners) * plan.UnitsRow); err != nil {
			return err
		}
		for _, to := range partners {
			do(pair{from, to, shared[to]})
			shared[to] = 0
		}
	}
	return nil
}

// atLeast returns the partners that share at least minimum initiatives, and clears the numbers of the
// others.
func atLeast(partners, shared []uint32, minimum uint32) []uint32 {
	kept := partners[:0]
	for _, to := range partners {
		if shared[to] < minimum {
			shared[to] = 0
		} else {
			kept = append(kept, to)
		}
	}
	return kept
}

// suggestedMinimums are values of minimum, in ascending order.
var suggestedMinimums = []int{2, 3, 5, 10, 20, 50, 100, 200, 500, 1000}

// tooManyPairs returns the error for a network of more pairs than may be counted.
func (r *runner) tooManyPairs(found *store.Participations, minimum, pairs int) error {
	members, initiatives, err := r.incidences(found)
	fits := 0
	for _, suggested := range suggestedMinimums {
		if suggested <= minimum || err != nil {
			continue
		}
		if members, initiatives, err = r.prune(members, initiatives, suggested); err == nil && members.pairs() <= r.query.Pairs {
			fits = suggested
			break
		}
	}
	if err != nil {
		return err
	}
	return plan.Over(plan.TooLarge, "pairs", pairs, r.query.Pairs, fewer(fits),
		"pairs of partners in the same of %d initiatives to count", len(found.Initiatives))
}

// fewer returns a hint how to ask for a smaller network: with a minimum that fits, unless it is 0.
func fewer(minimum int) string {
	const narrow = "query between the actors of one country (`between`), in the initiatives of one programme (`in`), or on one day (`activeOn`)"
	if minimum == 0 {
		return narrow
	}
	return fmt.Sprintf("send `minimum: %d`, or %s", minimum, narrow)
}
