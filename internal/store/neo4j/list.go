package neo4j

import (
	"strings"

	"whojoins/internal/plan"
)

// connection is the list of what is asked of a connection. Every part of it is a
// subquery of its own over the same rows.
func (c *compiler) connection(conn *plan.Connection, s scope) string {
	l := c.list(conn, s)
	var parts []string
	if conn.Rows != nil || conn.Info {
		parts = append(parts, l.rows())
	}
	if conn.Count || conn.Aggregate {
		parts = append(parts, l.count())
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
	conn *plan.Connection
	// row is what the text of every part calls a row.
	row scope
	// pattern names the rows, with the labels that are told of a variable beside.
	pattern func(labels map[string]string) string
	// where is the filter; empty when everything matches.
	where string
	// found are the labels and conditions by which an index finds what the filter asks.
	found hints
	// walk finds the rows from the selective end of the filter; empty when there is none.
	walk string
}

func (c *compiler) list(conn *plan.Connection, owner scope) *list {
	l := &list{compiler: c, conn: conn}
	if conn.Side != nil {
		pattern, s := c.beside(conn.Side, owner, conn.Deprecated)
		l.row, l.pattern = s, func(map[string]string) string { return pattern }
		l.where = c.where(conn.Where, s)
		return l
	}
	l.row, l.pattern = c.every(conn.Type, conn.Deprecated)
	if l.walk = c.walk(conn.Where, l.row, l.pattern); l.walk == "" {
		l.where = c.where(conn.Where, l.row)
		c.find(&l.found, conn.Where, l.row)
	}
	return l
}

// match finds all rows that match, whatever the page.
func (l *list) match() string {
	if l.walk != "" {
		return l.walk
	}
	return "MATCH " + l.pattern(l.found.labels) + condition(append([]string{l.where}, l.found.conditions...)...)
}

// count is the number of rows that match. Of a bare pattern the database keeps it.
func (l *list) count() string {
	if l.walk != "" {
		return "COUNT { " + l.walk + " RETURN 1 AS one }"
	}
	return "COUNT { " + l.match() + " }"
}

// rows are those of the page, in the direction of travel, and one more where it is asked
// whether there is one.
func (l *list) rows() string {
	o := l.order(l.conn, l.row)
	limit := ""
	if most := int64(l.conn.Page.Limit); most >= 0 {
		if l.conn.Info {
			most++
		}
		limit = " LIMIT " + l.param(most)
	}
	branches := l.branches(o)
	queries := make([]string, len(branches))
	for i, b := range branches {
		queries[i] = l.branch(b) + limit
	}
	query := queries[0]
	if len(queries) > 1 {
		l.sequence = true
		variables := l.row.variables()
		query = l.subquery(strings.Join(queries, " RETURN "+variables+" UNION ALL ")+" RETURN "+variables) + " WITH " + variables + limit
	}
	return l.gather(query, func() string { return l.item(o) })
}

// branch is the ordered rows of a branch.
func (l *list) branch(b branch) string {
	ordered := " WITH " + l.row.variables() + " ORDER BY " + b.order
	if l.walk != "" {
		if rest := condition(b.conditions...); rest != "" {
			return l.walk + " WITH *" + rest + ordered
		}
		return l.walk + ordered
	}
	h := l.found.with(b.hints)
	return "MATCH " + l.pattern(h.labels) + condition(append(append([]string{l.where}, b.conditions...), h.conditions...)...) + ordered
}

// item is an object, behind the values that it is ordered by when cursors are asked for
// and no slot has them.
func (l *list) item(o order) string {
	var items []string
	if l.conn.Cursors {
		for _, k := range o {
			if k.value && fetched(l.conn, k.end, k.field) < 0 {
				items = append(items, k.text)
			}
		}
	}
	if l.conn.Rows != nil {
		items = append(items, l.items(l.conn.Rows, l.row)...)
	}
	return "[" + strings.Join(items, ", ") + "]"
}
