package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// cursor reads an answer: the objects that an algorithm has made, and through a cursor of the
// view the entities and relations that they refer to.
type cursor struct {
	work  *plan.Work
	fetch *fetch
	stack []frame
	// inner is nil if nothing was read. ready is inner, if inner implements store.Ready.
	inner store.Cursor
	ready store.Ready
	// depth is the number of slots of inner that were entered.
	depth int
}

var _ store.Ready = (*cursor)(nil)

// frame is an object that the cursor is on, or a list that it is in.
type frame struct {
	sel    *plan.Select
	object *object
	// list has the objects of a list, and refs the references of a list of references; at is
	// the position of the next item.
	list list
	refs []ref
	slot plan.Slot
	at   int
	// inside is true while inner is on an item of refs. known is true while object has the
	// values that the reference itself holds of an item, whose type is typ.
	inside, known bool
	typ           *model.Type
}

func (c *cursor) top() *frame { return &c.stack[len(c.stack)-1] }

func (c *cursor) push(f frame) bool {
	c.stack = append(c.stack, f)
	return true
}

// inInner reports whether the position is within inner.
func (c *cursor) inInner() bool { return c.depth > 0 }

// Type implements store.Cursor.
func (c *cursor) Type() *model.Type {
	if c.inInner() {
		return c.inner.Type()
	}
	return c.top().typ
}

// Value implements store.Cursor.
func (c *cursor) Value(slot int) model.Value {
	if c.inInner() {
		return c.inner.Value(slot)
	}
	f := c.top()
	return f.object.field(f.sel.Slots[slot].(*plan.Column).Field.Path()).value
}

// Ready implements store.Ready.
func (c *cursor) Ready(slot int) string {
	if c.inInner() && c.ready != nil {
		return c.ready.Ready(slot)
	}
	return ""
}

// Enter implements store.Cursor.
func (c *cursor) Enter(slot int) bool {
	if c.inInner() {
		if !c.inner.Enter(slot) {
			return false
		}
		c.depth++
		return true
	}
	f := c.top()
	switch s := f.sel.Slots[slot].(type) {
	case *plan.GraphQuery:
		return c.root(s, &f.list)
	case *plan.PartList:
		return c.push(frame{sel: s.Select, list: firstObjects(s, f.object.field(s.Field.Name).objects)})
	case *plan.Nested:
		objects := f.object.field(s.Field.Name).objects
		return objects.len() > 0 && c.push(frame{sel: s.Select, object: objects.at(0)})
	case *plan.ReferredList:
		return c.push(frame{sel: s.Select, refs: first(s, f.object.field(s.Field.Name).refs), slot: s})
	case *plan.Lookup:
		if s.Many {
			return c.push(frame{sel: s.Select, refs: f.refs, slot: s})
		}
		return c.enter(s, f.refs[0])
	case *plan.Referred:
		refs := f.object.field(s.Field.Name).refs
		if len(refs) > 0 && refs[0].suffices(s.Select) {
			own := frame{sel: s.Select}
			own.use(&refs[0])
			return c.push(own)
		}
		return len(refs) > 0 && c.enter(s, refs[0])
	case *plan.Column, *plan.EndOf, *plan.Meta, *plan.Connection:
		return false
	default:
		panic(plan.Unhandled(s))
	}
}

// root enters the root object of the answer.
func (c *cursor) root(s *plan.GraphQuery, objects *list) bool {
	if s.Many {
		return c.push(frame{sel: s.Select, list: *objects})
	}
	return objects.len() > 0 && c.push(frame{sel: s.Select, object: objects.at(0)})
}

// use sets the current object to the values that a reference itself holds.
func (f *frame) use(r *ref) {
	f.object, f.known, f.typ = r.object(), true, r.concrete()
	if f.typ != nil || f.sel.Type == nil {
		return
	}
	// If nothing depends on the type, any possible type will do; see store.Cursor.
	if f.typ = f.sel.Type; f.typ.Kind == model.Interface {
		f.typ = f.typ.Members[0]
	}
}

// enter enters an entity or relation that was read. It returns false if there is none of the type
// that the reference requires.
func (c *cursor) enter(slot plan.Slot, refers ref) bool {
	for r := &refers; r != nil; r = r.or {
		c.work.Count(plan.UnitsRef)
		lookup, item := c.fetch.position(slot, r)
		c.inner.Enter(lookup)
		c.inner.Item(item)
		if !c.inner.Missing() && (r.must == nil || r.must == c.inner.Type()) {
			c.depth = 1
			return true
		}
		c.inner.Leave()
	}
	return false
}

// Leave implements store.Cursor.
func (c *cursor) Leave() {
	if c.inInner() {
		c.inner.Leave()
		if c.depth--; c.inInner() {
			return
		}
		if f := c.top(); !f.inside {
			return
		}
	}
	c.stack = c.stack[:len(c.stack)-1]
}

// Next implements store.Cursor.
func (c *cursor) Next() bool {
	f := c.top()
	switch {
	case c.depth > 1 || c.inInner() && !f.inside:
		return c.inner.Next()
	case c.work.Add(plan.UnitsRow) != nil:
		return false
	case f.slot == nil:
		if f.at >= f.list.len() {
			return false
		}
		f.object = f.list.at(f.at)
		f.at++
		return true
	}
	if f.inside {
		c.inner.Leave()
		c.depth, f.inside = 0, false
	}
	if f.at >= len(f.refs) {
		return false
	}
	r := &f.refs[f.at]
	f.at++
	if f.known = r.suffices(f.sel); f.known {
		f.use(r)
		return true
	}
	f.inside = c.enter(f.slot, *r)
	return true
}

// Item implements store.Cursor.
func (c *cursor) Item(i int) { c.inner.Item(i) }

// Missing implements store.Cursor.
func (c *cursor) Missing() bool {
	if c.inInner() {
		return c.inner.Missing()
	}
	f := c.top()
	return f.slot != nil && !f.inside && !f.known
}

// Err implements store.Cursor.
func (c *cursor) Err() error {
	if err := c.work.Err(); err != nil || c.inner == nil {
		return err
	}
	return c.inner.Err()
}

// The cursor of a connection is always that of the view.

// Rows implements store.Cursor.
func (c *cursor) Rows() { c.inner.Rows() }

// Len implements store.Cursor.
func (c *cursor) Len() int { return c.inner.Len() }

// Key implements store.Cursor.
func (c *cursor) Key(row int, dst []model.Value) []model.Value { return c.inner.Key(row, dst) }

// More implements store.Cursor.
func (c *cursor) More() bool { return c.inner.More() }

// Count implements store.Cursor.
func (c *cursor) Count() int { return c.inner.Count() }

// Facet implements store.Cursor.
func (c *cursor) Facet(i int) store.FacetResult { return c.inner.Facet(i) }

// Aggregate implements store.Cursor.
func (c *cursor) Aggregate() store.AggregateResult { return c.inner.Aggregate() }

// Groups implements store.Cursor.
func (c *cursor) Groups(i int) store.GroupsResult { return c.inner.Groups(i) }

// Series implements store.Cursor.
func (c *cursor) Series(i int) store.SeriesResult { return c.inner.Series(i) }
