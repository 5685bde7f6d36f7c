package model

import (
	"fmt"
	"time"
)

// Interval is a length of time into which the calendar is divided: the number of such periods in
// a year.
type Interval int

// The intervals.
const (
	Year    Interval = 1
	Quarter Interval = 4
	Month   Interval = 12
)

// Intervals are the intervals by their names in the schema.
var Intervals = []struct {
	Name, Description string
	Interval          Interval
}{
	{"YEAR", "Years: 2024.", Year},
	{"QUARTER", "Quarters: 2024-Q3.", Quarter},
	{"MONTH", "Months: 2024-07.", Month},
}

// Period returns the number of the period that a day is in. The periods are numbered in order.
func (i Interval) Period(d Days) int {
	year, month, _ := time.Unix(int64(d)*86400, 0).UTC().Date()
	return year*int(i) + (int(month)-1)*int(i)/12
}

// Bounds returns the first and the last day of a period.
func (i Interval) Bounds(period int) (first, last Days) {
	return i.first(period), i.first(period+1) - 1
}

func (i Interval) first(period int) Days {
	n := int(i)
	return dayOf(time.Date(period/n, time.Month(period%n*12/n+1), 1, 0, 0, 0, 0, time.UTC))
}

// Label returns a period as text: 2024, 2024-Q3 or 2024-07.
func (i Interval) Label(period int) string {
	year, part := period/int(i), period%int(i)+1
	switch i {
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", year, part)
	case Month:
		return fmt.Sprintf("%04d-%02d", year, part)
	}
	return fmt.Sprintf("%04d", year)
}
