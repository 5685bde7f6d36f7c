package storetest

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// match reports whether an entity, a relation or a part meets a condition.
func (o *oracle) match(x *store.Object, p plan.Predicate) bool {
	such := func(q plan.Predicate) bool { return o.match(x, q) }
	switch p := p.(type) {
	case plan.All:
		return !slices.ContainsFunc(p, func(q plan.Predicate) bool { return !such(q) })
	case plan.Any:
		return slices.ContainsFunc(p, such)
	case *plan.Compare:
		return compares(x, p) != p.Not
	case *plan.Refers:
		return o.refers(x, p) != p.Not
	case *plan.IsType:
		return p.Types.Has(x.Type)
	case *plan.Related:
		return (o.count(x, p.Side, p.Deprecated, p.Where) > 0) != p.None
	case *plan.Count:
		return counts(o.count(x, p.Side, p.Deprecated, p.Where), p.Op, p.N) != p.Not
	case *plan.HasPart:
		return slices.ContainsFunc(x.Objects(p.Field), func(part *store.Object) bool { return o.match(part, p.Where) }) != p.None
	case *plan.AtEnd:
		return o.match(o.at(x, p.End), p.Where)
	case *plan.Active:
		return o.active(x, p.From, p.To) != p.Not
	case *plan.Within:
		return within(x, p) != p.Not
	case nil:
		return true
	default:
		panic(plan.Unhandled(p))
	}
}

// compares reports whether a value of a field satisfies a comparison. A missing value only
// satisfies IsNull.
func compares(x *store.Object, p *plan.Compare) bool {
	have := values(x, p.Field)
	if p.Op == plan.IsNull {
		return len(have) == 0
	}
	return slices.ContainsFunc(have, func(v model.Value) bool { return compare(v, p.Op, p.Values) })
}

func compare(v model.Value, op plan.Op, with []model.Value) bool {
	switch op {
	case plan.Eq, plan.In:
		return slices.Contains(with, v)
	case plan.Gt:
		return stored(v, with[0]) > 0
	case plan.Gte:
		return stored(v, with[0]) >= 0
	case plan.Lt:
		return stored(v, with[0]) < 0
	case plan.Lte:
		return stored(v, with[0]) <= 0
	case plan.Contains:
		return strings.Contains(v.Text, with[0].Text)
	case plan.StartsWith:
		return strings.HasPrefix(v.Text, with[0].Text)
	case plan.EndsWith:
		return strings.HasSuffix(v.Text, with[0].Text)
	case plan.Folds:
		return model.Fold(v.Text) == with[0].Text
	case plan.Matches:
		have := model.Words(model.Fold(v.Text))
		return !slices.ContainsFunc(with, func(word model.Value) bool { return !slices.Contains(have, word.Text) })
	}
	panic(fmt.Sprintf("storetest: the oracle does not know the comparison %d", op))
}

// stored compares a stored value with an argument: texts by code points, enums by name, the
// first day of a date with a day.
func stored(v, with model.Value) int {
	switch v.Kind {
	case model.Date:
		return ascending(int64(firstDay(v)), with.Int)
	case model.Float:
		return ascending(v.Float, with.Float)
	case model.Int, model.Cents, model.Boolean:
		return ascending(v.Int, with.Int)
	}
	return ascending(v.Text, with.Text)
}

func ascending[T int64 | float64 | string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func counts(n int, op plan.Op, with int64) bool {
	return compare(model.IntValue(int64(n)), op, []model.Value{model.IntValue(with)})
}

// refers reports whether an entity, or the entity that a part refers to, is one of the named
// entities.
func (o *oracle) refers(x *store.Object, p *plan.Refers) bool {
	id := x.ID
	if p.Field != nil {
		id = x.Ref(p.Field)
	}
	return slices.ContainsFunc(p.Refs, func(ref string) bool {
		e := o.find(ref)
		return e != nil && e.ID == id
	})
}

// count returns the number of matching relations of an entity on a side. If the entity's type
// lacks the side, it is 0.
func (o *oracle) count(e *store.Object, s *model.Side, old bool, where plan.Predicate) (n int) {
	for _, r := range o.beside(e, s, old) {
		if o.match(r, where) {
			n++
		}
	}
	return n
}

// active reports whether an entity or a relation is active on any day between from and to; a
// missing bound is none.
func (o *oracle) active(r *store.Object, from, to model.Days) bool {
	first, last := o.bounds(r)
	if first != nil {
		from = max(from, *first)
	}
	if last != nil {
		to = min(to, *last)
	}
	return from <= to
}

// bounds returns the first day of a relation's `since` and the last day of its `until`. If one of
// these is missing, the `start` or `end` of the initiative that the relation belongs to applies;
// if that is missing too, the bound is nil.
func (o *oracle) bounds(r *store.Object) (first, last *model.Days) {
	if r.Type.Kind == model.Entity {
		return entityBounds(r)
	}
	since, until := r.Value(r.Type.Field("since")), r.Value(r.Type.Field("until"))
	if within := r.Type.Within; within != nil {
		initiative := o.at(r, within)
		if since.Null() {
			since = fieldOf(initiative, "start")
		}
		if until.Null() {
			until = fieldOf(initiative, "end")
		}
	}
	if !since.Null() {
		day := firstDay(since)
		first = &day
	}
	if !until.Null() {
		day := lastDay(until)
		last = &day
	}
	return first, last
}

// entityBounds returns the first day of an entity's `start` or, for a call, of the day on which it
// opens, and the last day of its `end` or, for a call, of the latest of its deadlines. An event
// without an end ends with its start. Any other bound is nil.
func entityBounds(e *store.Object) (first, last *model.Days) {
	start, end := fieldOf(e, "start"), fieldOf(e, "end")
	switch e.Type.Name {
	case "Event":
		if end.Null() {
			end = start
		}
	case "Call":
		start = fieldOf(e, "opens")
		for _, v := range e.Values(e.Type.Field("deadlines")) {
			if end.Null() || lastDay(v) > lastDay(end) {
				end = v
			}
		}
	}
	if !start.Null() {
		day := firstDay(start)
		first = &day
	}
	if !end.Null() {
		day := lastDay(end)
		last = &day
	}
	return first, last
}

// fieldOf returns a value by the name of its field. The value is missing if the type lacks the
// field.
func fieldOf(o *store.Object, name string) model.Value {
	if f := o.Type.Field(name); f != nil {
		return o.Value(f)
	}
	return model.Value{}
}

func firstDay(v model.Value) model.Days {
	first, _ := days(v)
	return first
}

func lastDay(v model.Value) model.Days {
	_, last := days(v)
	return last
}

// days returns the first and the last day of a stored date.
func days(v model.Value) (first, last model.Days) {
	first, last, err := model.ParseDate(v.Text)
	if err != nil {
		panic("storetest: the graph has an invalid date: " + err.Error())
	}
	return first, last
}
