package store

import (
	"context"

	"whojoins/internal/plan"
)

// Ended returns nil while a context lasts, and then the error of plan.Ended. Loops whose
// length depends on the data call it from time to time.
func Ended(ctx context.Context) error {
	if err := plan.Ended(ctx.Err()); err != nil {
		return err
	}
	return nil
}
