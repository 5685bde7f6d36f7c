package store

import (
	"context"
	"errors"

	"whojoins/internal/plan"
)

// Ended returns nil while a context is valid, and then the error of every store for it:
// TIMEOUT when its deadline has passed, UNAVAILABLE when the caller cancelled it. It is the
// only place that turns the end of a context into an error for callers.
func Ended(ctx context.Context) error {
	switch err := ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return plan.Errorf(plan.Timeout, "query for less, or filter by fewer relations", "the answer was not ready in time")
	default:
		return plan.Errorf(plan.Unavailable, "send the query again and wait for the answer", "the request was cancelled before the answer was ready")
	}
}
