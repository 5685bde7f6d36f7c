package model_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"whojoins/internal/model"
)

func TestParseDate(t *testing.T) {
	for _, row := range []struct{ reason, text, first, last string }{
		{"a day", "2024-05-17", "2024-05-17", "2024-05-17"},
		{"a month", "2021-10", "2021-10-01", "2021-10-31"},
		{"a leap February", "2024-02", "2024-02-01", "2024-02-29"},
		{"a year", "2014", "2014-01-01", "2014-12-31"},
		{"an interval", "2019-06/2019-07", "2019-06-01", "2019-07-31"},
		{"an interval of two precisions", "2019/2020-01-05", "2019-01-01", "2020-01-05"},
		{"the first year", "0001", "0001-01-01", "0001-12-31"},
		{"the last year", "9999", "9999-01-01", "9999-12-31"},
	} {
		first, last, err := model.ParseDate(row.text)
		if err != nil || model.FormatDay(first) != row.first || model.FormatDay(last) != row.last {
			t.Errorf("%s: %q is %s to %s (%v)", row.reason, row.text, model.FormatDay(first), model.FormatDay(last), err)
		}
	}
	for _, bad := range []string{"", "24", "2024-13", "2024-02-30", "2024-5-17", "17-05-2024", "0000", "2024/", "/2024", "2020/2019", "2024-05-17T00:00", "２０２４", "2019/2020/2021", "+2024"} {
		if _, _, err := model.ParseDate(bad); err == nil {
			t.Errorf("%q is accepted as a date", bad)
		}
	}
}

// TestDays compares days with those of the standard library.
func TestDays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		day := rapid.Int32Range(model.FirstDay, model.LastDay).Draw(r, "day")
		text := model.FormatDay(day)
		want := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(day)).Format(time.DateOnly)
		first, last, err := model.ParseDate(text)
		if err != nil || text != want || first != day || last != day || model.YearOf(day) != want[:4] {
			r.Fatalf("day %d is %q, read as %d to %d (%v)", day, text, first, last, err)
		}
	})
}
