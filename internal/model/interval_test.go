package model_test

import (
	"testing"

	"whojoins/internal/model"
)

// TestIntervals checks the period of days at its edges, its bounds and its label.
func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		interval                model.Interval
		day, label, first, last string
	}{
		{model.Year, "2024-07-31", "2024", "2024-01-01", "2024-12-31"},
		{model.Year, "0001-01-01", "0001", "0001-01-01", "0001-12-31"},
		{model.Year, "9999-12-31", "9999", "9999-01-01", "9999-12-31"},
		{model.Quarter, "2024-03-31", "2024-Q1", "2024-01-01", "2024-03-31"},
		{model.Quarter, "2024-04-01", "2024-Q2", "2024-04-01", "2024-06-30"},
		{model.Quarter, "1969-12-31", "1969-Q4", "1969-10-01", "1969-12-31"},
		{model.Month, "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"},
		{model.Month, "2023-12-01", "2023-12", "2023-12-01", "2023-12-31"},
	} {
		day, _, err := model.ParseDate(c.day)
		if err != nil {
			t.Fatal(err)
		}
		period := c.interval.Period(day)
		first, last := c.interval.Bounds(period)
		if got := c.interval.Label(period); got != c.label || model.FormatDay(first) != c.first || model.FormatDay(last) != c.last {
			t.Errorf("%s is in %s, from %s to %s; want %s, from %s to %s", c.day, got, model.FormatDay(first), model.FormatDay(last), c.label, c.first, c.last)
		}
		if before, after := c.interval.Period(first-1), c.interval.Period(last+1); before != period-1 || after != period+1 {
			t.Errorf("%s: the periods around %d are %d and %d", c.day, period, before, after)
		}
	}
}
