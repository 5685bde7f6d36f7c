// Package memory is the embedded store: an immutable snapshot of the graph in memory, replaced
// as a whole. It defines what a plan means; other stores return the same answers.
//
// Everything is stored in columns of small numbers over sorted dictionaries, so that filters,
// orders and counts compare integers, and reading an answer does not allocate for its rows.
//
// # Packed files
//
// Store.Pack writes a snapshot to a file, from which Open makes the store again without sorting
// anything. A file is a set of sections, each a list of numbers or a text with a name;
// pack_format.go describes the format. What is quick to compute from the sections (the
// relations of an entity, which ones are deprecated) is not in the file.
//
// To add a section, name it in pack_sections.go or in a function that (*pack).snapshot calls:
// packList, packNumber and (*pack).text each take a name, such as "search/words", and the
// address of the value, which they write to a file or set from one. Check what was read
// (pack_check.go), so that a bad file is rejected and never causes a panic. Raise packVersion
// with every change: files of another version are rejected with the advice to pack the dataset
// again.
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

// New builds a store from a graph, and retains only the model. It returns an error if the graph
// contains something that no checked dataset contains: a duplicate id, a reference to an
// unknown entity, a value of the wrong kind.
func New(g *store.Graph) (*Store, error) {
	src, err := SourceOf(g)
	if err != nil {
		return nil, err
	}
	return From(context.Background(), src)
}

// newStore makes a store with a snapshot.
func newStore(snap *snapshot) *Store {
	s := &Store{model: snap.model}
	s.snap.Store(snap)
	return s
}

var errOtherModel = errors.New("the graph has another model; build it with the model of the store")

// Swap replaces the graph with another one of the same model. Views that are already open keep
// the previous graph. After an error the store is unchanged.
func (s *Store) Swap(g *store.Graph) error {
	if g.Model != s.model {
		return errOtherModel
	}
	src, err := SourceOf(g)
	if err != nil {
		return err
	}
	snap, err := newSnapshot(context.Background(), src)
	if err != nil {
		return err
	}
	s.snap.Store(snap)
	return nil
}

// View implements store.Store.
func (s *Store) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	if err := store.Ended(ctx); err != nil {
		return nil, err
	}
	return &view{snap: s.snap.Load(), options: o}, nil
}

// Known implements store.Describer.
func (s *Store) Known() *store.Info { return &s.snap.Load().info }

// Close implements store.Store.
func (s *Store) Close() error { return nil }

// view reads one snapshot.
type view struct {
	snap    *snapshot
	options store.ViewOptions
	closed  bool
	// cursor is the cursor of the last run, and memo the memo that it is returned to after use;
	// nil if it is not reused.
	cursor *cursor
	memo   *store.Memo
}

var errClosed = errors.New("the view is closed; open another one")

// Info implements store.View.
func (v *view) Info() *store.Info { return &v.snap.info }

// begin returns the counter of a method that was called with ctx, or an error if the view is
// closed or the operation has ended.
func (v *view) begin(ctx context.Context) (*plan.Work, error) {
	if v.closed {
		return nil, errClosed
	}
	work := v.options.WorkOf(ctx)
	return work, work.Check()
}

// Run implements store.View.
func (v *view) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	return v.RunMemo(ctx, p, nil)
}

// RunMemo implements store.Memoizer. The memo holds cursors: selections and columns that
// are bound to a snapshot.
func (v *view) RunMemo(ctx context.Context, p *plan.Plan, memo *store.Memo) (store.Cursor, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	v.giveBack()
	var c *cursor
	if memo != nil {
		c, _ = memo.Get().(*cursor)
	}
	if c == nil || c.run.snap != v.snap {
		if c, err = newCursor(&run{work: work, snap: v.snap}, p); err != nil {
			return nil, err
		}
	} else if err := c.restart(work); err != nil {
		return nil, err
	}
	v.cursor, v.memo = c, memo
	return c, nil
}

// Kept implements store.Keeper.
func (v *view) Kept(key string) any { return v.snap.indexes.kept(indexKey{kept: key}) }

// Keep implements store.Keeper.
func (v *view) Keep(key string, size int, value any) {
	v.snap.indexes.keep(indexKey{kept: key}, size, value)
}

// giveBack returns the cursor of the last run to its memo, for the next run of the plan. A
// cursor with an error may be inconsistent and is dropped.
func (v *view) giveBack() {
	if v.cursor != nil && v.memo != nil && v.cursor.Err() == nil {
		v.cursor.run.work = nil
		v.memo.Put(v.cursor)
	}
	v.cursor, v.memo = nil, nil
}

// Close implements store.View.
func (v *view) Close() {
	v.closed = true
	v.giveBack()
}
