// Package lane bounds how many operations run at the same time. Those beyond the bound wait
// briefly, in an order that is fair to their callers, and are refused when their turn cannot
// come in time: an operation that has begun is not slowed by those that have not.
//
// Waiting operations run in the order of start-time fair queueing (P. Goyal, H. M. Vin,
// H. Cheng, "Start-time Fair Queueing", SIGCOMM 1996): callers that always have an operation
// waiting receive equal shares of cost, whatever the number of their operations.
package lane

import (
	"container/heap"
	"context"
	"errors"
	"sync"
	"time"
)

// Config configures a Lane.
type Config struct {
	// Slots is the number of operations that run at the same time, at least 1.
	Slots int
	// Share is the number of slots that one caller may take; 0 means all of them.
	Share int
	// Waiting is the number of operations that may wait for a slot; 0 refuses them at once.
	Waiting int
	// Patience is the longest time that an operation waits.
	Patience time.Duration
}

// Lane is a bounded number of slots with a queue. It is safe for concurrent use.
type Lane struct {
	config Config

	mu      sync.Mutex
	running int
	// cost is the cost of the running operations.
	cost    int
	waiting queue
	// callers has the callers with a waiting operation, or with a running one that waited or
	// that counts towards their share.
	callers map[string]*caller
	// virtual is the tag of the operation that began last.
	virtual int
	arrived int
	pace    pace
	stats   Stats
}

// caller is a party to which the lane is fair.
type caller struct {
	name string
	// finish is the tag at which the next operation of the caller begins, at the earliest.
	finish int
	// running and waiting are numbers of operations.
	running, waiting int
}

// Turn is the right to run one operation. It must be returned by Leave.
type Turn struct {
	caller *caller // nil if the lane did not have to know
	cost   int
	begun  time.Time
}

// New returns an empty Lane.
func New(c Config) *Lane {
	c.Slots = max(c.Slots, 1)
	return &Lane{config: c, callers: map[string]*caller{}}
}

// Enter waits for a turn to run an operation of a caller. Costs are of any unit, as long as
// the time of an operation is about proportional to its cost. The error is a *Refusal, or that
// of the context if the caller left while the operation waited.
func (l *Lane) Enter(ctx context.Context, name string, cost int) (Turn, error) {
	cost = max(cost, 1)
	l.mu.Lock()
	t, taken, err := l.take(name, cost)
	if taken || err != nil {
		l.mu.Unlock()
		return t, err
	}
	w, limit, err := l.enqueue(ctx, name, cost)
	l.mu.Unlock()
	if err != nil {
		return Turn{}, err
	}
	return l.wait(ctx, w, limit)
}

// Try is Enter for an operation that does not wait.
func (l *Lane) Try(name string, cost int) (Turn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t, taken, err := l.take(name, max(cost, 1))
	if !taken && err == nil {
		err = l.refuse(Full, l.pace.of(l.cost/2)/time.Duration(l.config.Slots))
	}
	return t, err
}

// take takes a slot if one is free.
func (l *Lane) take(name string, cost int) (t Turn, taken bool, err error) {
	c := l.callers[name]
	if l.config.Share > 0 && c != nil && c.running >= l.config.Share {
		return t, false, l.refuse(Share, l.pace.of(cost))
	}
	if l.running == l.config.Slots || len(l.waiting) > 0 {
		return t, false, nil
	}
	if c == nil && l.config.Share > 0 {
		c = l.add(name)
	}
	return l.begin(c, cost), true, nil
}

// Leave ends a turn, and begins the next one.
func (l *Lane) Leave(t Turn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pace.add(t.cost, time.Since(t.begun))
	l.end(t)
}

// end gives the slot of a turn to the next operation.
func (l *Lane) end(t Turn) {
	l.running--
	l.cost -= t.cost
	if t.caller != nil {
		t.caller.running--
		l.forget(t.caller)
	}
	l.fill()
}

// fill gives free slots to the operations that wait.
func (l *Lane) fill() {
	for l.running < l.config.Slots && len(l.waiting) > 0 {
		w := heap.Pop(&l.waiting).(*waiter)
		w.caller.waiting--
		if l.config.Share > 0 && w.caller.running >= l.config.Share {
			w.refused = l.refuse(Share, l.pace.of(w.cost))
			l.forget(w.caller)
		} else {
			l.virtual = w.tag
			w.turn = l.begin(w.caller, w.cost)
		}
		close(w.ready)
	}
}

// begin takes a free slot.
func (l *Lane) begin(c *caller, cost int) Turn {
	l.running++
	l.cost += cost
	l.stats.Begun++
	if c != nil {
		c.running++
	}
	return Turn{c, cost, time.Now()}
}

func (l *Lane) add(name string) *caller {
	c := &caller{name: name}
	l.callers[name] = c
	return c
}

// forget removes a caller without any operation, so that the number of callers is bounded by
// that of operations.
func (l *Lane) forget(c *caller) {
	if c.running == 0 && c.waiting == 0 {
		delete(l.callers, c.name)
	}
}

// wait waits for the turn of a queued operation.
func (l *Lane) wait(ctx context.Context, w *waiter, limit time.Duration) (Turn, error) {
	arrival := time.Now()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-w.ready:
	case <-ctx.Done():
	case <-timer.C:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Waits++
	l.stats.WaitTime += time.Since(arrival)
	gone := errors.Is(ctx.Err(), context.Canceled)
	if w.position >= 0 {
		l.drop(w)
		if gone {
			return Turn{}, ctx.Err()
		}
		return Turn{}, l.refuse(Waited, l.ahead(w))
	}
	if w.refused != nil {
		return Turn{}, w.refused
	}
	if gone {
		l.end(w.turn) // nobody wants the answer
		return Turn{}, ctx.Err()
	}
	return w.turn, nil
}
