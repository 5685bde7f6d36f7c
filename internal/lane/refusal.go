package lane

import (
	"cmp"
	"fmt"
	"time"
)

// Reason is why an operation is refused.
type Reason int

const (
	// Full means that as many operations wait as may wait.
	Full Reason = iota
	// Late means that the turn of the operation is not expected in time.
	Late
	// Waited means that the turn of the operation did not come in time.
	Waited
	// Share means that the caller has its share of the slots.
	Share
	reasons
)

// String returns the name of the reason in metrics.
func (r Reason) String() string { return [reasons]string{"full", "late", "waited", "share"}[r] }

// Refusal is the error of an operation that gets no turn.
type Refusal struct {
	Reason Reason
	// Wait is the expected time until another attempt succeeds.
	Wait time.Duration
	// Allowed is the bound that is reached, for Full and Share: a number of operations or of bytes.
	Allowed int
}

// Error implements error.
func (r *Refusal) Error() string {
	return fmt.Sprintf("no slot is free (%s); the expected wait is %v", r.Reason, r.Wait)
}

func (l *Lane) refuse(why Reason, wait time.Duration) error {
	l.stats.Refused[why]++
	r := &Refusal{Reason: why, Wait: wait}
	switch why {
	case Full:
		r.Allowed = cmp.Or(l.config.Waiting, l.config.Slots)
	case Share:
		r.Allowed = l.config.Share
	}
	return r
}

// Stats are counts of operations, for metrics.
type Stats struct {
	// Running and Waiting are present numbers.
	Running, Waiting int
	// Begun is the number of operations that got a turn, Waits that of operations that had to
	// wait, and WaitTime the sum of the times that these waited.
	Begun, Waits int
	WaitTime     time.Duration
	// Refused are the numbers of refused operations.
	Refused [reasons]int
}

// Reasons returns all reasons.
func Reasons() []Reason { return []Reason{Full, Late, Waited, Share} }

// Stats returns the counts.
func (l *Lane) Stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.stats
	s.Running, s.Waiting = l.running, len(l.waiting)
	return s
}
