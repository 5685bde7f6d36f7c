package storetest

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Node is an object of a scripted answer, by slot: a model.Value, a *Node (nil is
// null), or a *Rows.
type Node struct {
	Type  *model.Type
	Slots []any
}

// Rows is a list or a connection of a scripted answer. A nil item is null.
type Rows struct {
	Items []*Node

	// The rest is of connections; see store.Cursor.
	Keys      [][]model.Value
	More      bool
	Count     int
	Facets    []store.FacetResult
	Aggregate store.AggregateResult
}

// Scripted is a cursor over an answer that a test wrote down. Entering and walking
// allocate nothing after the first time.
type Scripted struct {
	stack []frame
	// Fail is what Err answers.
	Fail error
}

type frame struct {
	node *Node
	rows *Rows
	at   int
}

// Script stands at the root of an answer whose one slot is root.
func Script(root any) *Scripted {
	return &Scripted{stack: append(make([]frame, 0, 16), frame{node: &Node{Slots: []any{root}}})}
}

func (c *Scripted) top() *frame { return &c.stack[len(c.stack)-1] }

// Depth is how deep the cursor stands; a reader that leaves what it enters ends at 0.
func (c *Scripted) Depth() int { return len(c.stack) - 1 }

// Type implements store.Cursor.
func (c *Scripted) Type() *model.Type { return c.top().node.Type }

// Value implements store.Cursor.
func (c *Scripted) Value(slot int) model.Value {
	v, _ := c.top().node.Slots[slot].(model.Value)
	return v
}

// Enter implements store.Cursor.
func (c *Scripted) Enter(slot int) bool {
	switch s := c.top().node.Slots[slot].(type) {
	case *Node:
		if s == nil {
			return false
		}
		c.stack = append(c.stack, frame{node: s})
	case *Rows:
		c.stack = append(c.stack, frame{rows: s, at: -1})
	default:
		panic("storetest: nothing can be entered in that slot")
	}
	return true
}

// Leave implements store.Cursor.
func (c *Scripted) Leave() { c.stack = c.stack[:len(c.stack)-1] }

// Next implements store.Cursor.
func (c *Scripted) Next() bool {
	f := c.top()
	f.at++
	if f.at >= len(f.rows.Items) {
		f.node = nil
		return false
	}
	f.node = f.rows.Items[f.at]
	return true
}

// Item implements store.Cursor: it goes on to the next item until it stands there.
func (c *Scripted) Item(i int) {
	c.Rows()
	for range i + 1 {
		c.Next()
	}
}

// Missing implements store.Cursor.
func (c *Scripted) Missing() bool { return c.top().node == nil }

// Rows implements store.Cursor.
func (c *Scripted) Rows() { c.top().at = -1 }

// Len implements store.Cursor.
func (c *Scripted) Len() int { return len(c.top().rows.Items) }

// Key implements store.Cursor.
func (c *Scripted) Key(row int, dst []model.Value) []model.Value {
	return append(dst, c.top().rows.Keys[row]...)
}

// More implements store.Cursor.
func (c *Scripted) More() bool { return c.top().rows.More }

// Count implements store.Cursor.
func (c *Scripted) Count() int { return c.top().rows.Count }

// Facet implements store.Cursor.
func (c *Scripted) Facet(i int) store.FacetResult { return c.top().rows.Facets[i] }

// Aggregate implements store.Cursor.
func (c *Scripted) Aggregate() store.AggregateResult { return c.top().rows.Aggregate }

// Err implements store.Cursor.
func (c *Scripted) Err() error { return c.Fail }
