package intake_test

import (
	"testing"

	"whojoins/internal/dataset/intake"
)

// TestMoney reads sums as registers write them.
func TestMoney(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "-": "", "0": "EUR 0", "1234.5": "EUR 1234.5", "1234,50": "EUR 1234.50", "007.50": "EUR 007.50", " 12 € ": "EUR 12", "EUR 12.00": "EUR 12.00",
		"12.345": "EUR 12.35", "1.234.567,89": "EUR 1234567.89", "-12.5": "EUR -12.5", "1 234 567": "EUR 1234567",
	} {
		if got, err := intake.Money(text); err != nil || got.Text != want {
			t.Errorf("%q is %q (%v), want %q", text, got.Text, err, want)
		}
	}
	for _, bad := range []string{"1,234", "12.", ".5", "1.2.3", "twelve", "1e3", "12,34.5"} {
		if got, err := intake.Money(bad); err == nil {
			t.Errorf("%q is read as %q", bad, got.Text)
		}
	}
}

// TestDay reads days, with or without their time.
func TestDay(t *testing.T) {
	for text, want := range map[string]string{"": "", "-": "", "2024-05-17": "2024-05-17", " 2024-12-31T10:00:00Z": "2024-12-31", "2024-01-01 10:00:00": "2024-01-01"} {
		if got, err := intake.Day(text); err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", text, got, err, want)
		}
	}
	for _, bad := range []string{"2024", "2024-5-17", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "2024/01/01", "2024-+5-17", "2024-05-17x", "20x4-05-17", "2024-05-1x"} {
		if got, err := intake.Day(bad); err == nil {
			t.Errorf("%q is read as %q", bad, got)
		}
	}
}
