package store

import (
	"context"
	"errors"

	"whojoins/internal/plan"
)

// Ended is the error of a context that is over, or nil.
func Ended(ctx context.Context) error {
	switch err := ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return plan.Errorf(plan.Timeout, "ask for less, or filter by fewer relations", "the answer was not ready in time")
	default:
		return plan.Errorf(plan.Timeout, "ask again and wait for the answer", "the request was given up before the answer was ready")
	}
}
