package memory

import (
	"fmt"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// series counts the rows of a connection that begin and end in each period.
type series struct {
	by    model.Interval
	space space
	snap  *snapshot
	// earliest is the first period with a date.
	earliest     int
	began, ended periods
	result       store.SeriesResult
}

// periods counts rows by period. void counts those that are never active.
type periods struct{ all, void tally }

func (r *run) series(s space, p *plan.Series) *series {
	x := &series{by: p.By, space: s, snap: r.snap, earliest: p.By.Period(s.earliestDay(r.snap))}
	return x
}

func (x *series) reset(int) {
	for _, t := range []*tally{&x.began.all, &x.began.void, &x.ended.all, &x.ended.void} {
		t.reset()
	}
}

func (x *series) count(rows []uint32) {
	for _, row := range rows {
		first, last := x.space.period(x.snap, row)
		if first == store.NoFirst {
			continue
		}
		void := last < first
		x.began.add(x.by.Period(first)-x.earliest, void)
		if last != store.NoLast {
			x.ended.add(x.by.Period(last)-x.earliest, void)
		}
	}
}

// add counts a row in a period, given by its distance from the earliest one.
func (p *periods) add(period int, void bool) {
	if period >= len(p.all.counts) {
		p.all.reserve(uint32(period) + 1)
		p.void.reserve(uint32(period) + 1)
	}
	if p.all.add(uint32(period)); void {
		p.void.add(uint32(period))
	}
}

func (x *series) key() (string, int) { return fmt.Sprint("series ", x.by), mostPeriods }
func (x *series) found() any         { return x.result }
func (x *series) use(result any)     { x.result = result.(store.SeriesResult) }

// mostPeriods is about the number of periods of a series.
const mostPeriods = 1000

func (x *series) finish(r *run) {
	x.result = store.SeriesResult{Began: x.began.list(r, x.earliest), Ended: x.ended.list(r, x.earliest)}
}

// list returns the periods in order.
func (p *periods) list(r *run, earliest int) []store.PeriodCount {
	slices.Sort(p.all.seen)
	list := make([]store.PeriodCount, 0, len(p.all.seen))
	for _, period := range p.all.seen {
		if r.stop() {
			break
		}
		list = append(list, store.PeriodCount{Period: earliest + int(period), Count: int(p.all.counts[period]), Void: int(p.void.counts[period])})
	}
	return list
}

// earliestDay returns a day that no period of the rows begins before.
func (s space) earliestDay(of *snapshot) model.Days {
	var columns []*column
	if r := s.rel; r != nil {
		columns = []*column{r.since, r.until, r.initiativeStart, r.initiativeEnd}
	} else {
		for _, p := range of.periods {
			columns = append(columns, p.start, p.finish)
		}
	}
	day := model.LastDay
	for _, c := range columns {
		if c != nil && c.dict.n > 0 {
			day = min(day, c.dict.first[0])
		}
	}
	return day
}

// period returns the first and the last day of a row; store.NoFirst and store.NoLast for those that
// are not known. Those of a relation are its own or, where they are missing, those of the
// initiative that it belongs to.
func (s space) period(of *snapshot, row uint32) (first, last model.Days) {
	r := s.rel
	if r == nil {
		return of.period(row)
	}
	first, last = store.NoFirst, store.NoLast
	if d, code := r.bound(r.since, r.initiativeStart, row); code != 0 {
		first = d.first[code-1]
	}
	if d, code := r.bound(r.until, r.initiativeEnd, row); code != 0 {
		last = d.last[code-1]
	}
	return first, last
}
