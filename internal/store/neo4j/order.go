package neo4j

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
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
	// field is the field that it is of, nil of a count, end where the field is the entity's
	// at that end.
	field *model.Field
	end   *model.End
	// of makes the value compared with of one in a cursor.
	of func(model.Value) any
	// at is the position of that value in a cursor.
	at int
	// key is the position of the plan's key.
	key int
	// index has the values that an index is of which gives rows in this order, the value
	// itself first; empty where there is none. Its label is that of a variable.
	index           []string
	variable, label string
	// leading says that lists come in this order unless asked: each word and text has an
	// index in which it stands in front of this order.
	leading bool
}

// order finds what the rows of a connection are ordered by.
func (c *compiler) order(conn *plan.Connection, s scope) order {
	var o order
	at := 0
	for i, k := range conn.Order {
		of := s
		if k.End != nil {
			of = s.end(k.End)
		}
		var keys order
		if k.CountOf != nil {
			pattern, _ := c.beside(k.CountOf, of, false)
			keys = order{{text: "COUNT { " + pattern + " }", desc: k.Desc, value: true, of: layout.Value, at: at}}
		} else {
			for j, f := range k.Field.SortLeaves {
				keys = append(keys, fieldKeys(f, of, k.Desc, at+j)...)
			}
			c.served(&keys[0], k, of)
		}
		for j := range keys {
			keys[j].key, keys[j].end = i, k.End
		}
		o, at = append(o, keys...), at+k.Width()
	}
	id := orderKey{text: s.self + ".id", field: conn.Type.Field("id"), value: true, of: layout.Value, at: at, key: len(conn.Order), index: []string{s.self + ".id"}, leading: s.from != ""}
	if s.from == "" {
		id.variable, id.label = s.self, c.model.AnyEntity.Name
	}
	return append(o, id)
}

// served finds the index that gives rows in the order of a field; see schema.
func (c *compiler) served(lead *orderKey, k plan.Key, s scope) {
	f := k.Field.SortLeaves[0]
	name := c.isName(f)
	lead.leading = name && k.End == nil
	id := s.self + ".id"
	switch {
	case k.Field.Money():
		amount, currency := k.Field.MoneyLeaves()
		lead.index = []string{lead.text, s.column(currency), s.column(amount), id}
	case !name && !layout.Indexed(f):
		return
	case f.Scalar == model.Text:
		lead.index = []string{lead.text, s.column(f), id}
	case f.Scalar == model.EnumValue || f.Scalar == model.Boolean:
		lead.index = append([]string{lead.text}, c.behind(s)...)
	default:
		lead.index = []string{lead.text, id}
	}
	if s.from == "" {
		if lead.variable, lead.label = s.self, c.model.AnyEntity.Name; name && s.typ.Many != "" {
			lead.label = s.typ.Name
		}
	}
}

// fieldKeys are the values that a field is sorted by: text by its folded form first,
// dates by their first day alone.
func fieldKeys(f *model.Field, s scope, desc bool, at int) []orderKey {
	missing := !f.NonNull || f.Parent != nil && !f.Parent.NonNull || f.Types&s.typ.Types != s.typ.Types
	key := orderKey{text: s.column(f), field: f, desc: desc, missing: missing, value: true, of: layout.Value, at: at}
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
			return layout.Date(d)
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

// there is the order of rows that have a value of the first key.
func (o order) there() order {
	list := slices.Clone(o)
	for i := range list {
		list[i].missing = list[i].missing && list[i].key > 0
	}
	return list
}

// rest is the order without the first key.
func (o order) rest() order {
	i := 0
	for o[i].key == o[0].key && i < len(o)-1 {
		i++
	}
	return o[i:]
}
