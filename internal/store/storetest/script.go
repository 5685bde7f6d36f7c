package storetest

import "whojoins/internal/store"

// Node is an object of a scripted answer.
type Node = store.TreeObject

// Rows is a list or a connection of a scripted answer.
type Rows = store.TreeList

// Scripted is a cursor over an answer that is written in a test.
type Scripted struct {
	*store.TreeCursor
	// Fail is returned by Err.
	Fail error
}

// Script returns a cursor over an answer whose only slot is root.
func Script(root any) *Scripted {
	return &Scripted{TreeCursor: store.NewTreeCursor(&Node{Slots: []any{root}})}
}

// Err implements store.Cursor.
func (c *Scripted) Err() error { return c.Fail }
