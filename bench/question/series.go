package question

import (
	"strconv"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type seriesAnswer struct {
	Participations struct {
		Series []period `json:"series"`
	} `json:"participations"`
}

type period struct {
	Period string `json:"period"`
	Active int64  `json:"active"`
	Began  int64  `json:"began"`
	Ended  int64  `json:"ended"`
}

// series counts how many participations are active, begin and end in each year.
func series() *Question {
	return &Question{
		Name: "Series", About: "all participations by year",
		GraphQL: `query Series { participations(first: 0) { series { period active began ended } } }`,
		Cypher: `MATCH ()-[p:PARTICIPATION]->() WITH p.activeFrom AS first, p.activeUntil AS last WHERE first IS NOT NULL ` +
			`WITH first.year AS began, last.year AS ended, last < first AS void, count(*) AS many RETURN collect([began, ended, void, many])`,
		Read: func(records []*neo4j.Record) any {
			return seriesOf(records[0].Values[0].([]any))
		},
		New: func() any { return new(seriesAnswer) },
	}
}

// seriesOf adds up rows of the years of the first and the last day, whether the last is before the
// first, and their number.
func seriesOf(rows []any) *seriesAnswer {
	a := &seriesAnswer{}
	a.Participations.Series = []period{}
	if len(rows) == 0 {
		return a
	}
	began, ended, change := map[int64]int64{}, map[int64]int64{}, map[int64]int64{}
	from, to := rows[0].([]any)[0].(int64), int64(0)
	for _, each := range rows {
		row := each.([]any)
		first, many := row[0].(int64), row[3].(int64)
		void, _ := row[2].(bool)
		began[first] += many
		from, to = min(from, first), max(to, first)
		if !void {
			change[first] += many
		}
		last, known := row[1].(int64)
		if !known {
			continue
		}
		ended[last] += many
		to = max(to, last)
		if !void {
			change[last+1] -= many
		}
	}
	active := int64(0)
	for year := from; year <= to; year++ {
		active += change[year]
		a.Participations.Series = append(a.Participations.Series, period{strconv.FormatInt(year, 10), active, began[year], ended[year]})
	}
	return a
}
