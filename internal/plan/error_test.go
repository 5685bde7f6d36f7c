package plan_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"whojoins/internal/plan"
)

// TestEnded checks the codes of contexts that ended.
func TestEnded(t *testing.T) {
	for _, c := range []struct {
		err  error
		code plan.Code
	}{
		{context.DeadlineExceeded, plan.Timeout},
		{fmt.Errorf("read: %w", context.DeadlineExceeded), plan.Timeout},
		{context.Canceled, plan.Unavailable},
		{fmt.Errorf("read: %w", context.Canceled), plan.Unavailable},
	} {
		if e := plan.Ended(c.err); e == nil || e.Code != c.code || e.Hint == "" {
			t.Errorf("%v: %v, want %s with a hint", c.err, e, c.code)
		}
	}
	for _, err := range []error{nil, errors.New("broken")} {
		if e := plan.Ended(err); e != nil {
			t.Errorf("%v: %v, want nothing", err, e)
		}
	}
}
