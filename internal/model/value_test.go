package model_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"whojoins/internal/model"
)

// TestPlainCents compares amounts of digits with the same ones written so that they are read as
// rational numbers.
func TestPlainCents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?[0-9]{0,20}\.?[0-9]{0,3}`).Draw(t, "amount")
		got, err := model.ParseCents(text)
		want, wanted := int64(0), error(nil)
		if digits, negative := strings.CutPrefix(text, "-"); negative {
			want, wanted = model.ParseCents("+" + digits)
			want = -want
		} else {
			want, wanted = model.ParseCents("+" + text)
		}
		if got != want || (err == nil) != (wanted == nil) {
			t.Errorf("%q is %d cents (%v), want %d (%v)", text, got, err, want, wanted)
		}
	})
}

func TestCents(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "1": 100, "1.5": 150, "1.05": 105, "-0.2": -20, "4000000": 400000000, "92233720368547758.07": math.MaxInt64} {
		got, err := model.ParseCents(text)
		if err != nil || got != want {
			t.Errorf("%s is %d cents (%v)", text, got, err)
		}
		if back := string(model.AppendCents(nil, want)); back != text {
			t.Errorf("%d cents are written %s, want %s", want, back, text)
		}
	}
	for _, bad := range []string{"", "1.005", "1e3", "1/2", "EUR 1", "1,5", "92233720368547758.08", "0x10"} {
		if _, err := model.ParseCents(bad); err == nil {
			t.Errorf("%q is accepted as an amount", bad)
		}
	}
}

func TestCentsRoundTrip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		cents := rapid.Int64().Draw(r, "cents")
		if got, err := model.ParseCents(string(model.AppendCents(nil, cents))); err != nil || got != cents {
			r.Fatalf("%d comes back as %d (%v)", cents, got, err)
		}
	})
}

func TestCentsBounds(t *testing.T) {
	for _, row := range []struct {
		units     float64
		low, high int64
	}{
		{1.5, 150, 150}, {0.1, 10, 10}, {1.005, 100, 101}, {-1.005, -101, -100}, {0, 0, 0}, {1234567.89, 123456789, 123456789},
		{1e300, math.MaxInt64, math.MaxInt64}, {-1e300, math.MinInt64, math.MinInt64},
	} {
		if low, high := model.CentsBounds(row.units); low != row.low || high != row.high {
			t.Errorf("%v lies between %d and %d, want %d and %d", row.units, low, high, row.low, row.high)
		}
	}
}
