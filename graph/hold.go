package graph

import (
	"errors"

	"whojoins/internal/lane"
	"whojoins/internal/plan"
)

// HoldAnswer counts the bytes of an answer that is kept until its caller has read it. It returns
// UNAVAILABLE if the caller, or all callers together, keep too much already; otherwise
// ReleaseAnswer must be called with the same arguments. Small answers are not counted: the number
// of connections bounds them.
func (e *Engine) HoldAnswer(c *Caller, bytes int) error {
	return holdError(e.gates.sending.Hold(c.ID, bytes), "sending", e.config.Limits.Sending, bytes,
		"answers that wait to be read", "read your answers, request less, or accept gzip")
}

// ReleaseAnswer ends what HoldAnswer began.
func (e *Engine) ReleaseAnswer(c *Caller, bytes int) { e.gates.sending.Release(c.ID, bytes) }

// HoldBody counts the bytes of a body until its request is answered, as HoldAnswer does.
func (e *Engine) HoldBody(c *Caller, bytes int) error {
	return holdError(e.gates.receiving.Hold(c.ID, bytes), "receiving", e.config.Limits.Receiving, bytes,
		"bodies in progress", "send fewer large requests at the same time")
}

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

// holdError returns the error of Bytes.Hold for the caller; nil for nil.
func holdError(err error, limit string, size, bytes int, what, hint string) error {
	var r *lane.Refusal
	if !errors.As(err, &r) {
		return err
	}
	whose := "all callers"
	if r.Reason == lane.Share {
		whose, size = "you", size/4
	}
	e := plan.Errorf(plan.Unavailable, hint, "%s have too many bytes of %s for another %d", whose, what, bytes)
	e.Limit, e.Asked, e.Allowed, e.RetryAfter = limit, bytes, size, RetryAfter
	return e
}
