package storetest

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// row is an object of a list, with the values that it is sorted by.
type row struct {
	object *store.Object
	key    []model.Value
}

// page is the answer for a connection.
type page struct {
	// matching are all matching rows in order, and rows are those on the page.
	matching, rows []row
	more           bool
}

// page filters and orders a list, and selects its page.
func (o *oracle) page(c *plan.Connection, candidates []*store.Object) *page {
	p := &page{}
	for _, x := range candidates {
		if o.match(x, c.Where) {
			p.matching = append(p.matching, row{x, o.key(x, c.Order)})
		}
	}
	slices.SortFunc(p.matching, func(a, b row) int { return inOrder(c.Order, a.key, b.key) })
	for _, r := range p.matching {
		after := c.Page.After == nil || inOrder(c.Order, r.key, c.Page.After) > 0
		before := c.Page.Before == nil || inOrder(c.Order, r.key, c.Page.Before) < 0
		if after && before {
			p.rows = append(p.rows, r)
		}
	}
	if limit := c.Page.Limit; limit >= 0 && len(p.rows) > limit {
		p.more = true
		if c.Page.Backward {
			p.rows = p.rows[len(p.rows)-limit:]
		} else {
			p.rows = p.rows[:limit]
		}
	}
	return p
}

// key returns the values that an object is sorted by: one for each sort key (for money two:
// currency and amount), then the id.
func (o *oracle) key(x *store.Object, order plan.Order) (key []model.Value) {
	for _, k := range order {
		of := x
		if k.End != nil {
			of = o.at(x, k.End)
		}
		switch {
		case k.CountOf != nil:
			key = append(key, model.IntValue(int64(o.count(of, k.CountOf, false, nil))))
		case k.Width() == 2:
			currency, amount := money(of, k.Field)
			key = append(key, currency, amount)
		default:
			key = append(key, value(of, k.Field))
		}
	}
	return append(key, model.IDValue(x.ID))
}

// money returns the currency and the amount of a sum of money.
func money(o *store.Object, f *model.Field) (currency, amount model.Value) {
	for _, leaf := range f.Leaves {
		if leaf.Scalar == model.Cents {
			amount = o.Value(leaf)
		} else {
			currency = o.Value(leaf)
		}
	}
	return currency, amount
}

// inOrder compares two keys. Missing values are last in both directions. The last value is the
// id, which ascends.
func inOrder(order plan.Order, a, b []model.Value) int {
	at := 0
	for _, k := range order {
		for range k.Width() {
			if c := directed(a[at], b[at], k.Desc); c != 0 {
				return c
			}
			at++
		}
	}
	return cmp.Compare(a[at].Text, b[at].Text)
}

func directed(a, b model.Value, desc bool) int {
	switch {
	case a.Null() && b.Null():
		return 0
	case a.Null():
		return 1
	case b.Null():
		return -1
	case desc:
		return sorted(b, a)
	}
	return sorted(a, b)
}

// sorted compares two values that are not missing: texts by folded form, then by code points;
// dates by first day; enums by name.
func sorted(a, b model.Value) int {
	switch a.Kind {
	case model.Text:
		return cmp.Or(cmp.Compare(model.Fold(a.Text), model.Fold(b.Text)), cmp.Compare(a.Text, b.Text))
	case model.Date:
		return cmp.Compare(firstDay(a), firstDay(b))
	}
	return stored(a, b)
}
