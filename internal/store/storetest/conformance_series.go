package storetest

import "testing"

// series tests how many items are active, begin and end in each period.
func (s *suite) series(t *testing.T) {
	for _, row := range []struct{ says, query, want string }{
		{"inherited dates count, open relations go on, and what has no first day is left out",
			`{ participations { series { period start end active began ended } } }`,
			`{"participations": {"series": [
				{"period": "2018", "start": "2018-01-01", "end": "2018-12-31", "active": 2, "began": 2, "ended": 0},
				{"period": "2019", "start": "2019-01-01", "end": "2019-12-31", "active": 4, "began": 2, "ended": 0},
				{"period": "2020", "start": "2020-01-01", "end": "2020-12-31", "active": 5, "began": 1, "ended": 0},
				{"period": "2021", "start": "2021-01-01", "end": "2021-12-31", "active": 5, "began": 0, "ended": 0},
				{"period": "2022", "start": "2022-01-01", "end": "2022-12-31", "active": 9, "began": 4, "ended": 0},
				{"period": "2023", "start": "2023-01-01", "end": "2023-12-31", "active": 9, "began": 0, "ended": 1},
				{"period": "2024", "start": "2024-01-01", "end": "2024-12-31", "active": 11, "began": 3, "ended": 3},
				{"period": "2025", "start": "2025-01-01", "end": "2025-12-31", "active": 8, "began": 0, "ended": 0},
				{"period": "2026", "start": "2026-01-01", "end": "2026-12-31", "active": 8, "began": 0, "ended": 1},
				{"period": "2027", "start": "2027-01-01", "end": "2027-12-31", "active": 7, "began": 0, "ended": 0},
				{"period": "2028", "start": "2028-01-01", "end": "2028-12-31", "active": 7, "began": 0, "ended": 1}
			]}}`},
		{"by quarter, widened to whole periods", `{ jointAction(id: "action-1") { participants { series(by: QUARTER, from: "2022-11", to: "2023-04-01") { period start end active began ended } } } }`,
			`{"jointAction": {"participants": {"series": [
				{"period": "2022-Q4", "start": "2022-10-01", "end": "2022-12-31", "active": 4, "began": 4, "ended": 0},
				{"period": "2023-Q1", "start": "2023-01-01", "end": "2023-03-31", "active": 4, "began": 0, "ended": 0},
				{"period": "2023-Q2", "start": "2023-04-01", "end": "2023-06-30", "active": 4, "began": 0, "ended": 1}
			]}}}`},
		{"by month, of what matches", `{ participations(where: {role: {eq: AFFILIATED_ENTITY}}) { series(by: MONTH, from: "2023-05", to: "2023-07") { period end active began ended } } }`,
			`{"participations": {"series": [
				{"period": "2023-05", "end": "2023-05-31", "active": 1, "began": 0, "ended": 0},
				{"period": "2023-06", "end": "2023-06-30", "active": 1, "began": 0, "ended": 1},
				{"period": "2023-07", "end": "2023-07-31", "active": 0, "began": 0, "ended": 0}
			]}}`},
		{"initiatives by their own dates, also in a list of every kind",
			`{ jointActions { series { period active began ended } } actors(where: {id: {eq: "alliance-1"}}) { series(to: "2019") { period active began } } events(where: {id: {eq: "event-1"}}) { series(by: MONTH) { period active began ended } } }`,
			`{"jointActions": {"series": [
				{"period": "2019", "active": 1, "began": 1, "ended": 0}, {"period": "2020", "active": 1, "began": 0, "ended": 0},
				{"period": "2021", "active": 1, "began": 0, "ended": 0}, {"period": "2022", "active": 2, "began": 1, "ended": 0},
				{"period": "2023", "active": 2, "began": 0, "ended": 0}, {"period": "2024", "active": 3, "began": 1, "ended": 1},
				{"period": "2025", "active": 2, "began": 0, "ended": 0}, {"period": "2026", "active": 2, "began": 0, "ended": 0},
				{"period": "2027", "active": 2, "began": 0, "ended": 0}, {"period": "2028", "active": 2, "began": 0, "ended": 1}
			]}, "actors": {"series": [{"period": "2018", "active": 1, "began": 1}, {"period": "2019", "active": 1, "began": 0}]},
			"events": {"series": [{"period": "2019-03", "active": 1, "began": 1, "ended": 1}]}}`},
		{"of nothing, with and without a span", `{ successions { a: series { period } b: series(from: "2020") { period } c: series(from: "2020", to: "2021") { period active } } fundings { series(from: "2099") { period } } }`,
			`{"successions": {"a": [], "b": [], "c": [{"period": "2020", "active": 0}, {"period": "2021", "active": 0}]}, "fundings": {"series": []}}`},
	} {
		t.Run(row.says, func(t *testing.T) { s.is(t, row.query, row.want) })
	}
}
