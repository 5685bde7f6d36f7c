package lane_test

import (
	"errors"
	"testing"

	"whojoins/internal/lane"
)

// TestBytes checks what callers may hold, and that nothing is forgotten or kept.
func TestBytes(t *testing.T) {
	const part = 100 << 10
	b := lane.NewBytes(8 * part)
	for i, c := range []struct {
		caller string
		n      int
		reason lane.Reason // -1 for no refusal
		held   int
		// allowed is the bound that is reached; 0 for none.
		allowed int
	}{
		{"a", lane.Small, -1, 0, 0}, // little is not counted
		{"a", part, -1, part, 0},
		{"a", part, -1, 2 * part, 0},
		{"a", part, lane.Share, 2 * part, 2 * part},
		{"a", lane.Small, -1, 2 * part, 0},
		{"b", 5 * part, -1, 7 * part, 0}, // more than a share, since it is the first
		{"b", part, lane.Share, 7 * part, 2 * part},
		{"c", part, -1, 8 * part, 0},
		{"d", part, lane.Full, 8 * part, 8 * part},
	} {
		err := b.Hold(c.caller, c.n)
		var refusal *lane.Refusal
		if refused := errors.As(err, &refusal); refused != (c.reason >= 0) || refused && (refusal.Reason != c.reason || refusal.Allowed != c.allowed) {
			t.Errorf("step %d: %+v, want %v of %d", i, refusal, c.reason, c.allowed)
		}
		if held, _ := b.Held(); held != c.held {
			t.Errorf("step %d: %d bytes are held, want %d", i, held, c.held)
		}
	}
	for caller, parts := range map[string][]int{"a": {part, part, lane.Small}, "b": {5 * part}, "c": {part}} {
		for _, n := range parts {
			b.Release(caller, n)
		}
	}
	if held, refused := b.Held(); held != 0 || refused != 3 || b.Callers() != 0 {
		t.Errorf("%d bytes of %d callers are held in the end, %d refused", held, b.Callers(), refused)
	}
	if err := b.Hold("b", 8*part); err != nil {
		t.Errorf("everything is free again: %v", err)
	}
}
