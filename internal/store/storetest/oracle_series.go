package storetest

import (
	"cmp"
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// series counts the rows that begin and end in each period. Rows without a first day are left
// out.
func (o *oracle) series(s plan.Series, rows []row) (result store.SeriesResult) {
	for _, r := range rows {
		first, last := o.bounds(r.object)
		if first == nil {
			continue
		}
		void := last != nil && *last < *first
		result.Began = count(result.Began, s.By.Period(*first), void)
		if last != nil {
			result.Ended = count(result.Ended, s.By.Period(*last), void)
		}
	}
	return result
}

// count counts a row in a period.
func count(list []store.PeriodCount, period int, void bool) []store.PeriodCount {
	at, known := slices.BinarySearchFunc(list, period, func(c store.PeriodCount, period int) int { return cmp.Compare(c.Period, period) })
	if !known {
		list = slices.Insert(list, at, store.PeriodCount{Period: period})
	}
	if list[at].Count++; void {
		list[at].Void++
	}
	return list
}
