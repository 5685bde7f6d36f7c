package cost

import (
	"math"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
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
		if contradicts(p) {
			return 0
		}
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
	case *plan.Within:
		return not(near(s, p), p.Not)
	case *plan.Active:
		if s.typ.Kind == model.Entity && !s.typ.HasPeriod() {
			return not(1, p.Not)
		}
		return half
	default:
		panic(plan.Unhandled(p))
	}
}

// contradicts reports whether two of several conditions obviously exclude each other: a field has
// a value and has not, an entity has relations and has none.
func contradicts(all plan.All) bool {
	for i, p := range all {
		for _, q := range all[:i] {
			if excludes(p, q) || excludes(q, p) {
				return true
			}
		}
	}
	return false
}

func excludes(p, q plan.Predicate) bool {
	switch p := p.(type) {
	case *plan.Compare:
		q, ok := q.(*plan.Compare)
		if !ok || p.Field != q.Field || p.Field.List || p.Not || p.Op != plan.Eq {
			return false
		}
		return q.Op == plan.Eq && q.Not == (q.Values[0] == p.Values[0]) || q.Op == plan.IsNull && !q.Not
	case *plan.Related:
		q, ok := q.(*plan.Related)
		return ok && p.Side == q.Side && p.Deprecated == q.Deprecated && p.None && !q.None && isTrue(p.Where)
	case *plan.HasPart:
		q, ok := q.(*plan.HasPart)
		return ok && p.Field == q.Field && p.None && !q.None && isTrue(p.Where)
	case nil, plan.All, plan.Any, *plan.Refers, *plan.IsType, *plan.Count, *plan.AtEnd, *plan.Active, *plan.Within:
		return false
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
	total, some := 0.0, 0.0
	for _, d := range e.degrees(g, p.Side, p.Deprecated) {
		total += d.probability * holds(p, d.relations, each)
		some += d.probability
	}
	return total + max(1-some, 0)*holds(p, 0, each)
}

// holds returns the probability that a comparison of a number of relations holds, if each of n
// relations counts with the same probability. Their number then follows Poisson's law, roughly.
func holds(p *plan.Count, n, each float64) float64 {
	below, equal := 0.0, math.Exp(-n*each)
	for i := range min(p.N, maxCounted) {
		below += equal
		equal *= n * each / float64(i+1)
	}
	switch p.Op {
	case plan.Gt:
		return 1 - below - equal
	case plan.Gte:
		return 1 - below
	case plan.Lt:
		return below
	case plan.Lte:
		return below + equal
	}
	return equal
}

// maxCounted bounds the number with which relations are compared when a probability is computed.
const maxCounted = 1000

// clustered is the distance in kilometres within which most of the places of a dataset are assumed
// to be: statistics do not tell where.
const clustered = 2000

// near returns the part of the objects with a place near another one.
func near(s *share, p *plan.Within) float64 {
	latitude, _ := p.Field.Position()
	if s.objects.Fields[latitude.Path()] == nil {
		return 0
	}
	return s.present(latitude) * max(min(p.Km/clustered, 1), atLeast)
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

// comparison is a comparison with the objects of one kind.
type comparison struct {
	objects *store.Objects
	with    *plan.Compare
}

// compares returns the part of the objects whose value meets a comparison, before its Not.
func (e *estimator) compares(s *share, p *plan.Compare) float64 {
	key := comparison{s.objects, p}
	met, known := e.compared[key]
	if !known {
		met = e.comparesOnce(s, p)
		e.compared[key] = met
	}
	return met
}

func (e *estimator) comparesOnce(s *share, p *plan.Compare) float64 {
	v := s.objects.Fields[p.Field.Path()]
	if v == nil || s.objects.Count == 0 {
		if p.Op == plan.IsNull {
			return 1
		}
		return 0
	}
	present := s.present(p.Field)
	if p.Op == plan.IsNull {
		return 1 - present
	}
	if known, share := e.commonShare(v, p); known {
		return min(present*share, 1)
	}
	each := 0.0
	switch p.Op {
	case plan.Eq, plan.In:
		each = v.Same * float64(len(p.Values))
	case plan.Folds:
		each = v.Same
	case plan.Gt, plan.Gte, plan.Lt, plan.Lte:
		if each = half; p.Field.Scalar == model.Text && textOf(p) == "" {
			each = not(1, p.Op == plan.Lt || p.Op == plan.Lte)
		}
	case plan.Contains, plan.StartsWith, plan.EndsWith:
		each = max(e.textShare(p.Op, textOf(p), ratio(float64(v.Bytes), float64(v.Items))), atLeast)
	case plan.Matches:
		each = 1
		for _, w := range p.Values {
			each = min(each, ratio(e.exact(w.Text), e.entities))
		}
	case plan.IsNull:
	}
	return present * min(each*ratio(float64(v.Items), float64(v.Present)), 1)
}

// commonShare returns the number of values that meet a comparison, by object that has a value,
// if the common values of the field are known and are most of its values.
func (e *estimator) commonShare(v *store.Values, p *plan.Compare) (known bool, share float64) {
	common, met := 0, 0
	for value, n := range v.Common {
		common += n
		if e.meetsText(value, p) {
			met += n
		}
	}
	if 2*common < v.Items || p.Field.Scalar != model.Text && p.Field.Scalar != model.EnumValue && p.Op != plan.Eq && p.Op != plan.In {
		return false, 0
	}
	if rest := v.Distinct - len(v.Common); met == 0 && rest > 0 && (p.Op == plan.Eq || p.Op == plan.In) {
		return true, float64(len(p.Values)) * ratio(float64(v.Items-common), float64(rest)*float64(v.Present))
	}
	return true, ratio(float64(met), float64(v.Present))
}

// meetsText reports whether a value, as text, meets a comparison.
func (e *estimator) meetsText(value string, p *plan.Compare) bool {
	text := textOf(p)
	switch p.Op {
	case plan.Eq, plan.In:
		return slices.ContainsFunc(p.Values, func(v model.Value) bool { return v.String() == value })
	case plan.Gt:
		return value > text
	case plan.Gte:
		return value >= text
	case plan.Lt:
		return value < text
	case plan.Lte:
		return value <= text
	case plan.Contains:
		return strings.Contains(value, text)
	case plan.StartsWith:
		return strings.HasPrefix(value, text)
	case plan.EndsWith:
		return strings.HasSuffix(value, text)
	case plan.Folds:
		return e.fold(value) == text
	case plan.Matches:
		folded := e.fold(value)
		return !slices.ContainsFunc(p.Values, func(w model.Value) bool { return !strings.Contains(folded, w.Text) })
	case plan.IsNull:
	}
	return false
}

// fold returns the folded form of a common value.
func (e *estimator) fold(value string) string {
	folded, known := e.folded[value]
	if !known {
		folded = model.Fold(value)
		e.folded[value] = folded
	}
	return folded
}

// textOf returns the text that a value is compared with.
func textOf(p *plan.Compare) string {
	if len(p.Values) == 0 {
		return ""
	}
	return p.Values[0].Text
}
