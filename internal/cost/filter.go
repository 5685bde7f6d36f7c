package cost

import (
	"math"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// The parts of the objects that are assumed to meet a condition, where statistics do not tell.
const (
	// half is assumed for ranges and periods.
	half = 0.5
	// atLeast bounds what is assumed from below, so that a page is not expected to be searched
	// for ever.
	atLeast = 1e-6
)

// meets returns the part of the objects that meet a condition.
func (e *estimator) meets(g *group, p plan.Predicate) float64 {
	return g.mean(func(s *share) float64 {
		return e.probability(&group{n: g.n, of: []share{{s.typ, s.objects, 1}}, by: g.by, deprecated: g.deprecated}, p)
	})
}

// probability returns the same for objects of one kind.
func (e *estimator) probability(g *group, p plan.Predicate) float64 {
	s := &g.of[0]
	switch p := p.(type) {
	case nil:
		return 1
	case plan.All:
		all := 1.0
		for _, each := range p {
			all *= e.probability(g, each)
		}
		return all
	case plan.Any:
		none := 1.0
		for _, each := range p {
			none *= 1 - e.probability(g, each)
		}
		return 1 - none
	case *plan.Compare:
		return not(e.compares(s, p), p.Not)
	case *plan.Refers:
		return not(e.refers(s, p), p.Not)
	case *plan.IsType:
		return g.types(p.Types)
	case *plan.Related:
		found := e.related(g, p.Side, p.Where, p.Deprecated)
		return not(found, p.None)
	case *plan.Count:
		return not(e.counts(g, p), p.Not)
	case *plan.HasPart:
		parts := g.parts(p.Field)
		return not(1-math.Exp(-parts.n*e.meets(parts, p.Where)), p.None)
	case *plan.AtEnd:
		return e.meets(e.at(p.End), p.Where)
	case *plan.Active:
		return half
	default:
		panic(plan.Unhandled(p))
	}
}

func not(probability float64, negated bool) float64 {
	probability = min(max(probability, 0), 1)
	if negated {
		return 1 - probability
	}
	return probability
}

// related returns the part of the entities with a relation that meets a condition.
func (e *estimator) related(g *group, side *model.Side, where plan.Predicate, deprecated bool) float64 {
	each := e.meets(e.relationsOn(side, deprecated), where)
	return e.degrees(g, side, deprecated).mean(func(n float64) float64 { return 1 - math.Pow(1-each, n) })
}

// relationsOn returns the relations that entities have on a side.
func (e *estimator) relationsOn(side *model.Side, deprecated bool) *group {
	return e.all(side.Relation, deprecated)
}

// counts returns the part of the entities whose number of relations meets a comparison.
func (e *estimator) counts(g *group, p *plan.Count) float64 {
	each := e.meets(e.relationsOn(p.Side, p.Deprecated), p.Where)
	limit := float64(p.N)
	holds := func(n float64) float64 {
		met := false
		switch p.Op {
		case plan.Gt:
			met = n > limit
		case plan.Gte:
			met = n >= limit
		case plan.Lt:
			met = n < limit
		case plan.Lte:
			met = n <= limit
		default:
			met = math.Round(n) == limit
		}
		if met {
			return 1
		}
		return 0
	}
	total, some := 0.0, 0.0
	for _, d := range e.degrees(g, p.Side, p.Deprecated) {
		total += d.probability * holds(d.relations*each)
		some += d.probability
	}
	return total + max(1-some, 0)*holds(0)
}

// refers returns the part of the objects that are, or refer to, one of the entities.
func (e *estimator) refers(s *share, p *plan.Refers) float64 {
	n := float64(len(p.Refs))
	if p.Field == nil {
		return n / float64(max(s.objects.Count, 1))
	}
	sources := 1
	if p.Field.Of != nil {
		for _, t := range p.Field.Of.Members {
			sources += e.objects(t).Count
		}
	}
	return n * s.present(p.Field) / float64(sources)
}

// compares returns the part of the objects whose value meets a comparison, before its Not.
func (e *estimator) compares(s *share, p *plan.Compare) float64 {
	v := s.objects.Fields[p.Field.Path()]
	if v == nil || s.objects.Count == 0 {
		if p.Op == plan.IsNull {
			return 1
		}
		return 0
	}
	present := s.present(p.Field)
	each := 0.0
	switch p.Op {
	case plan.IsNull:
		return 1 - present
	case plan.Eq, plan.In:
		each = v.Same * float64(len(p.Values))
	case plan.Folds:
		each = v.Same
	case plan.Gt, plan.Gte, plan.Lt, plan.Lte:
		each = half
	case plan.Contains, plan.StartsWith, plan.EndsWith:
		each = max(math.Pow(half, float64(len(textOf(p)))), atLeast, v.Same)
	case plan.Matches:
		each = math.Pow(e.wordShare(), float64(len(p.Values)))
	}
	return present * min(each*ratio(float64(v.Items), float64(v.Present)), 1)
}

// wordShare returns the part of the entities that have a word that somebody asks for, if common
// words are asked for more often.
func (e *estimator) wordShare() float64 {
	return ratio(e.hits(), e.all(e.model.AnyEntity, false).n)
}

// hits returns the number of entities with such a word.
func (e *estimator) hits() float64 {
	w := &e.statistics.Words
	return ratio(float64(w.Squares), float64(sum(w.Relations)))
}

// textOf returns the text that a value is compared with.
func textOf(p *plan.Compare) string {
	if len(p.Values) == 0 {
		return ""
	}
	return p.Values[0].Text
}
