package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// cursor walks the result of a plan's statement: nested lists, as Compile describes them.
type cursor struct {
	work  *plan.Work
	types map[string]*model.Type
	stack []frame
}

// frame is an object or a list that the cursor has entered.
type frame struct {
	// sel is the select of the current object, slots are the values of its slots.
	sel   *plan.Select
	slots []any
	typ   *model.Type
	// items are the items of a list, size is their number; at is the number of items passed.
	items    []any
	size, at int
	// column is the field of a list of scalars.
	column *model.Field
	// conn is the connection that was entered, answer its result; keyWidth is the number of
	// sort values at the beginning of a row.
	conn     *plan.Connection
	answer   []any
	keyWidth int
	// missing reports whether the current item is null. parallel reports whether slots holds
	// one list per slot, with items that are positions in these lists.
	missing, parallel bool
}

func (c *cursor) top() *frame { return &c.stack[len(c.stack)-1] }

func (c *cursor) push(f frame) bool {
	c.stack = append(c.stack, f)
	return true
}

// object sets the current object of the frame, or returns false if v is null.
func (f *frame) object(c *cursor, v any) bool {
	slots, ok := v.([]any)
	if f.missing = !ok; f.missing {
		return false
	}
	switch f.typ = f.sel.Type; {
	case needsType(f.sel):
		word, _ := slots[f.keyWidth].(string)
		f.typ, slots = c.types[word], slots[f.keyWidth+1:]
	default:
		if f.typ.Kind == model.Interface {
			f.typ = f.typ.Members[0]
		}
		slots = slots[f.keyWidth:]
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
		return value(f.column.Scalar, f.item(f.at-1))
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
		return c.push(frame{items: items, size: len(items), column: s.Field})
	case *plan.PartList:
		return c.push(parts(s, f.typ, v))
	case *plan.Referred:
		if f.parallel {
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
		return c.push(frame{sel: s.Select, items: items, size: len(items), missing: true})
	case *plan.Connection:
		answer, _ := v.([]any)
		return c.push(page(s, answer))
	case *plan.ReferredList, *plan.Nested, *plan.Meta, *plan.GraphQuery:
		return false
	default:
		panic(plan.Unhandled(s))
	}
}

// enter enters a single object, if there is one.
func (c *cursor) enter(sel *plan.Select, v any) bool {
	f := frame{sel: sel}
	return f.object(c, v) && c.push(f)
}

// Leave implements store.Cursor.
func (c *cursor) Leave() { c.stack = c.stack[:len(c.stack)-1] }

// Next implements store.Cursor.
func (c *cursor) Next() bool {
	f := c.top()
	if f.at >= f.size || c.work.Add(plan.UnitsRow) != nil {
		return false
	}
	f.at++
	if f.sel != nil && !f.parallel {
		f.object(c, f.item(f.at-1))
	}
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
func (c *cursor) Len() int { return c.top().size }

// Key implements store.Cursor.
func (c *cursor) Key(row int, dst []model.Value) []model.Value {
	f := c.top()
	values, _ := f.item(row).([]any)
	front, behind := values, values[f.keyWidth:]
	if f.sel != nil && needsType(f.sel) {
		behind = behind[1:]
	}
	for _, k := range f.conn.Order {
		if k.CountOf != nil {
			dst, front = append(dst, value(model.Int, front[0])), front[1:]
			continue
		}
		for _, leaf := range k.Field.SortLeaves {
			if i := slotOf(f.conn, k.End, leaf); i >= 0 {
				dst = append(dst, value(leaf.Scalar, behind[i]))
			} else {
				dst, front = append(dst, value(leaf.Scalar, front[0])), front[1:]
			}
		}
	}
	if i := slotOf(f.conn, nil, f.conn.Type.Field("id")); i >= 0 {
		return append(dst, value(model.ID, behind[i]))
	}
	return append(dst, value(model.ID, front[0]))
}

// More implements store.Cursor.
func (c *cursor) More() bool {
	f := c.top()
	rows, _ := f.answer[0].([]any)
	return f.conn.Page.Limit >= 0 && len(rows) > f.conn.Page.Limit
}

// Count implements store.Cursor.
func (c *cursor) Count() int {
	f := c.top()
	return intOf(f.answer[rowCount(f.conn)])
}

// Facet implements store.Cursor.
func (c *cursor) Facet(i int) store.FacetResult {
	return facetResult(&c.top().conn.Facets[i], c.measures()[i])
}

// measures returns the results of the entered connection after its rows and its count.
func (c *cursor) measures() []any {
	f := c.top()
	return f.answer[rowCount(f.conn)+countCount(f.conn):]
}

// Aggregate implements store.Cursor.
func (c *cursor) Aggregate() store.AggregateResult {
	f := c.top()
	rest := c.measures()[len(f.conn.Facets):]
	result := store.AggregateResult{Count: c.Count()}
	for i, field := range f.conn.Aggregates {
		numbers, _ := rest[i].([]any)
		result.Fields = append(result.Fields, fieldResult(c.work, field, numbers))
	}
	return result
}

// Groups implements store.Cursor.
func (c *cursor) Groups(i int) store.GroupsResult {
	conn := c.top().conn
	return groupsResult(&conn.Groups[i], c.measures()[len(conn.Facets)+len(conn.Aggregates)+i])
}

// Series implements store.Cursor.
func (c *cursor) Series(i int) store.SeriesResult {
	conn := c.top().conn
	return seriesResult(c.measures()[len(conn.Facets)+len(conn.Aggregates)+len(conn.Groups)+i])
}

// Err implements store.Cursor. The answer is complete before it is read, so only the end of the
// operation is a failure.
func (c *cursor) Err() error { return c.work.Err() }
