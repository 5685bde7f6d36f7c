package query

import (
	"math"
	"slices"

	"whojoins/internal/plan"
)

// selection keeps the pairs of a page.
type selection struct {
	work *plan.Work
	// limit is the largest number of pairs; below zero all are kept in whole, and are added in the
	// order of their ends.
	limit int
	whole pairList
	// follows is true if the page begins after the pair after. before is the number of pairs before
	// the page.
	follows bool
	after   pair
	before  int
	list    []pair
	// full is true once the first limit pairs of list are in order: a later pair must come before
	// the last of these.
	full bool
	// units is the work that sorting has counted.
	units int
}

// selection returns an empty selection for a page.
func (r *runner) selection(n *collaborations, page *plan.Page) *selection {
	s := &selection{work: r.work, limit: page.Limit}
	if key := page.After; key != nil {
		s.follows = true
		s.after.weight = uint32(min(max(key[0].Int, 0), math.MaxUint32))
		from, known := slices.BinarySearch(n.found.Actors, key[1].Text)
		s.after.from = uint32(from)
		// An id that no actor has is before the next actor: no pair of that actor is left out.
		if to, isActor := slices.BinarySearch(n.found.Actors, key[2].Text); known && (isActor || to > 0) {
			if !isActor {
				to--
			}
			s.after.to = uint32(to)
		}
	}
	return s
}

func (s *selection) add(p pair) {
	if s.follows && comparePairs(p, s.after) <= 0 {
		s.before++
		return
	}
	switch {
	case s.limit < 0:
		s.whole.add(p)
	case s.limit == 0 || s.full && comparePairs(p, s.list[s.limit-1]) >= 0:
	default:
		if s.list = append(s.list, p); len(s.list) == 4*s.limit {
			s.sort()
			s.list, s.full = s.list[:s.limit], true
		}
	}
}

// sort sorts the list. It counts the work after at most some milliseconds.
func (s *selection) sort() {
	slices.SortFunc(s.list, comparePairs)
	units := plan.SortUnits(len(s.list))
	s.units += units
	s.work.Count(units)
}

// sorted returns the pairs that are kept, in order. weights has the number of pairs of each
// weight.
func (s *selection) sorted(weights []int) ([]pair, error) {
	if s.limit < 0 {
		return s.byWeight(weights)
	}
	s.sort()
	return s.list[:min(s.limit, len(s.list))], s.work.Err()
}

// byWeight returns all pairs, which are in the order of their ends, by weight.
func (s *selection) byWeight(weights []int) ([]pair, error) {
	if err := s.work.Add(s.whole.len() * plan.UnitsRow); err != nil {
		return nil, err
	}
	next, at := make([]int, len(weights)), 0
	for w := len(weights) - 1; w >= 0; w-- {
		next[w] = at
		at += weights[w]
	}
	list := make([]pair, s.whole.len())
	for p := range s.whole.all(s.work) {
		list[next[p.weight]] = p
		next[p.weight]++
	}
	return list, s.work.Err()
}
