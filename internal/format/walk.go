package format

import (
	"fmt"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Columns returns the attributes of the network.
func (n *Network) Columns() Columns { return n.columns }

// Walk writes one network. It writes the nodes in one pass over the answer and the links in
// another, as most formats have all nodes first. It keeps only ids in memory.
type Walk struct {
	*Network
	w Writer
	// work counts the values that are written.
	work *plan.Work
	// links reports whether links are being written, rather than nodes.
	links bool
	seen  map[string]bool
	// centre is the id of the entity of Network.Centre.
	centre string
	c      store.Cursor
	node   Node
	link   Link
	err    error
}

// Walk starts to write a network, and counts in work what it writes.
func (n *Network) Walk(w Writer, work *plan.Work) *Walk {
	return &Walk{Network: n, w: w, work: work, seen: map[string]bool{}}
}

// Links continues with the links; the caller passes all pages again.
func (w *Walk) Links() { w.links, w.seen = true, map[string]bool{} }

// Centre returns the plan of the entity at one end of all links, when the answer has only the
// other ends; otherwise nil.
func (n *Network) Centre() *plan.Plan { return n.centre }

// Centre writes the node of the plan that Network.Centre returns.
func (w *Walk) Centre(c store.Cursor) error {
	w.c = c
	if c.Enter(0) {
		one := w.Network.centre.Root.Slots[0].(*plan.Lookup).Select
		w.centre = c.Value(w.entities[one].id).Text
		w.entity(one)
		c.Leave()
	}
	return c.Err()
}

// Notes returns the scalars of the answer to a graph query, such as whether it was truncated.
// The cursor is at the root object, before and after.
func (n *Network) Notes(c store.Cursor) (list []Pair) {
	ask, ok := n.plan.Root.Slots[0].(*plan.GraphQuery)
	if !ok || ask.Many || !c.Enter(0) {
		return nil
	}
	for _, o := range n.plan.Out.Shape.Of(c.Type()) {
		if o.Kind == plan.OutScalar {
			list = append(list, Pair{o.Field.Name, plain(c.Value(o.Slot))})
		}
	}
	c.Leave()
	return list
}

// Page writes the new nodes or links of an answer, or of one page of it. The cursor is at the
// root object.
func (w *Walk) Page(c store.Cursor) error {
	w.c = c
	w.field(w.plan.Root, &w.plan.Out)
	if err := c.Err(); err != nil {
		return err
	}
	return w.err
}

func (w *Walk) field(sel *plan.Select, o *plan.Out) {
	switch o.Kind {
	case plan.OutObject:
		if w.c.Enter(o.Slot) {
			w.object(o.Shape)
			w.c.Leave()
		}
	case plan.OutList:
		if stored(sel, o.Slot) {
			return
		}
		w.c.Enter(o.Slot)
		for w.err == nil && w.c.Next() {
			if !w.c.Missing() {
				w.object(o.Shape)
			}
		}
		w.c.Leave()
	case plan.OutConnection:
		w.c.Enter(o.Slot)
		w.rows(o.Fields)
		w.c.Leave()
	}
}

// rows writes the rows of the connection that the cursor entered.
func (w *Walk) rows(outs []plan.Out) {
	for i := range outs {
		o := &outs[i]
		shape := o.Shape
		if o.Kind == plan.OutEdges {
			for k := range o.Fields {
				if o.Fields[k].Kind == plan.OutNode {
					shape = o.Fields[k].Shape
				}
			}
		} else if o.Kind != plan.OutNodes {
			continue
		}
		if shape == nil {
			continue
		}
		w.c.Rows()
		for w.err == nil && w.c.Next() {
			w.object(shape)
		}
	}
}

// object writes the object at the cursor, then the objects selected within it.
func (w *Walk) object(s *plan.Shape) {
	switch t := w.c.Type(); {
	case t == nil:
		if d := w.derived[s.Select]; d != nil {
			w.share(d)
		}
	case t.Kind == model.Entity:
		w.entity(s.Select)
	default:
		w.relation(s.Select, t)
	}
	if w.derived[s.Select] != nil {
		return
	}
	outs := s.Of(w.c.Type())
	for i := range outs {
		w.field(s.Select, &outs[i])
	}
}

// entity writes the node at the cursor.
func (w *Walk) entity(sel *plan.Select) {
	e := w.entities[sel]
	id := w.c.Value(e.id).Text
	if w.count(plan.UnitsRef); w.links || w.seen[id] {
		return
	}
	w.seen[id] = true
	n := &w.node
	n.ID, n.Label, n.Type = id, w.c.Value(e.name).Text, w.c.Type()
	n.Values = w.values(n.Values[:0], e.values, w.columns.Nodes)
	n.Identifiers = n.Identifiers[:0]
	if e.identifiers >= 0 {
		w.c.Enter(e.identifiers)
		for w.c.Next() {
			n.Identifiers = append(n.Identifiers, Identifier{w.c.Value(e.scheme).Text, w.c.Value(e.value).Text, w.c.Value(e.url).Text})
		}
		w.c.Leave()
	}
	w.w.Node(n)
}

// relation writes the link at the cursor, or its ends.
func (w *Walk) relation(sel *plan.Select, t *model.Type) {
	r := w.relations[sel]
	from, to := w.end(r.from[t.Index], r.ends), w.end(r.to[t.Index], r.ends)
	if w.count(plan.UnitsRef); !w.links || w.err != nil {
		return
	}
	l := &w.link
	l.ID, l.From, l.To, l.Type, l.Kind, l.Weight = w.c.Value(r.id).Text, from, to, t, t.Enum, 1
	if !w.distinct {
		if w.seen[l.ID] {
			return
		}
		w.seen[l.ID] = true
	}
	l.Since, l.Until = w.c.Value(r.since).Text, w.c.Value(r.until).Text
	l.Start, l.End = days(l.Since, l.Until)
	l.Values = w.values(l.Values[:0], r.values, w.columns.Links)
	w.sources(l, r)
	w.w.Link(l)
}

// end returns the id of the entity at an end, and writes its node in the pass of the nodes.
func (w *Walk) end(slot int, ends map[int]*plan.Select) string {
	if !w.c.Enter(slot) {
		if w.err == nil {
			w.err = fmt.Errorf("the store has no entity at an end of a %s, which is never null", w.c.Type().Name)
		}
		return ""
	}
	id := w.c.Value(w.entities[ends[slot]].id).Text
	w.entity(ends[slot])
	w.c.Leave()
	return id
}

// count counts units. Once the operation has ended, the rest is not written.
func (w *Walk) count(units int) {
	if err := w.work.Add(units); err != nil && w.err == nil {
		w.err = err
	}
}

// share writes a pair that shares something as a link.
func (w *Walk) share(d *derived) {
	from, to := w.centre, w.end(d.to, map[int]*plan.Select{d.to: d.ends[1]})
	if d.ends[0] != nil {
		from = w.end(d.from, map[int]*plan.Select{d.from: d.ends[0]})
	}
	if !w.links || w.err != nil {
		return
	}
	w.link = Link{ID: from + "--" + to, From: from, To: to, Kind: d.kind, Weight: float64(w.c.Value(d.weight).Int), Values: w.link.Values[:0], Sources: w.link.Sources[:0]}
	w.link.Values = append(w.link.Values, make([]Value, len(w.columns.Links))...)
	w.w.Link(&w.link)
}

// sources reads the sources of a relation, without those whose statements are deprecated.
func (w *Walk) sources(l *Link, r *relation) {
	l.Sources = l.Sources[:0]
	w.c.Enter(r.evidence)
	for w.c.Next() {
		if w.c.Value(r.rank).Text == deprecated || !w.c.Enter(r.source) {
			continue
		}
		address := w.c.Value(r.sourceURL).Text
		if address == "" {
			address = w.c.Value(r.sourceID).Text
		}
		w.c.Leave()
		if !slices.Contains(l.Sources, address) {
			l.Sources = append(l.Sources, address)
		}
	}
	w.c.Leave()
}

// deprecated is the rank of deprecated statements.
const deprecated = "DEPRECATED"

// values reads attributes into dst.
func (w *Walk) values(dst []Value, slots []int, columns []Attribute) []Value {
	w.work.Count(len(slots) * plan.UnitsCell)
	for i, slot := range slots {
		var v Value
		switch {
		case slot < 0:
		case columns[i].Kind == Words:
			w.c.Enter(slot)
			for w.c.Next() {
				v.Words = append(v.Words, plain(w.c.Value(0)))
			}
			w.c.Leave()
		default:
			v.Value = w.c.Value(slot)
		}
		dst = append(dst, v)
	}
	return dst
}

// days returns the first and the last day of two dates; empty without a date.
func days(since, until string) (start, end string) {
	if first, _, err := model.ParseDate(since); since != "" && err == nil {
		start = model.FormatDay(first)
	}
	if _, last, err := model.ParseDate(until); until != "" && err == nil {
		end = model.FormatDay(last)
	}
	return start, end
}
