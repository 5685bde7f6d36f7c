package neo4j

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// order is the order of rows: the keys of a plan, each as one or two values of the database,
// and the id.
type order []orderKey

// orderKey is one value that rows are sorted by.
type orderKey struct {
	text string
	desc bool
	// missing reports whether rows may lack the value.
	missing bool
	// value reports whether the value is part of a row's key in a cursor. The folded form of a
	// text and the first day of a date are not, because they follow from the value after them.
	value bool
	// field is the field of the value, nil for a count. If end is set, it is a field of the
	// entity at that end.
	field *model.Field
	end   *model.End
	// of converts a value of a cursor to a value to compare with.
	of func(model.Value) any
	// at is the position of the value in a cursor.
	at int
	// key is the position of the key in the plan.
	key int
	// index lists the values of an index that returns rows in this order, the value itself
	// first; empty if there is none. label is the label of the index, on variable.
	index           []string
	variable, label string
	// leading reports whether this is the default order of lists, in which every index on an
	// enum value or a text continues.
	leading bool
}

// order returns the order of the rows of a connection.
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
			pattern, _ := c.relationPattern(k.CountOf, of, false)
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

// served sets the index that returns rows in the order of a field; layout.Schema lists the
// indexes.
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
		lead.index = append([]string{lead.text}, c.indexedAfter(s)...)
	default:
		lead.index = []string{lead.text, id}
	}
	if s.from == "" && !s.deprecated {
		if lead.variable, lead.label = s.self, c.model.AnyEntity.Name; name && s.typ.Many != "" {
			lead.label = s.typ.Name
		}
	}
}

// fieldKeys returns the values that a field is sorted by: for a text its folded form first; for
// a date only its first day.
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
			d, _, _ := model.ParseDate(v.Text) // the dates in a cursor are valid
			return layout.Date(d)
		}
		key.of = nil
		return []orderKey{first, key}
	}
	return []orderKey{key}
}

// text returns the sort keys after ORDER BY. Missing values come last in both directions; a
// backward page reverses everything. In Cypher null comes last in ascending order and first in
// descending order.
func (o order) text(backward bool) string {
	var keys []string
	for _, k := range o {
		if k.of == nil {
			continue
		}
		if k.missing && k.desc {
			keys = append(keys, directed(k.text+" IS NULL", backward))
		}
		keys = append(keys, directed(k.text, k.desc != backward))
	}
	return strings.Join(keys, ", ")
}

func directed(key string, desc bool) string {
	if desc {
		return key + " DESC"
	}
	return key
}

// withFirstKey returns the order of rows that have a value for the first key.
func (o order) withFirstKey() order {
	list := slices.Clone(o)
	for i := range list {
		list[i].missing = list[i].missing && list[i].key > 0
	}
	return list
}

// withoutFirstKey returns the order without the first key.
func (o order) withoutFirstKey() order {
	i := 0
	for o[i].key == o[0].key && i < len(o)-1 {
		i++
	}
	return o[i:]
}
