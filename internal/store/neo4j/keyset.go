package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// branch is a section of an ordered list. The branches of a page follow one another in the
// direction of the page, and each is read from an index. As one condition (the rest of a tie,
// later values, or missing values) they would need a scan.
type branch struct {
	conditions []string
	hints      hints
	order      string
}

// branches returns the branches of a page.
func (l *list) branches(o order) []branch {
	page := l.conn.Page
	if l.conn.Side != nil || l.selective != "" || len(o[0].index) == 0 {
		return []branch{{
			conditions: []string{l.beyond(o, page.After, false), l.beyond(o, page.Before, true)},
			order:      o.text(page.Backward),
		}}
	}
	k := &keyset{list: l, order: o, withFirst: o.withFirstKey(), withoutFirst: o.withoutFirstKey(), start: page.After, backward: page.Backward}
	stop := page.Before
	if k.backward {
		k.start, stop = page.Before, page.After
	}
	k.bound = l.beyond(o, stop, !k.backward)
	return k.branches()
}

// keyset is a page that begins after a position in an order, or at its beginning.
type keyset struct {
	*list
	order order
	// withFirst is the order of the rows that have a value for the first key, withoutFirst that
	// of the rows that have none.
	withFirst, withoutFirst order
	start                   []model.Value
	bound                   string
	backward                bool
}

func (k *keyset) branches() []branch {
	lead := k.order[0]
	var list []branch
	switch {
	case k.start == nil:
		list = []branch{k.presentBranch()}
		if lead.missing && k.backward {
			return []branch{k.absentBranch(), list[0]}
		}
	case k.start[lead.at].Null():
		list = []branch{k.absentBranch(k.beyond(k.withoutFirst, k.start, k.backward))}
		if k.backward {
			list = append(list, k.presentBranch())
		}
		return list
	default:
		v := k.param(lead.of(k.start[lead.at]))
		if len(k.withFirst) > 1 {
			list = append(list, k.presentBranch(lead.text+" = "+v, k.beyond(k.withFirst[1:], k.start, k.backward)))
		}
		list = append(list, k.presentBranch(lead.text+lead.operatorPast(k.backward)+v))
	}
	if lead.missing && !k.backward {
		list = append(list, k.absentBranch())
	}
	return list
}

// presentBranch returns the branch of rows that have a value for the first key and meet the
// conditions.
func (k *keyset) presentBranch(conditions ...string) branch {
	lead := k.order[0]
	b := branch{conditions: append(conditions, k.bound), order: k.withFirst.text(k.backward)}
	if first := k.leadingValue(k.conn.Where, k.row); first != "" && lead.leading {
		b.order = directed(first, lead.desc != k.backward) + ", " + b.order
	}
	if len(conditions) == 0 {
		b.hints.notNull(lead.index[0])
	}
	b.hints.notNull(lead.index[1:]...)
	if lead.label != "" {
		b.hints.label(lead.variable, lead.label)
	}
	return b
}

// absentBranch returns the branch of rows that have no value for the first key.
func (k *keyset) absentBranch(conditions ...string) branch {
	next := k.withoutFirst[0]
	b := branch{conditions: append(append([]string{k.order[0].text + " IS NULL"}, conditions...), k.bound), order: k.withoutFirst.text(k.backward)}
	if len(next.index) > 0 && !next.missing {
		b.hints.notNull(next.index...)
		if next.label != "" {
			b.hints.label(next.variable, next.label)
		}
	}
	return b
}

// beyond returns the condition for rows after a position in the order, or before it. It is
// written so that no part of it can be looked up in an index by itself, since the database
// would then read a union of many rows.
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

// beyondKey returns the condition for rows past a value, or with that value and past the rest
// of the position.
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
	past := k.text + k.operatorPast(before) + arg
	switch {
	case rest == "":
	case k.missing && !before:
		return "(" + k.text + " IS NULL OR " + past + " OR " + k.text + " = " + arg + " AND " + rest + ")"
	default:
		return k.text + k.operatorUpTo(before) + arg + " AND (" + k.text + " <> " + arg + " OR " + rest + ")"
	}
	if k.missing && !before {
		return "(" + k.text + " IS NULL OR " + past + ")"
	}
	return past
}

// operatorPast returns the operator for values past one in the direction of the page.
func (k orderKey) operatorPast(before bool) string {
	if k.desc != before {
		return operators[plan.Lt]
	}
	return operators[plan.Gt]
}

// operatorUpTo is operatorPast or equal.
func (k orderKey) operatorUpTo(before bool) string {
	if k.desc != before {
		return operators[plan.Lte]
	}
	return operators[plan.Gte]
}
