package cost

import (
	"math"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// candidatesFor estimates the search for actors that have worked with the participants of an
// initiative, or with the partners of an actor. The partners of an actor that is not among the
// best-connected are assumed to be as many as the participants of an initiative.
func (e *estimator) candidatesFor(q *plan.Candidates, asked *plan.GraphQuery) found {
	p := e.model.Participation
	size, partners := e.sizesAt(p.To, q.For)
	own, _ := e.sizesAt(p.From)
	meets := e.meets(e.at(p.From), q.Where)
	all := e.all(p, false).n
	if hub := e.hub(q.For); hub != nil && hub[p.To.Side.Name] == 0 {
		partners = fresh(float64(hub[p.From.Side.Name])*size, e.at(p.From).n)
	}
	theirs := fresh(partners*own, all)
	e.testEnds(p.To, q.In, theirs)
	theirs *= e.meets(e.at(p.To), q.In)
	if q.On != nil {
		partners, theirs = partners*half, theirs*half
	}
	initiatives := fresh(theirs, e.at(p.To).n)
	visited := fresh(initiatives*size, all)
	e.testEnds(p.From, q.Where, visited)
	reached := visited * meets
	if q.On != nil {
		reached *= half
	}
	e.add(Walk, selected(partners, partners, all)+selected(theirs, theirs, all)+selected(visited, reached, all)+(theirs+reached)*unitsIncidence)
	e.add(Walk, (2+partners+initiatives)*plan.UnitsLookup+visited*plan.UnitsRow)
	e.add(Pairs, min(theirs*size*meets, float64(asked.Pairs))/pairsPerUnit+reached*plan.UnitsRow)
	candidates := min(reached, e.at(p.From).n)
	page := min(candidates, float64(q.Page.Limit))
	e.add(Sort, sortUnits(candidates))
	e.ranks(p.From, min(candidates, 4*page))
	if q.Because > 0 {
		e.ranks(p.From, partners)
	}
	return found{objects: 1, by: p.From.Side, sizes: map[string]float64{
		"nodes": page, "edges": page, "because": min(float64(q.Because), partners, 2),
	}}
}

// testEnds adds the work of testing the entities at one end of relations. The result of an
// expensive test is remembered for each entity.
func (e *estimator) testEnds(end *model.End, where plan.Predicate, relations float64) {
	if plan.VisitsOthers(where) {
		relations = min(relations, e.all(end.Target, false).n)
	}
	e.addAll(e.test(e.at(end), where, relations), relations)
}

// fresh is the number of different items among n that are drawn from a number of them.
func fresh(n, of float64) float64 { return of * (1 - math.Exp(-ratio(n, of))) }

// unitsIncidence is for each participation that is listed by its actor and by its initiative.
const unitsIncidence = 8 * plan.UnitsRow

// selected is the work of reading the participations of many actors or initiatives, of which some
// are found: those visited are brought into order unless they are so many that all are read.
func selected(visited, found, all float64) float64 {
	placed := 2 * found * unitsPlace * plan.UnitsRow
	if visited > all/fanOut {
		return all*plan.UnitsRow + placed
	}
	return visited*plan.UnitsRow + sortUnits(visited) + placed
}
