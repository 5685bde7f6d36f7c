package query

import (
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// terrain is the part of the graph in which all ways of a length between two entities
// lie. It is explored from both of them at once, a level of one or the other at a time,
// whichever has fewer relations, until their levels together are as many as a way has
// relations: every relation of it then is at an entity that was left behind.
type terrain struct {
	walk   *walk
	index  map[store.Node]int32
	places []place
	hops   []hop
	// shortest is the length of the shortest way; above what is allowed when there is none.
	shortest int
}

// place is an entity that was come to.
type place struct {
	node     store.Node
	passable bool
	// left says that its relations are known, out is the first of its hops, or none.
	left bool
	out  int32
	// away is how far it is from either end, or none.
	away [2]int32
}

// hop is a relation walked from near to far. next is another one from near, or none.
type hop struct {
	link      store.Link
	near, far int32
	next      int32
	forward   bool
}

const none = -1

// The places of the two ends.
const (
	fromPlace int32 = iota
	toPlace
)

// front is how far was walked from one end.
type front struct {
	// levels are how many were left behind; at are the places to go on from.
	levels int
	at     []int32
	// unknown are those of at whose relations are not known, fan the number of these.
	unknown []store.Node
	fan     int
	counted bool
}

func newTerrain(w *walk, from, to store.Node) *terrain {
	t := &terrain{walk: w, index: map[store.Node]int32{}, shortest: none}
	t.places[t.place(from)].away[fromPlace] = 0
	t.places[t.place(to)].away[toPlace] = 0
	return t
}

// place is that of a node, which may be new.
func (t *terrain) place(n store.Node) int32 {
	at, known := t.index[n]
	if !known {
		at = int32(len(t.places))
		t.index[n] = at
		t.places = append(t.places, place{node: n, passable: t.walk.passable(n), out: none, away: [2]int32{none, none}})
	}
	return at
}

func (t *terrain) met() bool { return t.shortest != none }

// explore walks until all ways that are asked for are in the terrain, or it is known
// that there are none.
func (t *terrain) explore(q *plan.Paths) error {
	fronts := [2]*front{{at: []int32{fromPlace}}, {at: []int32{toPlace}}}
	for {
		most := q.MaxHops
		if t.met() {
			most = min(most, t.shortest+q.Slack)
		}
		if fronts[0].levels+fronts[1].levels >= most || len(fronts[0].at) == 0 || len(fronts[1].at) == 0 {
			return nil
		}
		end, err := t.cheaper(fronts)
		if err != nil {
			return err
		}
		if fronts[0].levels+fronts[1].levels+1 == most {
			t.walk.view.Ahead(0)
		}
		steps, err := t.look(fronts[end], [2]string{q.From, q.To}[end])
		if err != nil {
			return err
		}
		last := fronts[0].levels+fronts[1].levels+1 == most || q.Slack == 0 && t.meets(steps, end)
		t.leave(fronts[end], end, steps, last)
	}
}

// cheaper is the end from which there are fewer relations to look at, the first one when
// there are as many.
func (t *terrain) cheaper(fronts [2]*front) (end int, err error) {
	for _, f := range fronts {
		unknown := t.unknown(f.at)
		if f.counted && len(unknown) == len(f.unknown) {
			continue
		}
		f.unknown = unknown
		if f.fan, err = t.walk.Count(t.walk.ctx, f.unknown, t.walk.via); err != nil {
			return 0, err
		}
		f.counted = true
	}
	if fronts[1].fan < fronts[0].fan {
		return 1, nil
	}
	return 0, nil
}

// unknown are those of some places whose relations are not known.
func (t *terrain) unknown(places []int32) (list []store.Node) {
	for _, at := range places {
		if p := &t.places[at]; !p.left {
			list = append(list, p.node)
		}
	}
	return list
}

// look finds the relations at the places of a level which are not known yet. All of
// those of a place are found at once, so that none is in the terrain twice. name is what
// the caller calls the end.
func (t *terrain) look(f *front, name string) ([]store.Step, error) {
	w := t.walk
	hint := "follow fewer relations by `via`, or allow fewer hops or less slack"
	if err := w.visit(f.fan, hint, "for the paths, up to %d hops from %q", f.levels+1, name); err != nil {
		return nil, err
	}
	return w.Expand(w.ctx, f.unknown, w.via, w.on, make([]store.Step, 0, f.fan))
}

// meets says whether one of the steps from an end comes to where the other end was.
func (t *terrain) meets(steps []store.Step, end int) bool {
	for i := range steps {
		if at, known := t.index[steps[i].Far]; known && t.joins(at, end) {
			return true
		}
	}
	return false
}

// joins says whether a place that was come to from an end leads on to the other.
func (t *terrain) joins(at int32, end int) bool {
	p := &t.places[at]
	return p.away[1-end] != none && (p.passable || at == int32(1-end))
}

// leave goes one level on from an end, by steps from the places whose relations were not
// known. On the last level only places count that were come to before, from either end:
// any other is too far from one of them.
func (t *terrain) leave(f *front, end int, steps []store.Step, last bool) {
	f.levels++
	f.counted = false
	for _, n := range f.unknown {
		t.places[t.index[n]].left = true
	}
	var near int32
	for i, s := range steps {
		if i == 0 || s.Near != steps[i-1].Near {
			near = t.index[s.Near]
		}
		far, known := t.index[s.Far]
		if !known && last {
			continue
		}
		if !known {
			far = t.place(s.Far)
		}
		t.add(hop{link: s.Link, near: near, far: far, forward: s.Forward})
	}
	t.reach(f, end)
}

// reach finds the places of the next level.
func (t *terrain) reach(f *front, end int) {
	var next []int32
	for _, at := range f.at {
		for i := t.places[at].out; i != none; i = t.hops[i].next {
			far := t.hops[i].far
			p := &t.places[far]
			if p.away[end] != none {
				continue
			}
			p.away[end] = int32(f.levels)
			if p.passable && far != int32(1-end) {
				next = append(next, far)
			}
			if t.joins(far, end) && !t.met() {
				t.shortest = f.levels + int(p.away[1-end])
			}
		}
	}
	f.at = next
}

func (t *terrain) add(h hop) {
	p := &t.places[h.near]
	h.next, p.out = p.out, int32(len(t.hops))
	t.hops = append(t.hops, h)
}

// reverse adds the way back along relations to places whose own are not known.
func (t *terrain) reverse() {
	for _, h := range t.hops {
		if !t.places[h.far].left {
			t.add(hop{link: h.link, near: h.far, far: h.near, forward: !h.forward})
		}
	}
}
