package memory_test

import (
	"cmp"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// naive answers predicates and orders from the objects of a graph, one by one, as
// their comments say it. The store is compared with it.
type naive struct {
	g        *store.Graph
	entities map[string]*store.Object
}

func newNaive(g *store.Graph) *naive {
	n := &naive{g: g, entities: map[string]*store.Object{}}
	for _, o := range g.Entities {
		n.entities[o.ID] = o
	}
	return n
}

func (n *naive) value(o *store.Object, f *model.Field) model.Value {
	switch {
	case o.Type != nil && f == o.Type.Field("id"):
		return model.IDValue(o.ID)
	case o.Type != nil && f == o.Type.Field("type"):
		return model.EnumOf(o.Type.Enum)
	}
	return o.Value(f)
}

func (n *naive) dead(o *store.Object) bool { return n.value(o, o.Type.Field("deprecated")).Int != 0 }

func (n *naive) end(o *store.Object, e *model.End) *store.Object {
	if e.First {
		return n.entities[o.From]
	}
	return n.entities[o.To]
}

func (n *naive) count(o *store.Object, s *model.Side, where plan.Predicate, dead bool) (found int64) {
	for _, r := range n.g.Relations {
		if r.Type == s.Relation && n.end(r, s.Near) == o && n.dead(r) == dead && n.match(r, where) {
			found++
		}
	}
	return found
}

func (n *naive) match(o *store.Object, p plan.Predicate) bool {
	switch p := p.(type) {
	case plan.All:
		return !slices.ContainsFunc(p, func(p plan.Predicate) bool { return !n.match(o, p) })
	case plan.Any:
		return slices.ContainsFunc(p, func(p plan.Predicate) bool { return n.match(o, p) })
	case *plan.Compare:
		return n.compare(o, p) != p.Not
	case *plan.Refers:
		id := o.ID
		if p.Field != nil {
			id = o.Ref(p.Field)
		}
		return slices.ContainsFunc(p.Refs, func(ref string) bool { return id != "" && n.find(ref) == id }) != p.Not
	case *plan.IsType:
		return p.Types.Has(o.Type)
	case *plan.Related:
		return (n.count(o, p.Side, p.Where, p.Deprecated) > 0) != p.None
	case *plan.Count:
		return ordered(p.Op, cmp.Compare(n.count(o, p.Side, p.Where, p.Deprecated), p.N)) != p.Not
	case *plan.HasPart:
		return slices.ContainsFunc(o.Objects(p.Field), func(part *store.Object) bool { return n.match(part, p.Where) }) != p.None
	case *plan.AtEnd:
		return n.match(n.end(o, p.End), p.Where)
	case *plan.Active:
		return n.active(o, p.From, p.To) != p.Not
	}
	return true
}

// find gives the id that a reference names, or the reference.
func (n *naive) find(ref string) string {
	if now := n.g.Former[ref]; now != "" {
		return now
	}
	f := n.g.Model.AnyEntity.Field("identifiers")
	for _, o := range n.g.Entities {
		for _, part := range o.Objects(f) {
			if strings.EqualFold(part.Value(f.Object.Field("scheme")).Text+":"+part.Value(f.Object.Field("value")).Text, ref) {
				return o.ID
			}
		}
	}
	return ref
}

func (n *naive) active(o *store.Object, from, to model.Days) bool {
	date := func(name, outer string) string {
		if v := n.value(o, o.Type.Field(name)); !v.Null() || o.Type.Within == nil {
			return v.Text
		}
		e := n.end(o, o.Type.Within)
		if f := e.Type.Field(outer); f != nil {
			return e.Value(f).Text
		}
		return ""
	}
	if first, _, err := model.ParseDate(date("since", "start")); err == nil {
		from = max(from, first)
	}
	if _, last, err := model.ParseDate(date("until", "end")); err == nil {
		to = min(to, last)
	}
	return from <= to
}

func (n *naive) compare(o *store.Object, p *plan.Compare) bool {
	var values []model.Value
	if p.Field.List {
		values = o.Values(p.Field)
	} else if v := n.value(o, p.Field); !v.Null() {
		values = []model.Value{v}
	}
	if p.Op == plan.IsNull {
		return len(values) == 0
	}
	return slices.ContainsFunc(values, func(v model.Value) bool { return holds(v, p.Op, p.Values) })
}

func holds(v model.Value, op plan.Op, args []model.Value) bool {
	switch op {
	case plan.Eq, plan.In:
		return slices.Contains(args, v)
	case plan.Contains:
		return strings.Contains(v.Text, args[0].Text)
	case plan.StartsWith:
		return strings.HasPrefix(v.Text, args[0].Text)
	case plan.EndsWith:
		return strings.HasSuffix(v.Text, args[0].Text)
	case plan.Folds:
		return model.Fold(v.Text) == args[0].Text
	case plan.Matches:
		words := model.Words(model.Fold(v.Text))
		return !slices.ContainsFunc(args, func(a model.Value) bool { return !slices.Contains(words, a.Text) })
	}
	if v.Kind == model.Date {
		first, _, _ := model.ParseDate(v.Text)
		return ordered(op, cmp.Compare(int64(first), args[0].Int))
	}
	return ordered(op, cmp.Or(cmp.Compare(v.Text, args[0].Text), cmp.Compare(v.Int, args[0].Int), cmp.Compare(v.Float, args[0].Float)))
}

func ordered(op plan.Op, c int) bool {
	switch op {
	case plan.Gt:
		return c > 0
	case plan.Gte:
		return c >= 0
	case plan.Lt:
		return c < 0
	case plan.Lte:
		return c <= 0
	}
	return c == 0
}

// key is what a row is sorted by, as a cursor has it.
func (n *naive) key(o *store.Object, order plan.Order) (values []model.Value) {
	for _, k := range order {
		at := o
		if k.End != nil {
			at = n.end(o, k.End)
		}
		switch {
		case k.CountOf != nil:
			values = append(values, model.IntValue(n.count(at, k.CountOf, plan.All{}, false)))
		case k.Field.Scalar == model.Embedded:
			amount, currency := k.Field.Leaves[0], k.Field.Leaves[1]
			values = append(values, at.Value(currency), at.Value(amount))
		default:
			values = append(values, n.value(at, k.Field))
		}
	}
	return append(values, model.IDValue(o.ID))
}

// compareKeys compares two rows by their keys.
func compareKeys(order plan.Order, a, b []model.Value) int {
	i := 0
	for _, k := range order {
		for range k.Width() {
			if c := compareKey(a[i], b[i], k.Desc); c != 0 {
				return c
			}
			i++
		}
	}
	return cmp.Compare(a[i].Text, b[i].Text)
}

func compareKey(a, b model.Value, desc bool) int {
	switch {
	case a.Null() || b.Null():
		return cmp.Compare(rank(a), rank(b))
	case desc:
		a, b = b, a
	}
	switch a.Kind {
	case model.Date:
		x, _, _ := model.ParseDate(a.Text)
		y, _, _ := model.ParseDate(b.Text)
		return cmp.Compare(x, y)
	case model.Text:
		return cmp.Or(cmp.Compare(model.Fold(a.Text), model.Fold(b.Text)), cmp.Compare(a.Text, b.Text))
	}
	return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Int, b.Int), cmp.Compare(a.Float, b.Float))
}

func rank(v model.Value) int {
	if v.Null() {
		return 1
	}
	return 0
}

// rows are all rows of a connection at the root that match, in order.
func (n *naive) rows(c *plan.Connection) []*store.Object {
	objects := n.g.Entities
	if c.Type.Kind == model.Relation {
		objects = n.g.Relations
	}
	var rows []*store.Object
	for _, o := range objects {
		if c.Type.Types.Has(o.Type) && (o.Type.Kind == model.Entity || n.dead(o) == c.Deprecated) && n.match(o, c.Where) {
			rows = append(rows, o)
		}
	}
	slices.SortFunc(rows, func(a, b *store.Object) int { return compareKeys(c.Order, n.key(a, c.Order), n.key(b, c.Order)) })
	return rows
}

// page cuts rows as plan.Page says.
func (n *naive) page(c *plan.Connection, rows []*store.Object) (ids []string, more bool) {
	ids = []string{}
	for _, o := range rows {
		key := n.key(o, c.Order)
		if (c.Page.After == nil || compareKeys(c.Order, key, c.Page.After) > 0) && (c.Page.Before == nil || compareKeys(c.Order, key, c.Page.Before) < 0) {
			ids = append(ids, o.ID)
		}
	}
	switch limit := c.Page.Limit; {
	case limit < 0 || len(ids) <= limit:
		return ids, false
	case c.Page.Backward:
		return ids[len(ids)-limit:], true
	default:
		return ids[:limit], true
	}
}
