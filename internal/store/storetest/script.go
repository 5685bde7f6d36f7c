package storetest

import "whojoins/internal/store"

// Node is an object of an answer that a test wrote down, Rows a list or a connection.
type (
	Node = store.TreeObject
	Rows = store.TreeList
)

// Scripted is a cursor over an answer that a test wrote down.
type Scripted struct {
	*store.TreeCursor
	// Fail is returned by Err.
	Fail error
}

// Script returns a cursor on the root of an answer whose only slot is root.
func Script(root any) *Scripted {
	return &Scripted{TreeCursor: store.NewTreeCursor(&Node{Slots: []any{root}})}
}

// Err implements store.Cursor.
func (c *Scripted) Err() error { return c.Fail }
