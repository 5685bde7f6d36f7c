package graphql

import (
	"context"
	"sync"
	"time"
)

// deadline is a context that ends at a point in time. Unlike context.WithDeadline it starts a
// timer only if somebody waits for Done; Err compares the clock, which is all that the embedded
// store needs. A timer for every request costs five allocations and 3.6 % of the service's
// processor time for an answer of ten objects:
//
//	go run ./bench compare --sizes 10 --profiles DIR
type deadline struct {
	context.Context // of the request
	at              time.Time

	mu sync.Mutex
	// timed is the context with a timer, which cancel ends; nil while nobody waits.
	timed  context.Context
	cancel context.CancelFunc
}

// over replaces the context with a timer if nobody waited before the end.
var over = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// withDeadline returns a context that ends at a point in time, or when its parent does. The
// caller must call the function when the request is done.
func withDeadline(parent context.Context, at time.Time) (context.Context, context.CancelFunc) {
	if earlier, ok := parent.Deadline(); ok && earlier.Before(at) {
		at = earlier
	}
	d := &deadline{Context: parent, at: at}
	return d, d.end
}

// Deadline implements context.Context.
func (d *deadline) Deadline() (time.Time, bool) { return d.at, true }

// Done implements context.Context.
func (d *deadline) Done() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timed == nil {
		d.timed, d.cancel = context.WithDeadline(d.Context, d.at)
	}
	return d.timed.Done()
}

// Err implements context.Context.
func (d *deadline) Err() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.timed != nil:
		return d.timed.Err()
	case d.Context.Err() == nil && !time.Now().Before(d.at):
		return context.DeadlineExceeded
	}
	return d.Context.Err()
}

// Value implements context.Context. A context derived from this one finds the context with the
// timer through it, and so needs no goroutine to end with it.
func (d *deadline) Value(key any) any {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cancel != nil {
		return d.timed.Value(key)
	}
	return d.Context.Value(key)
}

// end releases everybody who still waits.
func (d *deadline) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cancel != nil {
		d.cancel()
	} else {
		d.timed = over
	}
}
