package neo4j

import (
	"strings"

	"whojoins/model"
	"whojoins/plan"
)

// order is what rows are ordered by: the keys of a plan, each as one or two values of
// the database, and the id.
type order []orderKey

// orderKey is one value that rows are ordered by.
type orderKey struct {
	text string
	desc bool
	// missing says that rows need not have it.
	missing bool
	// value says that it stands in a row's key as it is; the folded form of a text and
	// the first day of a date do not, since they follow from the value behind them.
	value bool
	// of makes the value compared with of one in a cursor.
	of func(model.Value) any
	// at is the position of that value in a cursor.
	at int
}

// order finds what the rows of a connection are ordered by.
func (c *compiler) order(conn *plan.Connection, s scope) order {
	var o order
	at := 0
	for _, k := range conn.Order {
		of := s
		if k.End != nil {
			of = s.end(k.End)
		}
		if k.CountOf != nil {
			pattern, _ := c.beside(k.CountOf, of, false)
			o = append(o, orderKey{text: "COUNT { " + pattern + " }", desc: k.Desc, value: true, of: stored, at: at})
			at++
			continue
		}
		for _, f := range sortLeaves(k.Field) {
			o = append(o, fieldKeys(f, of, k.Desc, at)...)
			at++
		}
	}
	return append(o, orderKey{text: s.self + ".id", value: true, of: stored, at: at})
}

// sortLeaves are the scalars that a field is sorted by: money by currency, then amount.
func sortLeaves(f *model.Field) []*model.Field {
	if f.Scalar != model.Embedded {
		return []*model.Field{f}
	}
	amount, currency := moneyLeaves(f)
	return []*model.Field{currency, amount}
}

// moneyLeaves are the two parts of a sum of money.
func moneyLeaves(f *model.Field) (amount, currency *model.Field) {
	for _, leaf := range f.Leaves {
		if leaf.Scalar == model.Cents {
			amount = leaf
		} else {
			currency = leaf
		}
	}
	return amount, currency
}

// fieldKeys are the values that a field is sorted by: text by its folded form first,
// dates by their first day alone.
func fieldKeys(f *model.Field, s scope, desc bool, at int) []orderKey {
	missing := !f.NonNull || f.Parent != nil && !f.Parent.NonNull || f.Types&s.typ.Types != s.typ.Types
	key := orderKey{text: s.column(f), desc: desc, missing: missing, value: true, of: stored, at: at}
	switch f.Scalar {
	case model.Text:
		folded := key
		folded.text, folded.value = s.folded(f), false
		folded.of = func(v model.Value) any { return model.Fold(v.Text) }
		return []orderKey{folded, key}
	case model.Date:
		first := key
		first.text, first.value = s.first(f), false
		first.of = func(v model.Value) any {
			d, _, _ := model.ParseDate(v.Text) // a cursor holds none that is no date
			return day(d)
		}
		key.of = nil
		return []orderKey{first, key}
	}
	return []orderKey{key}
}

// text is what stands behind ORDER BY. Missing values come last, whatever the
// direction; going backward everything is turned. The database has them last ascending
// and first descending.
func (o order) text(backward bool) string {
	var keys []string
	for _, k := range o {
		if k.of == nil {
			continue
		}
		if k.missing && k.desc {
			keys = append(keys, turned(k.text+" IS NULL", backward))
		}
		keys = append(keys, turned(k.text, k.desc != backward))
	}
	return strings.Join(keys, ", ")
}

func turned(key string, desc bool) string {
	if desc {
		return key + " DESC"
	}
	return key
}

// beyond is the condition on rows that stand after a place in the order, or before it.
func (c *compiler) beyond(o order, values []model.Value, before bool) string {
	if values == nil {
		return ""
	}
	text := ""
	for i := len(o) - 1; i >= 0; i-- {
		k := o[i]
		if k.of == nil {
			continue
		}
		past, same := c.sides(k, values[k.at], before)
		if text != "" {
			same += " AND " + text
		} else {
			same = ""
		}
		text = either(past, same)
	}
	if text == "" {
		return "false"
	}
	return text
}

// sides are the conditions on rows that stand past a value, and on those that have it;
// empty where there are none.
func (c *compiler) sides(k orderKey, v model.Value, before bool) (past, same string) {
	if v.Null() {
		if before && k.missing {
			past = k.text + " IS NOT NULL"
		} else if before {
			past = "true"
		}
		return past, k.text + " IS NULL"
	}
	arg := c.param(k.of(v))
	sign := " > "
	if k.desc != before {
		sign = " < "
	}
	past, same = k.text+sign+arg, k.text+" = "+arg
	if k.missing && !before {
		past = "(" + past + " OR " + k.text + " IS NULL)"
	}
	return past, same
}

func either(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return "(" + a + " OR " + b + ")"
}
