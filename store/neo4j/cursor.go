package neo4j

import (
	"whojoins/model"
	"whojoins/plan"
	"whojoins/store"
)

// cursor walks what the statement of a plan gave: lists in lists, as Compile says.
type cursor struct {
	types map[string]*model.Type
	stack []frame
}

// frame is an object that the cursor stands on, or a list that it stands in.
type frame struct {
	// sel is what is fetched of the current object, slots what its slots hold.
	sel   *plan.Select
	slots []any
	typ   *model.Type
	// items are those of a list; at is the next one.
	items []any
	at    int
	// missing says that the current item is null.
	missing bool
	// column is that of a list of scalars.
	column *model.Field
	// conn is the connection that was entered, parts what was asked of it beside its
	// rows, in order; width is how many values of its key a row has in front.
	conn  *plan.Connection
	parts []any
	width int
	more  bool
	// lists says that the items are places in lists of slots, one list a slot.
	lists bool
}

func (c *cursor) top() *frame { return &c.stack[len(c.stack)-1] }

func (c *cursor) push(f frame) bool {
	c.stack = append(c.stack, f)
	return true
}

// object sets what the frame stands on; nil is no object.
func (f *frame) object(c *cursor, v any) bool {
	slots, ok := v.([]any)
	if f.missing = !ok; f.missing {
		return false
	}
	if f.typ = f.sel.Type; abstract(f.sel) {
		word, _ := slots[0].(string)
		f.typ, slots = c.types[word], slots[1:]
	}
	f.slots = slots
	return true
}

// Type implements store.Cursor.
func (c *cursor) Type() *model.Type {
	if f := c.top(); f.typ != nil && f.typ.Kind != model.Object && !f.missing {
		return f.typ
	}
	return nil
}

// Value implements store.Cursor.
func (c *cursor) Value(slot int) model.Value {
	f := c.top()
	if f.column != nil {
		return value(f.column.Scalar, f.items[f.at-1])
	}
	return value(f.sel.Slots[slot].(*plan.Column).Field.Scalar, f.slot(slot))
}

// Enter implements store.Cursor.
func (c *cursor) Enter(slot int) bool {
	f := c.top()
	v := f.slot(slot)
	switch s := f.sel.Slots[slot].(type) {
	case *plan.Column:
		items, _ := v.([]any)
		return c.push(frame{items: items, column: s.Field})
	case *plan.PartList:
		return c.push(parts(s, f.typ, v))
	case *plan.Referred:
		if f.lists {
			return c.enter(s.Select, v)
		}
		one, _ := v.([]any)
		return len(one) > 0 && c.enter(s.Select, one[0])
	case *plan.EndOf:
		return c.enter(s.Select, v)
	case *plan.Lookup:
		if !s.Many {
			return c.enter(s.Select, v)
		}
		items, _ := v.([]any)
		return c.push(frame{sel: s.Select, items: items})
	case *plan.Connection:
		answer, _ := v.([]any)
		return c.push(page(s, answer))
	}
	return false
}

// enter goes into a single object, if there is one.
func (c *cursor) enter(sel *plan.Select, v any) bool {
	f := frame{sel: sel}
	return f.object(c, v) && c.push(f)
}

// Leave implements store.Cursor.
func (c *cursor) Leave() { c.stack = c.stack[:len(c.stack)-1] }

// Next implements store.Cursor.
func (c *cursor) Next() bool {
	f := c.top()
	if f.at >= len(f.items) {
		return false
	}
	f.at++
	if f.sel == nil || f.lists {
		return true
	}
	item := f.items[f.at-1]
	if f.width > 0 {
		item = item.([]any)[f.width:]
	}
	f.object(c, item)
	return true
}

// Item implements store.Cursor.
func (c *cursor) Item(i int) {
	c.top().at = i
	c.Next()
}

// Missing implements store.Cursor.
func (c *cursor) Missing() bool { return c.top().missing }

// Rows implements store.Cursor.
func (c *cursor) Rows() { c.top().at = 0 }

// Len implements store.Cursor.
func (c *cursor) Len() int { return len(c.top().items) }

// Key implements store.Cursor.
func (c *cursor) Key(row int, dst []model.Value) []model.Value {
	f := c.top()
	key := f.items[row].([]any)
	at := 0
	for _, k := range f.conn.Order {
		switch {
		case k.CountOf != nil:
			dst = append(dst, value(model.Int, key[at]))
			at++
		default:
			for _, leaf := range sortLeaves(k.Field) {
				dst = append(dst, value(leaf.Scalar, key[at]))
				at++
			}
		}
	}
	return append(dst, value(model.ID, key[at]))
}

// More implements store.Cursor.
func (c *cursor) More() bool { return c.top().more }

// Count implements store.Cursor.
func (c *cursor) Count() int { return whole(c.top().parts[0]) }

// Facet implements store.Cursor.
func (c *cursor) Facet(i int) store.FacetResult {
	f := c.top()
	return facetResult(&f.conn.Facets[i], f.parts[f.counted()+i])
}

// Aggregate implements store.Cursor.
func (c *cursor) Aggregate() store.AggregateResult {
	f := c.top()
	result := store.AggregateResult{Count: whole(f.parts[0])}
	for i, field := range f.conn.Aggregates {
		result.Fields = append(result.Fields, fieldResult(field, f.parts[1+len(f.conn.Facets)+i].([]any)))
	}
	return result
}

// Err implements store.Cursor. An answer is there as a whole before it is walked.
func (c *cursor) Err() error { return nil }
