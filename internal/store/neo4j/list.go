package neo4j

import (
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// connection returns the list of the requested parts of a connection. Each part is a separate
// subquery over the same rows.
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
	for i := range conn.Groups {
		parts = append(parts, l.groups(&conn.Groups[i]))
	}
	for i := range conn.Series {
		parts = append(parts, l.series(&conn.Series[i]))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// list is a connection of an owner, or at the root.
type list struct {
	*compiler
	conn *plan.Connection
	// row is the scope of a row, which all subqueries use.
	row scope
	// pattern returns the pattern of the rows, with additional labels for its variables.
	pattern func(labels map[string]string) string
	// where is the filter; "" if every row matches.
	where string
	// hints are the hints for indexes that serve the filter.
	hints hints
	// selective finds the rows from the selective end of the filter; "" if it has none.
	selective string
}

func (c *compiler) list(conn *plan.Connection, owner scope) *list {
	l := &list{compiler: c, conn: conn}
	if conn.Side != nil {
		pattern, s := c.relationPattern(conn.Side, owner, conn.Deprecated)
		l.row, l.pattern = s, func(map[string]string) string { return pattern }
		l.where = c.where(conn.Where, s)
		return l
	}
	l.row, l.pattern = c.typePattern(conn.Type, conn.Deprecated)
	if l.selective = c.fromSelective(conn.Where, l.row, l.pattern); l.selective == "" {
		l.where = c.where(conn.Where, l.row)
		c.hintIndexes(&l.hints, conn.Where, l.row)
	}
	return l
}

// match returns the clauses that find all matching rows, ignoring the page.
func (l *list) match() string {
	if l.selective != "" {
		return l.selective
	}
	return "MATCH " + l.pattern(l.hints.labels) + condition(append([]string{l.where}, l.hints.conditions...)...)
}

// count returns the number of matching rows. For a pattern without a condition the database has
// it stored.
func (l *list) count() string {
	if l.selective != "" {
		return "COUNT { " + l.selective + " RETURN 1 AS one }"
	}
	if l.unfiltered() && l.row.typ == l.model.AnyEntity {
		deprecated := layout.Label(l.row.typ, true)
		return "(COUNT { (:" + l.row.typ.Name + ") } - COUNT { (:" + deprecated + ") })"
	}
	return "COUNT { " + l.match() + " }"
}

// rows returns the rows of the page, in the direction of the page, and one more if the page
// info is requested.
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

// branch returns the ordered rows of a branch.
func (l *list) branch(b branch) string {
	ordered := " WITH " + l.row.variables() + " ORDER BY " + b.order
	if l.selective != "" {
		if rest := condition(b.conditions...); rest != "" {
			return l.selective + " WITH *" + rest + ordered
		}
		return l.selective + ordered
	}
	h := l.hints.merge(b.hints)
	return "MATCH " + l.pattern(h.labels) + condition(append(append([]string{l.where}, b.conditions...), h.conditions...)...) + ordered
}

// item returns an object, after the sort values that cursors need and no slot has.
func (l *list) item(o order) string {
	var items []string
	if l.conn.Cursors {
		for _, k := range o {
			if k.value && slotOf(l.conn, k.end, k.field) < 0 {
				items = append(items, k.text)
			}
		}
	}
	if l.conn.Rows != nil {
		items = append(items, l.items(l.conn.Rows, l.row)...)
	}
	return "[" + strings.Join(items, ", ") + "]"
}
