package cost

import (
	"math"

	"whojoins/internal/plan"
)

// fanOut is the number of rows that the embedded store reads from an index for each row that it
// wants.
const fanOut = 4

// candidates returns the number of rows that an index yields for a condition, which include all
// rows that meet it; false if no index serves, or if they are more than limit. g is the whole
// table.
func (e *estimator) candidates(g *group, p plan.Predicate, limit float64) (rows float64, ok bool) {
	switch p := p.(type) {
	case plan.All:
		for _, each := range p {
			if n, found := e.candidates(g, each, limit); found {
				rows, ok, limit = n, true, n
			}
		}
		return rows, ok
	case plan.Any:
		for _, each := range p {
			n, found := e.candidates(g, each, limit-rows)
			if !found {
				return 0, false
			}
			rows += n
		}
		return e.sorted(rows, limit)
	case *plan.Compare:
		return e.candidatesByValue(g, p, limit)
	case *plan.Refers:
		if p.Not {
			return 0, false
		}
		e.add(Filter, float64(len(p.Refs)*plan.UnitsLookup))
		return e.sorted(g.n*e.meets(g, p), limit)
	case *plan.Related:
		if !p.None {
			return e.candidatesRelated(&plan.Count{Side: p.Side, Where: p.Where, Deprecated: p.Deprecated}, limit)
		}
	case *plan.Count:
		if p.NeedsOne() {
			return e.candidatesRelated(p, limit)
		}
	case *plan.HasPart:
		parts := g.parts(p.Field)
		if p.None {
			return 0, false
		}
		n, found := e.candidates(parts.times(parts.n*g.n), p.Where, fanOut*limit)
		if !found {
			return 0, false
		}
		e.add(Related, n*plan.UnitsSeek)
		return n, n <= limit
	case *plan.AtEnd:
		n, found := e.candidates(e.table(e.model.AnyEntity), p.Where, fanOut*limit)
		if !found {
			return 0, false
		}
		return e.sorted(n*e.degrees(e.at(p.End).unreached(), p.End.Side, false).relations(), limit)
	case *plan.Within:
		if p.Not {
			return 0, false
		}
		return e.sorted(g.n*e.meets(g, p), limit)
	case nil, *plan.IsType, *plan.Active:
	default:
		panic(plan.Unhandled(p))
	}
	return 0, false
}

// unreached returns the same entities, each of which is equally likely.
func (g *group) unreached() *group {
	other := *g
	other.by = nil
	return &other
}

func (e *estimator) candidatesByValue(g *group, p *plan.Compare, limit float64) (float64, bool) {
	if comparesText(p) && g.distinct(p.Field) > smallDict || p.Not && p.Op != plan.IsNull {
		return 0, false
	}
	e.testValue(g, p)
	rows := g.n * e.meets(g, p)
	if p.Op == plan.IsNull || p.Op == plan.Eq {
		return rows, rows <= limit
	}
	return e.sorted(rows, limit)
}

// sorted adds the work of making a set of rows, unless they are more than limit.
func (e *estimator) sorted(rows, limit float64) (float64, bool) {
	if rows > limit {
		return 0, false
	}
	e.add(Filter, sortUnits(rows))
	return rows, true
}

// candidatesRelated follows relations to the entities at their near end.
func (e *estimator) candidatesRelated(p *plan.Count, limit float64) (float64, bool) {
	relations := e.relationsOn(p.Side, p.Deprecated)
	rows, found := e.candidates(e.table(p.Side.Relation), p.Where, fanOut*limit)
	if !found {
		if rows = relations.n; rows > fanOut*limit {
			return 0, false
		}
	}
	e.add(Related, rows*plan.UnitsRow+sortUnits(rows))
	if near := e.entitiesOn(p.Side); near > 0 {
		// Several of the relations lead to the same entity.
		rows = near * (1 - math.Exp(-rows/near))
	}
	return rows, rows <= limit
}
