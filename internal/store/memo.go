package store

import (
	"context"
	"sync"

	"whojoins/internal/plan"
)

// Memo caches what a store has prepared for one plan, so that the next run of the plan can skip
// the preparation. It belongs to the owner of the plan, is used with that plan and one store
// only, and is safe for concurrent use. The zero value is empty.
type Memo struct{ pool sync.Pool }

// Get removes a value from the memo and returns it, or nil when the memo is empty.
func (m *Memo) Get() any { return m.pool.Get() }

// Put adds a value to the memo. The garbage collector may remove the value.
func (m *Memo) Put(value any) { m.pool.Put(value) }

// Memoizer is an optional interface of a View whose store can run a plan again in less time.
type Memoizer interface {
	// RunMemo does what View.Run does, and keeps in memo what it prepares for the plan.
	RunMemo(ctx context.Context, p *plan.Plan, memo *Memo) (Cursor, error)
}

// Run runs a plan in a view: with RunMemo if the view implements Memoizer, otherwise with
// View.Run. The errors are those of View.Run.
func Run(ctx context.Context, v View, p *plan.Plan, memo *Memo) (Cursor, error) {
	if m, ok := v.(Memoizer); ok {
		return m.RunMemo(ctx, p, memo)
	}
	return v.Run(ctx, p)
}
