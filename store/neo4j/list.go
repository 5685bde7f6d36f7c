package neo4j

import (
	"strings"

	"whojoins/plan"
)

// connection is the list of what is asked of a connection. Every part of it is a
// subquery of its own over the same pattern.
func (c *compiler) connection(conn *plan.Connection, s scope) string {
	l := &list{compiler: c, conn: conn, owner: s}
	var parts []string
	if conn.Rows != nil || conn.Info {
		parts = append(parts, l.rows())
	}
	if conn.Count || conn.Aggregate {
		match, _ := l.match()
		parts = append(parts, "COUNT { "+match+" }")
	}
	for i := range conn.Facets {
		parts = append(parts, l.facet(&conn.Facets[i]))
	}
	for _, f := range conn.Aggregates {
		parts = append(parts, l.aggregate(f))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// list is a connection of an owner, or of none at the root.
type list struct {
	*compiler
	conn  *plan.Connection
	owner scope
}

// pattern names the rows anew.
func (l *list) pattern() (string, scope) {
	if l.conn.Side != nil {
		return l.beside(l.conn.Side, l.owner, l.conn.Deprecated)
	}
	return l.every(l.conn.Type, l.conn.Deprecated)
}

// match is the clause that finds all rows that match, whatever the page.
func (l *list) match(also ...string) (string, scope) {
	pattern, s := l.pattern()
	return "MATCH " + pattern + condition(append([]string{l.where(l.conn.Where, s)}, also...)...), s
}

// rows are those of the page, and one more, in the direction of travel.
func (l *list) rows() string {
	pattern, s := l.pattern()
	o := l.order(l.conn, s)
	query := "MATCH " + pattern +
		condition(l.where(l.conn.Where, s), l.beyond(o, l.conn.Page.After, false), l.beyond(o, l.conn.Page.Before, true)) +
		" WITH " + s.variables() + " ORDER BY " + o.text(l.conn.Page.Backward)
	if l.conn.Page.Limit >= 0 {
		query += " LIMIT " + l.param(int64(l.conn.Page.Limit)+1)
	}
	return l.gather(query, func() string { return l.row(o, s) })
}

// row is an object, behind the values that it is ordered by when cursors are asked for.
func (l *list) row(o order, s scope) string {
	var items []string
	if l.conn.Info {
		for _, k := range o {
			if k.value {
				items = append(items, k.text)
			}
		}
	}
	if l.conn.Rows != nil {
		items = append(items, l.items(l.conn.Rows, s)...)
	}
	return "[" + strings.Join(items, ", ") + "]"
}
