package memory

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// cursor walks the answer to one plan.
type cursor struct {
	run   *run
	stack []frame
	// prepared is the work of binding the plan to the snapshot.
	prepared int
}

// newCursor binds a plan to a snapshot.
func newCursor(r *run, p *plan.Plan) (*cursor, error) {
	before := r.work.Spent()
	root, err := r.selection(r.entitySpace(), p.Root)
	if err == nil {
		err = r.work.Err()
	}
	return &cursor{run: r, stack: append(make([]frame, 0, 16), frame{sel: root}), prepared: r.work.Spent() - before}, err
}

// frame is an object or a list that the cursor has entered.
type frame struct {
	// slot is the slot that was entered; nil at the root.
	slot *slot
	// sel is the selection of the current object, row its row in the table.
	sel *selection
	row uint32
	// next and end are the range of items still to come: rows of parts, items of a list, or
	// positions in a page or a lookup.
	next, end uint32
	missing   bool
}

// restart returns the cursor to the root, for another run on the same snapshot. Lists are
// computed again. The run counts the same work as the first one, so that a caller's cost does
// not depend on what others requested before.
func (c *cursor) restart(work *plan.Work) error {
	c.run.work = work
	for _, list := range c.run.lists {
		list.entered = false
	}
	for _, b := range c.run.remembered {
		clear(b)
	}
	c.stack = c.stack[:1]
	return work.Add(c.prepared)
}

func (c *cursor) top() *frame { return &c.stack[len(c.stack)-1] }

func (c *cursor) push(f frame) bool {
	c.stack = append(c.stack, f)
	return true
}

// Type implements store.Cursor.
func (c *cursor) Type() *model.Type {
	f := c.top()
	switch {
	case f.sel == nil || f.missing:
		return nil
	case f.sel.space.rel != nil:
		return f.sel.space.rel.typ
	case f.sel.space.entities:
		return c.run.snap.typ(f.row)
	}
	return nil
}

// Value implements store.Cursor.
func (c *cursor) Value(slot int) model.Value {
	f := c.top()
	if f.slot != nil && f.slot.kind == listSlot {
		return f.slot.column.dict.value(f.slot.column.codes.at(f.row))
	}
	return f.sel.slots[slot].column.value(f.row)
}

// Ready implements store.Ready.
func (c *cursor) Ready(slot int) string {
	f := c.top()
	if f.slot != nil && f.slot.kind == listSlot {
		return f.slot.column.json(f.row)
	}
	return f.sel.slots[slot].column.json(f.row)
}

// Enter implements store.Cursor.
func (c *cursor) Enter(slot int) bool {
	f := c.top()
	s, row := &f.sel.slots[slot], f.row
	switch s.kind {
	case listSlot:
		start, end := s.column.items(row)
		return c.push(frame{slot: s, next: start, end: end})
	case partsSlot:
		into := frame{slot: s, sel: s.sel}
		if s.parts != nil {
			into.next, into.end = window(s.parts.ends, row)
		}
		return c.push(into)
	case referredSlot:
		if s.column == nil || s.column.codes.at(row) == 0 {
			return false
		}
		return c.push(frame{slot: s, sel: s.sel, row: s.column.codes.at(row) - 1})
	case endSlot:
		return c.push(frame{slot: s, sel: s.sel, row: s.ends[row]})
	case connectionSlot:
		s.connection.enter(row)
		return c.push(frame{slot: s, sel: s.connection.rows, end: uint32(len(s.connection.page))})
	case oneSlot:
		return s.lookup.known[0] && c.push(frame{slot: s, sel: s.sel, row: s.lookup.rows[0]})
	case manySlot:
		return c.push(frame{slot: s, sel: s.sel, end: uint32(len(s.lookup.rows)), missing: true})
	}
	return false
}

// Leave implements store.Cursor.
func (c *cursor) Leave() { c.stack = c.stack[:len(c.stack)-1] }

// Next implements store.Cursor.
func (c *cursor) Next() bool {
	f := c.top()
	if f.next >= f.end || c.run.stop() {
		return false
	}
	switch f.slot.kind {
	case connectionSlot:
		f.row = f.slot.connection.page[f.next]
	case manySlot:
		f.row, f.missing = f.slot.lookup.rows[f.next], !f.slot.lookup.known[f.next]
	default:
		f.row = f.next
	}
	f.next++
	return true
}

// Item implements store.Cursor.
func (c *cursor) Item(i int) {
	c.top().next = uint32(i)
	c.Next()
}

// Missing implements store.Cursor.
func (c *cursor) Missing() bool { return c.top().missing }

// list returns the connection that was entered.
func (c *cursor) list() *connection { return c.top().slot.connection }

// Rows implements store.Cursor.
func (c *cursor) Rows() { c.top().next = 0 }

// Len implements store.Cursor.
func (c *cursor) Len() int { return len(c.list().page) }

// Key implements store.Cursor.
func (c *cursor) Key(row int, dst []model.Value) []model.Value { return c.list().key(row, dst) }

// More implements store.Cursor.
func (c *cursor) More() bool { return c.list().more }

// Count implements store.Cursor.
func (c *cursor) Count() int { return c.list().count }

// Facet implements store.Cursor.
func (c *cursor) Facet(i int) store.FacetResult { return c.list().facets[i].result }

// Aggregate implements store.Cursor.
func (c *cursor) Aggregate() store.AggregateResult {
	return store.AggregateResult{Count: c.list().count, Fields: c.list().results}
}

// Groups implements store.Cursor.
func (c *cursor) Groups(i int) store.GroupsResult { return c.list().groups[i].result }

// Series implements store.Cursor.
func (c *cursor) Series(i int) store.SeriesResult { return c.list().series[i].result }

// Err implements store.Cursor.
func (c *cursor) Err() error { return c.run.work.Err() }
