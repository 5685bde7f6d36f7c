package query

import (
	"cmp"
	"slices"
)

// ways finds the ways through a terrain, in order, without a step that leads nowhere.
//
// It knows from each place and for each number of relations whether the other end is so
// many away, without turning straight back. Ways of up to two relations more than the
// shortest that never turn straight back pass no place twice: without the round that
// such a way would make it would be shorter by the round, which takes three at least.
type ways struct {
	*terrain
	// rest has, for a number of relations and a place, by which next place the other end
	// is so many away: none is 0, one its number and one, and several are many.
	rest [][]int32
	// next are the hops to go on by, by relation, for a place and a number of relations.
	next map[crossing][]int32
	way  []int32
	// looks counts what was looked at between two looks at the deadline.
	looks int
}

const many = -1

// crossing is a place with so many relations left to walk.
type crossing struct {
	place int32
	left  int
}

func newWays(t *terrain) *ways {
	t.reverse()
	return &ways{terrain: t, rest: [][]int32{make([]int32, len(t.places))}, next: map[crossing][]int32{}}
}

// first are the first of the ways, the shortest first, then by the relations' ids along
// the way, each as its hops; none longer than longest.
func (w *ways) first(most, longest int) (found [][]int32, err error) {
	for length := 1; length <= longest; length++ {
		if err := w.extend(); err != nil {
			return nil, err
		}
		if length >= w.shortest {
			if found, err = w.walkOn(found, most, crossing{fromPlace, length}, none); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// extend finds out what is one relation farther away than was known.
func (w *ways) extend() error {
	left := len(w.rest)
	rest := make([]int32, len(w.places))
	w.rest = append(w.rest, rest)
	for i := range w.hops {
		h := &w.hops[i]
		if rest[h.near] == many || !w.leads(h, left) {
			continue
		}
		if before := rest[h.near]; before == 0 {
			rest[h.near] = h.far + 1
		} else if before != h.far+1 {
			rest[h.near] = many
		}
	}
	return w.pause(len(w.hops))
}

// leads says whether a way of so many relations begins with a hop and never turns back.
func (w *ways) leads(h *hop, left int) bool {
	switch {
	case h.near == toPlace || h.far == fromPlace:
		return false
	case h.far == toPlace:
		return left == 1
	case !w.places[h.far].passable:
		return false
	}
	by := w.rest[left-1][h.far]
	return by == many || by > 0 && by-1 != h.near
}

// walkOn adds the ways that go on from a place, which was come to from another, until
// there are as many as are asked for.
func (w *ways) walkOn(found [][]int32, most int, at crossing, before int32) (_ [][]int32, err error) {
	if at.left == 0 {
		return append(found, slices.Clone(w.way)), nil
	}
	for _, i := range w.hopsOf(at) {
		if len(found) == most {
			break
		}
		h := &w.hops[i]
		if h.far == before {
			continue
		}
		w.way = append(w.way, i)
		found, err = w.walkOn(found, most, crossing{h.far, at.left - 1}, at.place)
		w.way = w.way[:len(w.way)-1]
		if err != nil {
			return nil, err
		}
	}
	return found, w.pause(1)
}

// hopsOf are the hops by which a way goes on, by the ids of their relations.
func (w *ways) hopsOf(at crossing) []int32 {
	if list, known := w.next[at]; known {
		return list
	}
	type named struct {
		id string
		at int32
	}
	var list []named
	for i := w.places[at.place].out; i != none; i = w.hops[i].next {
		if w.leads(&w.hops[i], at.left) {
			_, id := w.walk.Relation(w.hops[i].link)
			list = append(list, named{id, i})
		}
	}
	slices.SortFunc(list, func(a, b named) int { return cmp.Compare(a.id, b.id) })
	sorted := make([]int32, len(list))
	for i, each := range list {
		sorted[i] = each.at
	}
	w.next[at] = sorted
	return sorted
}

// pace is how much is looked at between two looks at the deadline.
const pace = 1 << 14

// pause looks at the deadline now and then.
func (w *ways) pause(looks int) error {
	if w.looks += looks; w.looks < pace {
		return nil
	}
	w.looks = 0
	return w.walk.ctx.Err()
}
