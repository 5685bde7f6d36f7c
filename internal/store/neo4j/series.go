package neo4j

import (
	"maps"
	"slices"
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// series returns a variable with a list of the combinations of periods in which rows begin and
// end: both periods, the second null without a last day, whether the last day is before the first,
// and the number of rows.
func (l *list) series(s *plan.Series) string {
	if l.where == never {
		return "[]" // see facet
	}
	from, until := l.row.self+"."+layout.ActiveFromProperty, l.row.self+"."+layout.ActiveUntilProperty
	first, last := l.variable("d"), l.variable("d")
	period := func(day string) string {
		switch n := strconv.Itoa(int(s.By)); s.By {
		case model.Month:
			return day + ".year * " + n + " + " + day + ".month - 1"
		case model.Quarter:
			return day + ".year * " + n + " + " + day + ".quarter - 1"
		}
		return day + ".year"
	}
	return l.call(l.match() + " WITH " + from + " AS " + first + ", " + until + " AS " + last + " WHERE " + first + " IS NOT NULL" +
		" WITH " + period(first) + " AS began, " + period(last) + " AS ended, coalesce(" + last + " < " + first + ", false) AS void, count(*) AS rows" +
		" RETURN collect([began, ended, void, rows])")
}

// seriesResult reads the result of list.series.
func seriesResult(v any) store.SeriesResult {
	began, ended := map[int]store.PeriodCount{}, map[int]store.PeriodCount{}
	for _, each := range v.([]any) {
		parts := each.([]any)
		void, _ := parts[2].(bool)
		addPeriod(began, parts[0], intOf(parts[3]), void)
		addPeriod(ended, parts[1], intOf(parts[3]), void)
	}
	return store.SeriesResult{Began: inOrder(began), Ended: inOrder(ended)}
}

func addPeriod(to map[int]store.PeriodCount, period any, rows int, void bool) {
	if period == nil {
		return
	}
	at := intOf(period)
	c := to[at]
	c.Period, c.Count = at, c.Count+rows
	if void {
		c.Void += rows
	}
	to[at] = c
}

func inOrder(periods map[int]store.PeriodCount) (list []store.PeriodCount) {
	for _, at := range slices.Sorted(maps.Keys(periods)) {
		list = append(list, periods[at])
	}
	return list
}
