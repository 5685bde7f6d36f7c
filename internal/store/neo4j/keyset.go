package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// branch is a stretch of an ordered list. The branches of a page follow each other in
// the direction of travel, and each comes from an index by itself: as one condition,
// the rest of a tie or later values or missing ones, they would be a scan.
type branch struct {
	conditions []string
	hints      hints
	order      string
}

// branches are the stretches that the rows of a page come from.
func (l *list) branches(o order) []branch {
	page := l.conn.Page
	if l.conn.Side != nil || l.walk != "" || len(o[0].index) == 0 {
		return []branch{{
			conditions: []string{l.beyond(o, page.After, false), l.beyond(o, page.Before, true)},
			order:      o.text(page.Backward),
		}}
	}
	k := &keyset{list: l, order: o, there: o.there(), rest: o.rest(), start: page.After, back: page.Backward}
	stop := page.Before
	if k.back {
		k.start, stop = page.Before, page.After
	}
	k.bound = l.beyond(o, stop, !k.back)
	return k.branches()
}

// keyset is a page that starts at a place in an order, or at its beginning.
type keyset struct {
	*list
	order order
	// there is the order of the rows that have the first key's value, rest that of those
	// that do not.
	there, rest order
	start       []model.Value
	bound       string
	back        bool
}

func (k *keyset) branches() []branch {
	lead := k.order[0]
	var list []branch
	switch {
	case k.start == nil:
		list = []branch{k.present()}
		if lead.missing && k.back {
			return []branch{k.absent(), list[0]}
		}
	case k.start[lead.at].Null():
		list = []branch{k.absent(k.beyond(k.rest, k.start, k.back))}
		if k.back {
			list = append(list, k.present())
		}
		return list
	default:
		v := k.param(lead.of(k.start[lead.at]))
		if len(k.there) > 1 {
			list = append(list, k.present(lead.text+" = "+v, k.beyond(k.there[1:], k.start, k.back)))
		}
		list = append(list, k.present(lead.text+lead.past(k.back)+v))
	}
	if lead.missing && !k.back {
		list = append(list, k.absent())
	}
	return list
}

// present are rows that have the first key's value; without a condition, all of them.
func (k *keyset) present(conditions ...string) branch {
	lead := k.order[0]
	b := branch{conditions: append(conditions, k.bound), order: k.there.text(k.back)}
	if first := k.first(k.conn.Where, k.row); first != "" && lead.leading {
		b.order = turned(first, lead.desc != k.back) + ", " + b.order
	}
	if len(conditions) == 0 {
		b.hints.there(lead.index[0])
	}
	b.hints.there(lead.index[1:]...)
	if lead.label != "" {
		b.hints.label(lead.variable, lead.label)
	}
	return b
}

// absent are rows that have not.
func (k *keyset) absent(conditions ...string) branch {
	next := k.rest[0]
	b := branch{conditions: append(append([]string{k.order[0].text + " IS NULL"}, conditions...), k.bound), order: k.rest.text(k.back)}
	if len(next.index) > 0 && !next.missing {
		b.hints.there(next.index...)
		if next.label != "" {
			b.hints.label(next.variable, next.label)
		}
	}
	return b
}

// beyond is the condition on rows that stand after a place in the order, or before it.
// It is written so that none of it can be looked up in an index by itself, from which
// the database would take it for a union of many rows.
func (c *compiler) beyond(o order, values []model.Value, before bool) string {
	if values == nil {
		return ""
	}
	text := ""
	for i := len(o) - 1; i >= 0; i-- {
		if k := o[i]; k.of != nil {
			text = c.beyondKey(k, values[k.at], before, text)
		}
	}
	return text
}

// beyondKey is the condition on rows past a value, or with it and past the rest.
func (c *compiler) beyondKey(k orderKey, v model.Value, before bool, rest string) string {
	switch {
	case v.Null() && before && rest == "":
		return k.text + " IS NOT NULL"
	case v.Null() && before:
		return "(" + k.text + " IS NOT NULL OR " + rest + ")"
	case v.Null():
		return and(k.text+" IS NULL", rest)
	}
	arg := c.param(k.of(v))
	past := k.text + k.past(before) + arg
	switch {
	case rest == "":
	case k.missing && !before:
		return "(" + k.text + " IS NULL OR " + past + " OR " + k.text + " = " + arg + " AND " + rest + ")"
	default:
		return k.text + k.upTo(before) + arg + " AND (" + k.text + " <> " + arg + " OR " + rest + ")"
	}
	if k.missing && !before {
		return "(" + k.text + " IS NULL OR " + past + ")"
	}
	return past
}

// past is the sign of values behind one, in the direction of travel, upTo with itself.
func (k orderKey) past(before bool) string {
	if k.desc != before {
		return operators[plan.Lt]
	}
	return operators[plan.Gt]
}

func (k orderKey) upTo(before bool) string {
	if k.desc != before {
		return operators[plan.Lte]
	}
	return operators[plan.Gte]
}
