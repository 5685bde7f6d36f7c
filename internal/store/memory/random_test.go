package memory_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// generator generates random predicates, orders and pages for a graph.
type generator struct {
	*rand.Rand
	g *store.Graph
}

// TestRandomLists compares random lists at the root with the oracle: rows, keys, counts and
// whether there are more rows.
func TestRandomLists(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			g := storetest.Random(m, seed, 60)
			a, r := newTestStore(t, g), &generator{rand.New(rand.NewPCG(seed, 2)), g}
			for range 400 {
				a.compareWithOracle(fmt.Sprintf("seed %d", seed), r.connection(a))
			}
		})
	}
}

func (r *generator) connection(a *testStore) *plan.Connection {
	types := slices.Concat(a.m.Entities, a.m.Interfaces, a.m.Relations)
	c := &plan.Connection{Type: types[r.IntN(len(types))], Count: r.IntN(2) == 0, Info: true}
	c.Deprecated = c.Type.Kind == model.Relation && r.IntN(8) == 0
	c.Where, c.Order = r.predicate(c.Type, 3), r.order(c.Type)
	keys := a.oracleAnswer(&plan.Connection{Type: c.Type, Where: plan.All{}, Order: c.Order, Deprecated: c.Deprecated, Page: plan.Page{Limit: -1}}).Keys
	c.Page = plan.Page{Limit: r.IntN(8) - 1, Backward: r.IntN(3) == 0, After: r.cursor(keys), Before: r.cursor(keys)}
	return c
}

// cursor usually returns no cursor, and otherwise the key of a row or a key between two rows.
func (r *generator) cursor(keys [][]model.Value) []model.Value {
	if len(keys) == 0 || r.IntN(3) > 0 {
		return nil
	}
	key := slices.Clone(keys[r.IntN(len(keys))])
	if last := len(key) - 1; r.IntN(3) == 0 {
		key[last].Text += "-gone"
		switch first := &key[0]; {
		case last == 0:
		case first.Kind == model.Text || first.Kind == model.EnumValue:
			first.Text += "a"
		case first.Kind == model.Int || first.Kind == model.Cents:
			first.Int += int64(r.IntN(3) - 1)
		}
	}
	return key
}

func (r *generator) order(t *model.Type) (o plan.Order) {
	for range r.IntN(3) {
		if k, ok := r.sortKey(t); ok {
			o = append(o, k)
		}
	}
	return o
}

func (r *generator) sortKey(t *model.Type) (plan.Key, bool) {
	if t.Kind == model.Relation && r.IntN(3) == 0 {
		end := []*model.End{t.From, t.To}[r.IntN(2)]
		k, ok := r.sortKey(end.Target)
		k.End = end
		return k, ok
	}
	if len(t.AllSides) > 0 && r.IntN(4) == 0 {
		return plan.Key{CountOf: t.AllSides[r.IntN(len(t.AllSides))], Desc: r.IntN(2) == 0}, true
	}
	f := t.AllFields[r.IntN(len(t.AllFields))]
	return plan.Key{Field: f, Desc: r.IntN(2) == 0}, f.Sortable()
}

// predicate returns a predicate on objects of a type, nested at most depth levels deep.
func (r *generator) predicate(t *model.Type, depth int) plan.Predicate {
	if depth == 0 {
		return r.leaf(t)
	}
	switch r.IntN(9) {
	case 0:
		return plan.All{}
	case 1:
		return plan.All{r.predicate(t, depth-1), r.predicate(t, depth-1)}
	case 2:
		return plan.Any{r.predicate(t, depth-1), r.predicate(t, depth-1)}
	case 3, 4, 5:
		switch {
		case t.Kind == model.Relation:
			end := []*model.End{t.From, t.To}[r.IntN(2)]
			return &plan.AtEnd{End: end, Where: r.predicate(end.Target, depth-1)}
		case len(t.AllSides) > 0:
			return r.onSide(t.AllSides[r.IntN(len(t.AllSides))], depth)
		}
	case 6:
		parts := slices.DeleteFunc(slices.Clone(t.AllFields), func(f *model.Field) bool { return f.Scalar != model.Parts })
		if len(parts) > 0 {
			f := parts[r.IntN(len(parts))]
			return &plan.HasPart{Field: f, Where: r.predicate(f.Object, depth-1), None: r.IntN(3) == 0}
		}
	}
	return r.leaf(t)
}

func (r *generator) onSide(s *model.Side, depth int) plan.Predicate {
	where, deprecated := r.predicate(s.Relation, depth-1), r.IntN(6) == 0
	if r.IntN(2) == 0 {
		return &plan.Related{Side: s, Where: where, Deprecated: deprecated, None: r.IntN(3) == 0}
	}
	op := []plan.Op{plan.Eq, plan.Gt, plan.Gte, plan.Lt, plan.Lte}[r.IntN(5)]
	return &plan.Count{Side: s, Where: where, Deprecated: deprecated, Op: op, N: int64(r.IntN(4)) - 1, Not: op == plan.Eq && r.IntN(2) == 0}
}

func (r *generator) leaf(t *model.Type) plan.Predicate {
	not := r.IntN(3) == 0
	switch {
	case t.Kind == model.Relation && r.IntN(4) == 0:
		from, _, _ := model.ParseDate(fmt.Sprint(1990 + r.IntN(40)))
		return &plan.Active{From: from, To: from + int32(r.IntN(2000)), Not: not}
	case t.Types&r.g.Model.AnyEntity.Types != 0 && r.IntN(8) == 0:
		return &plan.IsType{Of: t, Types: r.g.Model.Entities[r.IntN(len(r.g.Model.Entities))].Types}
	case t.Types&r.g.Model.AnyEntity.Types != 0 && r.IntN(8) == 0:
		return &plan.Refers{Refs: []string{r.reference(), r.reference(), "no-such"}, Not: not}
	}
	f := t.AllFields[r.IntN(len(t.AllFields))]
	switch f.Scalar {
	case model.Embedded:
		if f = f.Leaves[r.IntN(len(f.Leaves))]; f.Scalar == model.Parts {
			return plan.Any{}
		}
	case model.Reference:
		return &plan.Refers{Field: f, Refs: []string{r.reference()}, Not: not}
	case model.Parts:
		return plan.Any{}
	}
	return r.comparison(f, not)
}

func (r *generator) reference() string {
	o := r.g.Entities[r.IntN(len(r.g.Entities))]
	if f := r.g.Model.AnyEntity.Field("identifiers"); r.IntN(3) == 0 && len(o.Objects(f)) > 0 {
		part := o.Objects(f)[0]
		return part.Value(f.Object.Field("scheme")).Text + ":" + part.Value(f.Object.Field("value")).Text
	}
	for old, id := range r.g.Former {
		if id == o.ID && r.IntN(2) == 0 {
			return old
		}
	}
	return o.ID
}

// comparison returns a comparison of a field with values that occur in the graph.
func (r *generator) comparison(f *model.Field, not bool) plan.Predicate {
	values := r.values(f)
	if len(values) == 0 || r.IntN(8) == 0 {
		return &plan.Compare{Field: f, Op: plan.IsNull, Not: not}
	}
	v := values[r.IntN(len(values))]
	ops := []plan.Op{plan.Eq, plan.In, plan.Gt, plan.Gte, plan.Lt, plan.Lte}
	if f.Scalar == model.Text || f.Scalar == model.ID {
		ops = append(ops, plan.Contains, plan.StartsWith, plan.EndsWith, plan.Folds, plan.Matches)
	}
	p := &plan.Compare{Field: f, Op: ops[r.IntN(len(ops))], Values: []model.Value{v}, Not: not}
	switch p.Op {
	case plan.In:
		p.Values = append(p.Values, values[r.IntN(len(values))])
	case plan.Gt, plan.Gte, plan.Lt, plan.Lte:
		if f.Scalar == model.Date {
			first, last, _ := model.ParseDate(v.Text)
			p.Values[0] = model.IntValue(int64([]model.Days{first, last}[r.IntN(2)]))
		}
	case plan.Contains, plan.StartsWith, plan.EndsWith:
		if n := len(v.Text); n > 3 {
			p.Values[0].Text = []string{v.Text[:3], v.Text[n-3:], v.Text[1:3]}[r.IntN(3)]
		}
	case plan.Folds:
		p.Values[0].Text = model.Fold(v.Text)
	case plan.Matches:
		p.Values = nil
		for _, w := range model.Words(model.Fold(v.Text)) {
			p.Values = append(p.Values, model.TextValue(w))
		}
	}
	return p
}

// values returns all values of a field in the graph.
func (r *generator) values(f *model.Field) (values []model.Value) {
	var collect func(o *store.Object)
	collect = func(o *store.Object) {
		values = append(values, o.Values(f)...)
		switch v := o.Value(f); {
		case o.Type != nil && f == o.Type.Field("id"):
			values = append(values, model.IDValue(o.ID))
		case o.Type != nil && f == o.Type.Field("type"):
			values = append(values, model.EnumOf(o.Type.Enum))
		case !v.Null():
			values = append(values, v)
		}
		for _, list := range o.Parts {
			for _, part := range list.Objects {
				collect(part)
			}
		}
	}
	for _, o := range slices.Concat(r.g.Entities, r.g.Relations) {
		collect(o)
	}
	return values
}
