package cost

import "whojoins/internal/plan"

// gaps estimates the lists of initiatives without a certain participant.
func (e *estimator) gaps(q *plan.Gaps, visits float64) found {
	p := e.model.Participation
	if rows := e.all(p, false); rows.n > visits {
		where := e.initiative(q.In)
		e.addAll(e.test(rows, where, rows.n), rows.n)
	}
	page := 0.0
	for _, list := range q.Lists(e.model) {
		rows := e.all(list.Type, false)
		list.Page, list.Info, list.Count = q.Page, true, true
		list.Page.After = nil
		e.connection(list, &group{n: 1}, nil)
		page += rows.n * e.meets(rows, list.Where)
	}
	page = min(page, float64(q.Page.Limit))
	e.add(Answer, page*plan.UnitsRef)
	return found{objects: 1, by: p.To.Side, sizes: map[string]float64{"nodes": page, "edges": page, "verdicts": 2}}
}
