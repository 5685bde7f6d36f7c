package ask

import (
	"whojoins/plan"
	"whojoins/store"
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
		if err := t.leave(fronts[end], end, [2]string{q.From, q.To}[end]); err != nil {
			return err
		}
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
		fan, err := t.walk.Fan(t.walk.ctx, f.unknown, t.walk.via)
		if err != nil {
			return 0, err
		}
		f.fan, f.counted = fan.Total(), true
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

// leave goes one level on from an end, which the caller named.
func (t *terrain) leave(f *front, end int, name string) error {
	f.levels++
	f.counted = false
	if err := t.look(f, name); err != nil {
		return err
	}
	other := 1 - end
	var next []int32
	for _, at := range f.at {
		for i := t.places[at].out; i != none; i = t.hops[i].next {
			far := t.hops[i].far
			p := &t.places[far]
			if p.away[end] != none {
				continue
			}
			p.away[end] = int32(f.levels)
			reached := far == int32(other)
			if !reached && p.passable {
				next = append(next, far)
			}
			if (reached || p.passable) && p.away[other] != none && !t.met() {
				t.shortest = f.levels + int(p.away[other])
			}
		}
	}
	f.at = next
	return nil
}

// look finds the relations at the places of a level which are not known yet. All of
// those of a place are found at once, so that none is in the terrain twice.
func (t *terrain) look(f *front, name string) error {
	w := t.walk
	hint := "follow fewer relations by `via`, or allow fewer hops or less slack"
	if err := w.visit(f.fan, hint, "for the paths, up to %d hops from %q", f.levels, name); err != nil {
		return err
	}
	steps, err := w.Expand(w.ctx, f.unknown, w.via, w.on, make([]store.Step, 0, f.fan))
	if err != nil {
		return err
	}
	for _, s := range steps {
		t.add(hop{link: s.Link, near: t.index[s.Near], far: t.place(s.Far), forward: s.Forward})
	}
	for _, n := range f.unknown {
		t.places[t.index[n]].left = true
	}
	return nil
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
