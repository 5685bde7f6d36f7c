package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Days counts days from 1970-01-01.
type Days = int32

// The first and the last possible day: years 0001 to 9999.
var (
	FirstDay = dayOf(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC))
	LastDay  = dayOf(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC))
)

// ParseDate reads a date as its source gives it (EDTF level 0: a day, a month, a year, or an
// interval between two of these) and returns its first and its last day.
func ParseDate(s string) (first, last Days, err error) {
	from, to, interval := strings.Cut(s, "/")
	first, last, err = parseSimple(from)
	if err == nil && interval {
		var begin Days
		begin, last, err = parseSimple(to)
		if err == nil && begin < first {
			return 0, 0, fmt.Errorf("the interval %q ends before it starts", s)
		}
	}
	if err != nil {
		return 0, 0, fmt.Errorf("%q is not a date: write a day, a month, a year or an interval between two of these, such as 2024-05-17, 2021-10, 2014 or 2019-06/2019-07", s)
	}
	return first, last, nil
}

func parseSimple(s string) (first, last Days, err error) {
	layout, years, months, days := "", 0, 0, 0
	switch len(s) {
	case 4:
		layout, years = "2006", 1
	case 7:
		layout, months = "2006-01", 1
	case 10:
		layout, days = "2006-01-02", 1
	default:
		return 0, 0, strconv.ErrSyntax
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1 {
		return 0, 0, strconv.ErrSyntax
	}
	return dayOf(t), dayOf(t.AddDate(years, months, days)) - 1, nil
}

func dayOf(t time.Time) Days { return Days(t.Unix() / 86400) }

// FormatDay returns a day as YYYY-MM-DD.
func FormatDay(d Days) string { return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly) }

// YearOf returns the year of a day, as text.
func YearOf(d Days) string { return FormatDay(d)[:4] }
