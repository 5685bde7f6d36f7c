package store

import (
	"fmt"

	"whojoins/internal/model"
)

// TreeObject is an object of an answer that is held in memory. Its slots are those of the plan,
// each a model.Value, a *TreeObject (nil for null), or a *TreeList.
type TreeObject struct {
	Type  *model.Type
	Slots []any
}

// TreeList is a list or a connection of an answer in memory. A nil item is null. An item of a
// list of scalars has its value in slot 0.
type TreeList struct {
	Items []*TreeObject

	// The other fields are for connections; see Cursor. Keys has a key for each item.
	Keys      [][]model.Value
	More      bool
	Count     int
	Facets    []FacetResult
	Aggregate AggregateResult
	Groups    []GroupsResult
	Series    []SeriesResult
}

// TreeCursor is a Cursor over an answer in memory, for a store that builds its answers as
// trees. Reading an answer again does not allocate.
type TreeCursor struct{ stack []treeFrame }

var _ Cursor = (*TreeCursor)(nil)

// treeFrame is the object that the cursor is on, or the list that it is in, with the position.
type treeFrame struct {
	object *TreeObject
	list   *TreeList
	at     int
}

// NewTreeCursor returns a cursor on the root object of an answer.
func NewTreeCursor(root *TreeObject) *TreeCursor {
	return &TreeCursor{stack: append(make([]treeFrame, 0, 16), treeFrame{object: root})}
}

func (c *TreeCursor) top() *treeFrame { return &c.stack[len(c.stack)-1] }

// Depth returns the number of slots that were entered and not yet left.
func (c *TreeCursor) Depth() int { return len(c.stack) - 1 }

// Type implements Cursor.
func (c *TreeCursor) Type() *model.Type { return c.top().object.Type }

// Value implements Cursor.
func (c *TreeCursor) Value(slot int) model.Value {
	v, _ := c.top().object.Slots[slot].(model.Value)
	return v
}

// Enter implements Cursor.
func (c *TreeCursor) Enter(slot int) bool {
	switch s := c.top().object.Slots[slot].(type) {
	case *TreeObject:
		if s == nil {
			return false
		}
		c.stack = append(c.stack, treeFrame{object: s})
	case *TreeList:
		c.stack = append(c.stack, treeFrame{list: s, at: -1})
	default:
		panic(fmt.Sprintf("store: a slot with a %T cannot be entered", s))
	}
	return true
}

// Leave implements Cursor.
func (c *TreeCursor) Leave() { c.stack = c.stack[:len(c.stack)-1] }

// Next implements Cursor.
func (c *TreeCursor) Next() bool {
	f := c.top()
	f.at++
	if f.at >= len(f.list.Items) {
		f.object = nil
		return false
	}
	f.object = f.list.Items[f.at]
	return true
}

// Item implements Cursor.
func (c *TreeCursor) Item(i int) {
	c.top().at = i - 1
	c.Next()
}

// Missing implements Cursor.
func (c *TreeCursor) Missing() bool { return c.top().object == nil }

// Rows implements Cursor.
func (c *TreeCursor) Rows() { c.top().at = -1 }

// Len implements Cursor.
func (c *TreeCursor) Len() int { return len(c.top().list.Items) }

// Key implements Cursor.
func (c *TreeCursor) Key(row int, dst []model.Value) []model.Value {
	return append(dst, c.top().list.Keys[row]...)
}

// More implements Cursor.
func (c *TreeCursor) More() bool { return c.top().list.More }

// Count implements Cursor.
func (c *TreeCursor) Count() int { return c.top().list.Count }

// Facet implements Cursor.
func (c *TreeCursor) Facet(i int) FacetResult { return c.top().list.Facets[i] }

// Aggregate implements Cursor.
func (c *TreeCursor) Aggregate() AggregateResult { return c.top().list.Aggregate }

// Groups implements Cursor.
func (c *TreeCursor) Groups(i int) GroupsResult { return c.top().list.Groups[i] }

// Series implements Cursor.
func (c *TreeCursor) Series(i int) SeriesResult { return c.top().list.Series[i] }

// Err implements Cursor. An answer in memory never fails.
func (c *TreeCursor) Err() error { return nil }
