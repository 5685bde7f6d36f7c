package lane

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
	"time"
)

// waiter is an operation that waits for its turn.
type waiter struct {
	caller *caller
	cost   int
	// tag is the virtual time at which the operation begins; arrival orders equal tags.
	tag, arrival int
	// ready is closed when the operation has its turn or is refused.
	ready   chan struct{}
	turn    Turn
	refused error
	// position is the index in the queue; -1 outside.
	position int
}

func compare(a, b *waiter) int {
	return cmp.Or(cmp.Compare(a.tag, b.tag), cmp.Compare(a.arrival, b.arrival))
}

// queue is a heap of waiters, the next one first. It implements heap.Interface.
type queue []*waiter

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return compare(q[i], q[j]) < 0 }
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].position, q[j].position = i, j
}

func (q *queue) Push(x any) {
	w := x.(*waiter)
	w.position = len(*q)
	*q = append(*q, w)
}

func (q *queue) Pop() any {
	last := len(*q) - 1
	w := (*q)[last]
	(*q)[last], *q = nil, (*q)[:last]
	w.position = -1
	return w
}

// enqueue queues an operation, and returns the time that it may wait. It returns a Refusal if
// the turn of the operation cannot come in time. If the queue is full, the operation that would
// run last is refused, which is one of the caller that asks for most.
func (l *Lane) enqueue(ctx context.Context, name string, cost int) (*waiter, time.Duration, error) {
	c := l.callers[name]
	if c == nil {
		c = l.add(name)
	}
	l.arrived++
	w := &waiter{caller: c, cost: cost, tag: max(l.virtual, c.finish), arrival: l.arrived, ready: make(chan struct{}), position: -1}
	limit := l.config.Patience
	if at, ok := ctx.Deadline(); ok {
		limit = min(limit, time.Until(at)-l.pace.of(cost))
	}
	ahead := l.ahead(w)
	switch {
	case l.config.Waiting == 0:
		l.forget(c)
		return nil, 0, l.refuse(Full, ahead)
	case limit <= 0 || ahead > limit:
		l.forget(c)
		return nil, 0, l.refuse(Late, ahead)
	}
	if len(l.waiting) == l.config.Waiting {
		last := slices.MaxFunc(l.waiting, compare)
		if compare(w, last) > 0 {
			l.forget(c)
			return nil, 0, l.refuse(Full, ahead)
		}
		last.refused = l.refuse(Full, l.ahead(last))
		l.drop(last)
		close(last.ready)
	}
	c.finish = w.tag + cost
	c.waiting++
	heap.Push(&l.waiting, w)
	return w, limit, nil
}

// drop removes a waiting operation, for which its caller does not pay.
func (l *Lane) drop(w *waiter) {
	heap.Remove(&l.waiting, w.position)
	w.caller.waiting--
	w.caller.finish -= w.cost
	l.forget(w.caller)
}

// ahead estimates how long a waiting operation has to wait: running operations have half of
// their time left on average.
func (l *Lane) ahead(w *waiter) time.Duration {
	cost := l.cost / 2
	for _, other := range l.waiting {
		if other != w && compare(other, w) < 0 {
			cost += other.cost
		}
	}
	return l.pace.of(cost) / time.Duration(l.config.Slots)
}

// pace measures the time for one unit of cost, over about the last twenty operations.
type pace struct{ cost, nanoseconds float64 }

func (p *pace) add(cost int, took time.Duration) {
	const kept = 0.95
	p.cost = p.cost*kept + float64(cost)
	p.nanoseconds = p.nanoseconds*kept + float64(took)
}

// of estimates the time of an operation; it is 0 before the first one has ended.
func (p *pace) of(cost int) time.Duration {
	if p.cost == 0 {
		return 0
	}
	return time.Duration(float64(cost) * p.nanoseconds / p.cost)
}
