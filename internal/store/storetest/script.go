package storetest

import "whojoins/internal/store"

// Node is an object of an answer that a test wrote down.
type Node = store.TreeObject

// Rows is a list or a connection of an answer that a test wrote down.
type Rows = store.TreeList

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
