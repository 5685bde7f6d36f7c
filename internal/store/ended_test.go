package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

func TestEnded(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	past, stop := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer stop()
	for _, test := range []struct {
		says string
		ctx  context.Context
		want plan.Code
	}{
		{"still valid", t.Context(), ""},
		{"cancelled by the caller", cancelled, plan.Unavailable},
		{"after its deadline", past, plan.Timeout},
	} {
		err := store.Ended(test.ctx)
		var coded *plan.Error
		if errors.As(err, &coded) != (test.want != "") || coded != nil && (coded.Code != test.want || coded.Hint == "") {
			t.Errorf("%s: got %v, want the code %q and a hint", test.says, err, test.want)
		}
	}
}
