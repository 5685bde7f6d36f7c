package plan

import (
	"math"

	"whojoins/internal/model"
)

// filter compiles a `where` argument. At the top of a relation's own `where`,
// `deprecated: {eq: true}` selects the deprecated relations instead of the current ones.
func (c *compiler) filter(t *model.Type, w map[string]any) (p Predicate, deprecated bool) {
	f := &filter{compiler: c}
	p = f.object(t, w, false)
	return p, onlyDeprecated(t, w)
}

func onlyDeprecated(t *model.Type, w map[string]any) bool {
	ops, _ := w["deprecated"].(map[string]any)
	on, _ := ops["eq"].(bool)
	return on && t.Kind == model.Relation
}

// filter compiles one `where` into negation normal form: negations are pushed down to the
// comparisons while the input is read.
type filter struct {
	*compiler
	predicates, depth, relations int
}

// and returns the conjunction of the parts or, under a Not, the disjunction of their
// negations. Parts that are always true or always false are folded away.
func and(not bool, parts []Predicate) Predicate {
	if not {
		return flatten[Any, All](parts)
	}
	return flatten[All, Any](parts)
}

// or returns the disjunction of the parts or, under a Not, the conjunction of their
// negations.
func or(not bool, parts []Predicate) Predicate { return and(!not, parts) }

// flatten joins predicates to a list of one kind, All or Any: lists of the same kind are
// merged into it, an empty list of the other kind decides the whole, and a list of one
// predicate is that predicate.
func flatten[same, other interface {
	~[]Predicate
	Predicate
}](parts []Predicate) Predicate {
	var out same
	for _, p := range parts {
		if list, ok := p.(same); ok {
			out = append(out, list...)
			continue
		}
		if list, ok := p.(other); ok && len(list) == 0 {
			return list
		}
		out = append(out, p)
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// always returns the constant true or false.
func always(yes bool) Predicate {
	if yes {
		return All{}
	}
	return Any{}
}

// object compiles the `where` of an entity, a relation, a part, or an embedded object.
func (f *filter) object(t *model.Type, w map[string]any, not bool) Predicate {
	if f.depth++; f.depth > f.Limits.FilterDepth {
		f.fail(Over(TooComplex, "filterDepth", f.depth, f.Limits.FilterDepth, "flatten it, or send several requests", "levels of a nested `where`"))
	}
	f.input(1)
	defer func() { f.depth-- }()
	if f.err != nil {
		return All{}
	}
	parts := f.fields(t.AllFields, w, not)
	for _, s := range t.AllSides {
		if v, ok := w[s.Name].(map[string]any); ok {
			parts = append(parts, f.side(s, v, not))
		}
	}
	if t.Kind == model.Relation {
		parts = append(parts, f.ends(t, w, not)...)
	}
	if t.HasPeriod() {
		parts = append(parts, f.active(w, not)...)
	}
	if list, ok := w["AND"].([]any); ok {
		parts = append(parts, and(not, f.each(t, list, not)))
	}
	if list, ok := w["OR"].([]any); ok {
		parts = append(parts, or(not, f.each(t, list, not)))
	}
	if v, ok := w["NOT"].(map[string]any); ok {
		parts = append(parts, f.object(t, v, !not))
	}
	return and(not, parts)
}

func (f *filter) each(t *model.Type, list []any, not bool) []Predicate {
	parts := make([]Predicate, 0, len(list))
	for _, item := range list {
		if f.err != nil {
			break
		}
		w, _ := item.(map[string]any)
		parts = append(parts, f.object(t, w, not))
	}
	return parts
}

func (f *filter) fields(fields []*model.Field, w map[string]any, not bool) []Predicate {
	var parts []Predicate
	for _, field := range fields {
		v := w[field.Name]
		if v == nil {
			continue
		}
		ops, _ := v.(map[string]any)
		switch field.Scalar {
		case model.Embedded:
			parts = append(parts, and(not, f.embedded(field, ops, not)))
		case model.Parts:
			parts = append(parts, f.parts(field, ops, not))
		case model.Reference:
			if id, ok := v.(string); ok {
				f.predicate()
				parts = append(parts, &Refers{Field: field, Refs: []string{id}, Not: not})
			}
		default:
			if on, ok := v.(bool); ok {
				ops = map[string]any{"eq": on}
			}
			parts = append(parts, and(not, f.comparisons(field, ops, not)))
		}
	}
	return parts
}

// embedded compiles the conditions on an embedded object: on its parts, on its distance, and isNull
// of the part that is never null where the object exists.
func (f *filter) embedded(field *model.Field, ops map[string]any, not bool) []Predicate {
	parts := append(f.fields(field.Leaves, ops, not), f.within(field, ops, not)...)
	if missing, ok := ops["isNull"].(bool); ok {
		parts = append(parts, f.comparisons(field.Required(), map[string]any{"isNull": missing}, not)...)
	}
	return parts
}

// ends compiles the conditions on the two ends of a relation.
func (f *filter) ends(t *model.Type, w map[string]any, not bool) []Predicate {
	var parts []Predicate
	for _, e := range []*model.End{t.From, t.To} {
		if v, ok := w[e.Name].(map[string]any); ok {
			// An end is on the same level as the relation.
			f.depth--
			parts = append(parts, atEnd(e, f.object(e.Target, v, not)))
			f.depth++
		}
	}
	return parts
}

// active compiles the conditions on the dates of an entity or a relation.
func (f *filter) active(w map[string]any, not bool) []Predicate {
	var parts []Predicate
	if text, ok := w["activeOn"].(string); ok {
		f.predicate()
		day, _ := f.date("activeOn", text)
		parts = append(parts, &Active{From: day, To: day, Not: not})
	}
	if v, ok := w["activeDuring"].(map[string]any); ok {
		if a := f.during(v, not); a != nil {
			parts = append(parts, a)
		} else {
			parts = append(parts, always(!not))
		}
	}
	return parts
}

// atEnd folds constants, since an end is never missing.
func atEnd(e *model.End, p Predicate) Predicate {
	if all, ok := p.(All); ok && len(all) == 0 {
		return p
	}
	if alternatives, ok := p.(Any); ok && len(alternatives) == 0 {
		return p
	}
	return &AtEnd{End: e, Where: p}
}

// during compiles activeDuring; nil without bounds.
func (f *filter) during(v map[string]any, not bool) Predicate {
	from, hasFrom := v["from"].(string)
	to, hasTo := v["to"].(string)
	if !hasFrom && !hasTo {
		return nil
	}
	f.predicate()
	a := &Active{From: math.MinInt32, To: math.MaxInt32, Not: not}
	if hasFrom {
		a.From, _ = f.date("activeDuring.from", from)
	}
	if hasTo {
		_, a.To = f.date("activeDuring.to", to)
	}
	if a.From > a.To {
		f.fail(Errorf(BadUserInput, "give the earlier date as `from`", "`activeDuring` goes from %s to %s", Clip(from), Clip(to)))
	}
	return a
}

func (f *filter) date(name, text string) (first, last model.Days) {
	first, last, err := model.ParseDate(Clip(text))
	if err != nil {
		f.fail(Errorf(BadUserInput, "", "`%s`: %s", name, err))
	}
	return first, last
}

// predicate counts a comparison.
func (f *filter) predicate() {
	if f.predicates++; f.predicates > f.Limits.Predicates {
		f.fail(Over(TooComplex, "predicates", f.predicates, f.Limits.Predicates, "use `in` instead of many `eq`, or send several requests", "comparisons of one `where`"))
	}
}

// parts compiles {some, none} of a list of objects.
func (f *filter) parts(field *model.Field, ops map[string]any, not bool) Predicate {
	var parts []Predicate
	for _, name := range []string{"some", "none"} {
		if w, ok := ops[name].(map[string]any); ok {
			f.predicate()
			parts = append(parts, &HasPart{Field: field, Where: f.object(field.Object, w, false), None: (name == "none") != not})
		}
	}
	return and(not, parts)
}

// side compiles {some, none, all, single, count} of a connection.
func (f *filter) side(s *model.Side, ops map[string]any, not bool) Predicate {
	if f.relations++; f.relations > f.Limits.RelationFilters {
		f.fail(Over(TooComplex, "relationFilters", f.relations, f.Limits.RelationFilters, "filter from the other end, or send several requests", "levels of nested relation filters"))
	}
	defer func() { f.relations-- }()
	var parts []Predicate
	for _, name := range []string{"some", "none", "all", "single"} {
		w, ok := ops[name].(map[string]any)
		if !ok {
			continue
		}
		f.predicate()
		// All match when none does not.
		where := f.object(s.Relation, w, name == "all")
		deprecated := onlyDeprecated(s.Relation, w)
		if name == "single" {
			parts = append(parts, &Count{Side: s, Where: where, Deprecated: deprecated, Op: Eq, N: 1, Not: not})
		} else {
			parts = append(parts, &Related{Side: s, Where: where, Deprecated: deprecated, None: (name != "some") != not})
		}
	}
	if v, ok := ops["count"].(map[string]any); ok {
		parts = append(parts, and(not, f.counts(s, v, not)))
	}
	return and(not, parts)
}

func (f *filter) counts(s *model.Side, ops map[string]any, not bool) []Predicate {
	w, _ := ops["where"].(map[string]any)
	where, deprecated := f.object(s.Relation, w, false), onlyDeprecated(s.Relation, w)
	var parts []Predicate
	for _, o := range countOps {
		n, ok := ops[o.name].(int64)
		if !ok {
			continue
		}
		f.predicate()
		p := &Count{Side: s, Where: where, Deprecated: deprecated, Op: o.op, N: n}
		if not {
			p.Op, p.Not = o.opposite, o.op == Eq
		}
		parts = append(parts, p)
	}
	return parts
}

// countOps are the comparisons of a count, each with its opposite.
var countOps = []struct {
	name         string
	op, opposite Op
}{{"eq", Eq, Eq}, {"gt", Gt, Lte}, {"gte", Gte, Lt}, {"lt", Lt, Gte}, {"lte", Lte, Gt}}
