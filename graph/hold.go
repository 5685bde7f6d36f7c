package graph

import (
	"errors"

	"whojoins/internal/lane"
	"whojoins/internal/plan"
)

// hold is a bound on bytes whose refusals are errors for callers.
type hold struct {
	*lane.Bytes
	// limit is the name of the bound in meta.limits; what names that which has the bytes, in the
	// plural, and hint tells how a caller needs fewer.
	limit, what, hint string
}

// take counts bytes for a caller. It returns UNAVAILABLE if there are too many.
func (h *hold) take(c *Caller, bytes int) error {
	err := h.Hold(c.ID, bytes)
	var r *lane.Refusal
	if !errors.As(err, &r) {
		return err
	}
	whose := "all callers"
	if r.Reason == lane.Share {
		whose = "you"
	}
	e := plan.Errorf(plan.Unavailable, h.hint, "%s have too many bytes of %s for another %d", whose, h.what, bytes)
	e.Limit, e.Asked, e.Allowed, e.RetryAfter = h.limit, bytes, r.Allowed, RetryAfter
	return e
}

// HoldAnswer counts the bytes of an answer that is kept until its caller has read it. It returns
// UNAVAILABLE if the caller, or all callers together, keep too much already; otherwise
// ReleaseAnswer must be called with the same arguments. Small answers are not counted: the number
// of connections bounds them.
func (e *Engine) HoldAnswer(c *Caller, bytes int) error { return e.gates.sending.take(c, bytes) }

// ReleaseAnswer ends what HoldAnswer began.
func (e *Engine) ReleaseAnswer(c *Caller, bytes int) { e.gates.sending.Release(c.ID, bytes) }

// HoldBody counts the bytes of a body until its request is answered, as HoldAnswer does.
func (e *Engine) HoldBody(c *Caller, bytes int) error { return e.gates.receiving.take(c, bytes) }

// ReleaseBody ends what HoldBody began.
func (e *Engine) ReleaseBody(c *Caller, bytes int) { e.gates.receiving.Release(c.ID, bytes) }

// Held returns the numbers of bytes that are held, and how often more was refused, by the name of
// the limit.
func (e *Engine) Held(limit string) (bytes, refused int) {
	if limit == "sending" {
		return e.gates.sending.Held()
	}
	return e.gates.receiving.Held()
}
