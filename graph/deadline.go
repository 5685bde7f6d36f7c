package graph

import (
	"context"
	"sync"
	"time"
)

// deadline is a context that ends at a point in time. Who asks it whether it has ended, as
// the embedded store does, is told by the clock: the timer, which costs more than a short
// answer does, is made for those who wait.
type deadline struct {
	context.Context // the request's
	at              time.Time

	mu sync.Mutex
	// timed is the context with a timer, which cancel ends; nil while nobody waits.
	timed  context.Context
	cancel context.CancelFunc
}

// over stands for the context with a timer where nobody waited for it until the end.
var over = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// withDeadline makes a context that ends at a point in time, or when its parent does. The
// caller ends it when it is done.
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

// Value implements context.Context. Contexts that are made of this one find the one with
// the timer by it, and need no goroutine to end with it.
func (d *deadline) Value(key any) any {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cancel != nil {
		return d.timed.Value(key)
	}
	return d.Context.Value(key)
}

// end ends it, for those who still wait.
func (d *deadline) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cancel != nil {
		d.cancel()
	} else {
		d.timed = over
	}
}
