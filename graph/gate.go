package graph

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"time"

	"whojoins/internal/lane"
	"whojoins/internal/plan"
)

// RetryAfter is the number of seconds after which a caller should try again when the service
// is unavailable and the error does not know better.
const RetryAfter = 2

// cheapCost is the highest cost of an operation that runs in the lane of cheap ones: about a
// millisecond of work.
const cheapCost = 65_536

// queueShare is the part of a request's time limit for which it may wait for a slot: enough is
// left to finish what has begun.
const queueShare = 4

// gates are the lanes of operations. Cheap operations have slots of their own, so heavy ones
// never delay them. Heavy operations keep a processor busy, so only so many run at the same
// time that one processor is left for everything else; the others wait for their turn.
type gates struct {
	cheap, heavy, files gate
	// sending and receiving bound the bytes of answers and of bodies.
	sending, receiving hold
}

func newGates(c *Config) gates {
	l := &c.Limits
	slots := c.Slots
	if slots <= 0 {
		slots = max(1, runtime.GOMAXPROCS(0)-1)
	}
	patience := time.Duration(l.Time) * time.Millisecond / queueShare
	return gates{
		cheap: gate{lane.New(lane.Config{Slots: l.InFlight}), "inFlight", "operations are running"},
		heavy: gate{lane.New(lane.Config{Slots: slots, Waiting: l.InFlight, Patience: patience}), "inFlight", "operations are waiting"},
		// Somebody who does not read leaves half of the slots to others.
		files: gate{lane.New(lane.Config{Slots: l.Exports, Share: max(1, l.Exports/2)}), "exports", "files are being written"},
		sending: hold{lane.NewBytes(l.Sending), "sending",
			"answers that wait to be read", "read your answers, request less, or accept gzip"},
		receiving: hold{lane.NewBytes(l.Receiving), "receiving",
			"bodies in progress", "send fewer large requests at the same time"},
	}
}

// of returns the gate for an operation of a caller, by its cost.
func (g *gates) of(cost int, c *Caller) *gate {
	switch {
	case c.Lane == Files && !c.Small:
		return &g.files
	case cost > cheapCost:
		return &g.heavy
	}
	return &g.cheap
}

// gate is a lane whose refusals are errors for callers.
type gate struct {
	*lane.Lane
	// limit is the name in meta.limits of the bound that a full lane has reached; what names the
	// operations that are counted, in the plural.
	limit, what string
}

// enter waits for a turn for an operation of a caller, which Leave ends. It returns UNAVAILABLE
// if the turn cannot come in time.
func (g *gate) enter(ctx context.Context, c *Caller, cost int) (lane.Turn, error) {
	t, err := g.Enter(ctx, c.ID, cost)
	return t, g.refused(err)
}

// try is enter for an operation that does not wait.
func (g *gate) try(c *Caller, cost int) (lane.Turn, error) {
	t, err := g.Try(c.ID, cost)
	return t, g.refused(err)
}

// refused returns the error of the lane for the caller; nil for nil.
func (g *gate) refused(err error) error {
	if err == nil {
		return nil
	}
	var refusal *lane.Refusal
	if errors.As(err, &refusal) {
		return g.unavailable(refusal)
	}
	return err
}

func (g *gate) unavailable(r *lane.Refusal) error {
	e := plan.Errorf(plan.Unavailable, "", "too many long operations are waiting for this one to begin in time")
	switch r.Reason {
	case lane.Share:
		e = plan.Errorf(plan.Unavailable, "", "%d %s for you; one caller may have no more at the same time", r.Allowed, g.what)
	case lane.Full:
		e = plan.Errorf(plan.Unavailable, "", "%d %s; no more are allowed at the same time", r.Allowed, g.what)
	}
	if r.Allowed > 0 {
		e.Limit, e.Asked, e.Allowed = g.limit, r.Allowed+1, r.Allowed
	}
	return later(e, r.Wait, RetryAfter)
}

// later tells a caller in an error to try again after a time, in a number of seconds at least.
func later(e *plan.Error, wait time.Duration, least int) *plan.Error {
	e.RetryAfter = max(least, int(math.Ceil(wait.Seconds())))
	e.Hint = fmt.Sprintf("try again in %d seconds, or request less", e.RetryAfter)
	return e
}
