package store

import (
	"context"

	"whojoins/internal/plan"
)

// Ended returns nil while ctx lasts, and afterwards the error of plan.Ended. A loop whose
// length depends on the data calls it from time to time.
func Ended(ctx context.Context) error {
	if err := plan.Ended(ctx.Err()); err != nil {
		return err
	}
	return nil
}
