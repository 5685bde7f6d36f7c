package cost

import (
	"math"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// work is a number of units of each kind.
type work [Pairs + 1]float64

// plus adds other work, a number of times.
func (w *work) plus(other work, times float64) {
	for k, units := range other {
		w[k] += times * units
	}
}

// addAll adds work of all kinds, a number of times.
func (e *estimator) addAll(w work, times float64) {
	for k, units := range w {
		e.add(Kind(k), times*units)
	}
}

// smallDict is the number of different values up to which the embedded store compares each of
// them once, instead of comparing the value of each row.
const smallDict = 4096

// test returns the work of testing a row, out of a number of rows. What is done once for all
// rows is added at once.
func (e *estimator) test(g *group, p plan.Predicate, rows float64) (w work) {
	switch p := p.(type) {
	case nil:
	case plan.All:
		return e.testList(g, p, rows, func(met float64) float64 { return met })
	case plan.Any:
		return e.testList(g, p, rows, func(met float64) float64 { return 1 - met })
	case *plan.Compare:
		return e.testValue(g, p)
	case *plan.Refers:
		e.add(Filter, float64(len(p.Refs)*plan.UnitsLookup))
		w[Filter] = plan.UnitsCompare
	case *plan.Within:
		// Only places between two latitudes are put on the sphere.
		w[Filter] = plan.UnitsCompare + plan.UnitsPlace*not(e.meets(g, p), p.Not)
	case *plan.IsType, *plan.Active:
		w[Filter] = plan.UnitsCompare
	case *plan.Related:
		relations := e.relationsOn(p.Side, p.Deprecated)
		met := max(e.meets(relations, p.Where), atLeast)
		visits := e.degrees(g, p.Side, p.Deprecated).mean(func(n float64) float64 { return (1 - math.Pow(1-met, n)) / met })
		return e.testRelations(relations, p.Where, visits, rows)
	case *plan.Count:
		visits := e.degrees(g, p.Side, p.Deprecated).relations()
		return e.testRelations(e.relationsOn(p.Side, p.Deprecated), p.Where, visits, rows)
	case *plan.HasPart:
		parts := g.parts(p.Field)
		met := max(e.meets(parts, p.Where), atLeast)
		return e.testRelations(parts, p.Where, (1-math.Exp(-parts.n*met))/met, rows)
	case *plan.AtEnd:
		ends := e.at(p.End)
		entities := 0.0
		for i := range ends.of {
			if d := ends.of[i].objects.Sides[p.End.Side.Name]; d != nil {
				entities += float64(sum(d.Entities))
			}
		}
		inner := e.test(ends, p.Where, min(rows, entities))
		if !plan.VisitsOthers(p.Where) {
			return inner
		}
		// The result is remembered for each entity.
		w[Filter] = plan.UnitsCompare
		w.plus(inner, min(1, ratio(entities, rows)))
	default:
		panic(plan.Unhandled(p))
	}
	return w
}

// testList returns the work of testing a row for several conditions, until the result is known.
// Those that visit other rows are tested last. goesOn returns the probability that the next one
// is tested.
func (e *estimator) testList(g *group, list []plan.Predicate, rows float64, goesOn func(met float64) float64) (w work) {
	reached := 1.0
	for _, late := range []bool{false, true} {
		for _, p := range list {
			if plan.VisitsOthers(p) == late {
				w.plus(e.test(g, p, rows*reached), reached)
				reached *= goesOn(e.meets(g, p))
			}
		}
	}
	return w
}

// testRelations returns the work of testing a number of relations or parts of a row.
func (e *estimator) testRelations(g *group, where plan.Predicate, visits, rows float64) (w work) {
	w[Filter] = plan.UnitsCompare
	if isTrue(where) {
		return w
	}
	w[Related] = visits * plan.UnitsRow
	w.plus(e.test(g, where, rows*visits), visits)
	return w
}

// isTrue reports whether every object meets a condition.
func isTrue(p plan.Predicate) bool {
	switch p := p.(type) {
	case nil:
		return true
	case plan.All:
		return !slices.ContainsFunc(p, func(each plan.Predicate) bool { return !isTrue(each) })
	case plan.Any:
		return slices.ContainsFunc(p, isTrue)
	case *plan.AtEnd:
		return isTrue(p.Where)
	case *plan.Compare, *plan.Refers, *plan.IsType, *plan.Related, *plan.Count, *plan.HasPart, *plan.Active, *plan.Within:
		return false
	default:
		panic(plan.Unhandled(p))
	}
}

// testValue returns the work of comparing a value of a row.
func (e *estimator) testValue(g *group, p *plan.Compare) (w work) {
	w[Filter] = plan.UnitsCompare
	items, bytes := g.values(p.Field)
	if p.Field.List {
		w[Filter] = max(items, 1) * plan.UnitsCompare
	}
	if !comparesText(p) {
		e.add(Filter, float64(len(p.Values)*plan.UnitsLookup))
		return w
	}
	each := textUnits(bytes)
	if p.Op == plan.Matches {
		each *= float64(len(p.Values))
	}
	if p.Field.Prose && (p.Op == plan.Matches || p.Op == plan.Folds) {
		each += bytes / 2 // the text is folded first
	}
	if n := g.distinct(p.Field); n <= smallDict {
		e.add(Text, n*(plan.UnitsCompare+each))
	} else {
		w[Text] = items * each
	}
	return w
}

// textUnits is plan.TextUnits for a mean number of bytes.
func textUnits(bytes float64) float64 { return float64(plan.TextUnits(int(bytes))) }

// comparesText reports whether a comparison reads the text of each value, as no index has it.
func comparesText(p *plan.Compare) bool {
	switch p.Op {
	case plan.Contains, plan.StartsWith, plan.EndsWith, plan.Matches:
		return true
	case plan.Gt, plan.Gte, plan.Lt, plan.Lte:
		return p.Field.Scalar == model.Text
	case plan.Folds:
		return p.Field.Prose
	case plan.Eq, plan.In, plan.IsNull:
	}
	return false
}

// distinct returns the number of different values of a field in the table.
func (g *group) distinct(f *model.Field) float64 {
	n := 0
	for i := range g.of {
		if v := g.of[i].objects.Fields[f.Path()]; v != nil {
			n = max(n, v.Distinct)
		}
	}
	return float64(n)
}
