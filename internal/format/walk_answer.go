package format

import (
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Centre returns the plan of the entity at one end of all links, when the answer has only the
// other ends; otherwise nil.
func (n *Network) Centre() *plan.Plan { return n.centre }

// Centre reads the node of the plan that Network.Centre returns; in the pass of the nodes it
// writes it.
func (w *Walk) Centre(c store.Cursor) error {
	w.c = c
	if c.Enter(0) {
		one := w.Network.centre.Root.Slots[0].(*plan.Lookup).Select
		w.centre = c.Value(w.entities[one].id).Text
		w.entity(one, nil)
		c.Leave()
	}
	return c.Err()
}

// Settle reads the scalars of the answer to a graph query, such as whether it was truncated, and
// leaves out the measures that the answer lacks, with a note. The cursor is at the root object,
// before and after. It is called once, before Columns.
func (n *Network) Settle(c store.Cursor) (notes []Pair) {
	ask, ok := n.plans[0].Root.Slots[0].(*plan.GraphQuery)
	if !ok || ask.Many || !c.Enter(0) {
		return nil
	}
	for _, o := range n.plans[0].Out.Shape.Of(c.Type()) {
		if o.Kind == plan.OutScalar {
			notes = append(notes, Pair{o.Field.Name, plain(c.Value(o.Slot))})
		}
	}
	for i, s := range ask.Select.Slots {
		list, ok := s.(*plan.PartList)
		if !ok || n.described[list.Select] == nil {
			continue
		}
		c.Enter(i)
		if c.Next() {
			notes = append(notes, n.leaveOut(n.described[list.Select], c)...)
		}
		c.Leave()
	}
	c.Leave()
	return notes
}

// leaveOut leaves out the measures that the first described node lacks: a network is measured
// wholly or not at all.
func (n *Network) leaveOut(d *described, c store.Cursor) (notes []Pair) {
	kept, slots := n.columns.Nodes[:n.own], []int(nil)
	for i, a := range n.columns.Nodes[n.own:] {
		if d.values[i] >= 0 && c.Value(d.values[i]).Null() {
			notes = append(notes, Pair{a.Name, "left out, as the network is too large for it: see meta.limits.measures"})
			continue
		}
		kept, slots = append(kept, a), append(slots, d.values[i])
	}
	n.columns.Nodes, d.values = kept, slots
	return notes
}

// describe writes the node that an object of an answer describes.
func (w *Walk) describe(d *described) {
	if w.pass != describeNodes {
		return
	}
	said := w.values(nil, d.values, w.columns.Nodes[w.own:])
	if w.c.Enter(d.entity) {
		w.entity(d.sel, said)
		w.c.Leave()
	}
}

// share writes a pair that shares something as a link.
func (w *Walk) share(d *derived) {
	from, to := w.centre, w.end(d.to, map[int]*plan.Select{d.to: d.ends[1]})
	if d.ends[0] != nil {
		from = w.end(d.from, map[int]*plan.Select{d.from: d.ends[0]})
	}
	if w.pass != countLinks && w.pass != writeLinks || w.err != nil {
		return
	}
	w.link = Link{ID: from + "--" + to, From: from, To: to, Kind: d.kind, Weight: float64(w.c.Value(d.weight).Int), Values: w.link.Values[:0], Sources: w.link.Sources[:0]}
	if w.pass == countLinks {
		w.countLink(&w.link)
		return
	}
	w.link.Values = append(w.link.Values, make([]Value, len(w.columns.Links))...)
	if d.activeFrom >= 0 {
		w.link.ActiveFrom, w.link.ActiveUntil = w.c.Value(d.activeFrom).Text, w.c.Value(d.activeUntil).Text
	}
	w.w.Link(&w.link)
}

// countLink counts a link at both ends.
func (w *Walk) countLink(l *Link) {
	for _, id := range []string{l.From, l.To} {
		n := w.node(id)
		n.degree++
		n.strength += l.Weight
	}
}
