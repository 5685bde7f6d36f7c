package portal

import "time"

// period is the time between two days, of which the second is not part of it.
type period struct{ from, to time.Time }

// first and last are the days between which the portal's projects are by its own date.
var (
	first = time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC)
	last  = time.Date(2045, 1, 1, 0, 0, 0, 0, time.UTC)
)

const day = 24 * time.Hour

// halves splits a period at a day. It reports false for a single day.
func (p period) halves() (before, after period, ok bool) {
	days := int(p.to.Sub(p.from) / day)
	if days <= 1 {
		return p, p, false
	}
	middle := p.from.AddDate(0, 0, days/2)
	return period{p.from, middle}, period{middle, p.to}, true
}

// name is the part of the names of files that says of which query they have the answers.
func (p period) name(whole bool) string {
	if whole {
		return "all"
	}
	const compact = "20060102"
	return p.from.Format(compact) + "-" + p.to.Format(compact)
}

// instant returns a day as the service compares it; a bare date it would not compare.
func instant(t time.Time) string { return t.Format("2006-01-02T15:04:05.000-0700") }
