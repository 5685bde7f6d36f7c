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
	// pass is what is done in the current pass over the answer.
	pass pass
	// seen has the relations that were met in this pass, and nodes the entities of the file.
	seen  map[string]bool
	nodes map[string]*met
	// most is the largest degree of a node.
	most int
	// centre is the id of the entity of Network.Centre.
	centre string
	c      store.Cursor
	one    Node
	link   Link
	err    error
}

// pass is one of the passes over an answer.
type pass uint8

const (
	countLinks pass = iota
	// describeNodes writes the nodes that the answer describes, writeNodes all others.
	describeNodes
	writeNodes
	writeLinks
	done
)

// met is what is known of a node while a file is written.
type met struct {
	degree   int
	strength float64
	written  bool
}

// Walk starts to write a network, and counts in work what it writes. In the first pass it counts
// the links of each node.
func (n *Network) Walk(w Writer, work *plan.Work) *Walk {
	return &Walk{Network: n, w: w, work: work, seen: map[string]bool{}, nodes: map[string]*met{}}
}

// Next begins the next pass, and reports whether there is one: those of the nodes, then that of
// the links. The caller passes all pages again.
func (w *Walk) Next() bool {
	if w.pass++; w.pass == describeNodes && len(w.described) == 0 {
		w.pass++
	}
	w.seen = map[string]bool{}
	for _, n := range w.nodes {
		w.most = max(w.most, n.degree)
	}
	return w.pass < done
}

// node returns what is known of a node.
func (w *Walk) node(id string) *met {
	n := w.nodes[id]
	if n == nil {
		n = &met{}
		w.nodes[id] = n
	}
	return n
}

// Reads reports whether the current pass needs the answer to the i-th plan.
func (w *Walk) Reads(i int) bool {
	writesNodes := w.pass == describeNodes || w.pass == writeNodes
	return !w.listed || writesNodes == (i == 0)
}

// Page writes the new nodes or links of the answer to the i-th plan, or of one page of it. The
// cursor is at the root object.
func (w *Walk) Page(i int, c store.Cursor) error {
	w.c = c
	w.field(w.plans[i].Root, &w.plans[i].Out)
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
		} else if d := w.described[s.Select]; d != nil {
			w.describe(d)
		}
	case t.Kind == model.Entity:
		w.entity(s.Select, nil)
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

// entity writes the node at the cursor, with what the answer says about it.
func (w *Walk) entity(sel *plan.Select, said []Value) {
	e := w.entities[sel]
	id := w.c.Value(e.id).Text
	known := w.node(id)
	now := w.pass == writeNodes || w.pass == describeNodes && len(said) > 0
	if w.count(plan.UnitsRef); !now || known.written {
		return
	}
	known.written = true
	n := &w.one
	n.ID, n.Label, n.Type = id, w.c.Value(e.name).Text, w.c.Type()
	n.Degree, n.Strength, n.Community = known.degree, known.strength, 0
	n.Values = w.values(n.Values[:0], e.values, w.columns.Nodes[:w.own])
	n.Values = append(n.Values, said...)
	for len(n.Values) < len(w.columns.Nodes) {
		n.Values = append(n.Values, Value{})
	}
	for i := w.own; i < len(w.columns.Nodes); i++ {
		if w.columns.Nodes[i].Name == communityColumn {
			n.Community = int(n.Values[i].Int)
		}
	}
	n.paint(w.most)
	if w.position != nil {
		n.X, n.Y = w.position(id)
	}
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
	if w.count(plan.UnitsRef); w.pass != countLinks && w.pass != writeLinks || w.err != nil {
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
	if w.pass == countLinks {
		w.countLink(l)
		return
	}
	l.Since, l.Until = w.c.Value(r.since).Text, w.c.Value(r.until).Text
	l.ActiveFrom, l.ActiveUntil = w.active(l, r.within[t.Index])
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
	w.entity(ends[slot], nil)
	w.c.Leave()
	return id
}

// active returns the days between which the relation at the cursor is active: by its own dates or,
// where one is missing, by that of the initiative.
func (w *Walk) active(l *Link, within *bounds) (from, until string) {
	since, last := l.Since, l.Until
	if within != nil && (since == "" || last == "") && w.c.Enter(within.end) {
		if since == "" {
			since = w.c.Value(within.start).Text
		}
		if last == "" {
			last = w.c.Value(within.finish).Text
		}
		w.c.Leave()
	}
	return days(since, last)
}

// count counts units. Once the operation has ended, the rest is not written.
func (w *Walk) count(units int) {
	if err := w.work.Add(units); err != nil && w.err == nil {
		w.err = err
	}
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
