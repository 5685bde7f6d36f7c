// Package memory is the embedded store: an immutable snapshot of the graph in memory,
// swapped as a whole. It defines what a plan means; other stores answer the same.
//
// Everything is kept in columns of small numbers over sorted dictionaries, so that
// filtering, sorting and counting compare integers, and an answer is read without
// allocating for its rows.
//
// # Packed files
//
// Store.Pack writes a snapshot into a file, from which Open makes the store again without
// sorting anything. A file is a set of sections, each a name with a list of numbers or a
// text; pack_format.go says how they lie in it. What is quickly found again from the rest
// (which relations an entity has, which are deprecated) is not in it.
//
// To add something, name it in pack_sections.go, or in a function of your own that
// (*pack).snapshot calls: packList, packNumber and (*pack).text each take a name, as
// "search/tokens", and the address of what they write when a file is written and fill when
// one is read. What was read is checked there (pack_check.go), so that a bad file is
// refused and never ends the program. Raise packVersion with every change: files of another
// version are refused with the advice to pack again.
package memory

import (
	"context"
	"errors"
	"sync/atomic"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Store answers plans from memory.
type Store struct {
	model *model.Model
	snap  atomic.Pointer[snapshot]
}

var _ store.Store = (*Store)(nil)

// New builds a store of a graph, of which it keeps nothing but the model. An error
// says what the graph holds that no checked dataset does: an id that stands twice, a
// reference to nothing, a value of another kind than its field.
func New(g *store.Graph) (*Store, error) {
	src, err := SourceOf(g)
	if err != nil {
		return nil, err
	}
	return From(src)
}

// keep makes a store of a snapshot.
func newStore(snap *snapshot) *Store {
	s := &Store{model: snap.model}
	s.snap.Store(snap)
	return s
}

var errOtherModel = errors.New("the graph was made with another model; make it with the one that the store was opened with")

// Swap replaces the graph by another one of the same model. Views that were made
// before keep theirs. After an error the store is as it was.
func (s *Store) Swap(g *store.Graph) error {
	if g.Model != s.model {
		return errOtherModel
	}
	src, err := SourceOf(g)
	if err != nil {
		return err
	}
	snap, err := newSnapshot(src)
	if err != nil {
		return err
	}
	s.snap.Store(snap)
	return nil
}

// View implements store.Store.
func (s *Store) View(ctx context.Context, _ store.ViewOptions) (store.View, error) {
	if err := ended(ctx); err != nil {
		return nil, err
	}
	return &view{snap: s.snap.Load()}, nil
}

// Close implements store.Store.
func (s *Store) Close() error { return nil }

// view is one snapshot.
type view struct {
	snap   *snapshot
	closed bool
	// cursor is that of the last run, memo where it returns to after use; nil where it is
	// not used again.
	cursor *cursor
	memo   *store.Memo
}

var errClosed = errors.New("the view is closed; make another one")

// Info implements store.View.
func (v *view) Info() *store.Info { return &v.snap.info }

// Run implements store.View.
func (v *view) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	return v.RunMemo(ctx, p, nil)
}

// RunMemo implements store.Memoizer. The memo holds cursors: selections and columns that
// are bound to a snapshot.
func (v *view) RunMemo(ctx context.Context, p *plan.Plan, memo *store.Memo) (store.Cursor, error) {
	if v.closed {
		return nil, errClosed
	}
	if err := ended(ctx); err != nil {
		return nil, err
	}
	v.giveBack()
	var c *cursor
	if memo != nil {
		c, _ = memo.Get().(*cursor)
	}
	if c != nil && c.run.snap == v.snap {
		c.restart(ctx)
	} else {
		r := &run{ctx: ctx, snap: v.snap}
		root, err := r.selection(r.entitySpace(), p.Root)
		if err != nil {
			return nil, err
		}
		c = &cursor{run: r, stack: append(make([]frame, 0, 16), frame{sel: root})}
	}
	v.cursor, v.memo = c, memo
	return c, nil
}

// giveBack returns the cursor of the last run to its memo, for the next run of the plan.
// After a failure the cursor may be in an inconsistent state, and is dropped.
func (v *view) giveBack() {
	if v.cursor != nil && v.memo != nil && v.cursor.run.err == nil {
		v.cursor.run.ctx = nil
		v.memo.Put(v.cursor)
	}
	v.cursor, v.memo = nil, nil
}

// Close implements store.View.
func (v *view) Close() {
	v.closed = true
	v.giveBack()
}
