package memory

import (
	"math"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// connection is a connection of a plan, bound to a snapshot, with the answer for the object
// from which it was entered last.
type connection struct {
	run   *run
	plan  *plan.Connection
	space space
	// side is nil at the root.
	side  *adjacency
	where filter
	// sieve decides what where does, for blocks of rows; it is set if there are measures.
	sieve sieve
	order order
	rows  *selection

	collector collector
	// matched has the rows of a block that match the filter, and marks the marks of its rows.
	matched    *block
	marks      *[blockRows]uint8
	facets     []*facet
	aggregates []*aggregate
	groups     []*groups
	series     []*series
	// measures are the facets, the aggregates, the groups and the series, and perRow is the number of units of
	// counting a row in all of them.
	measures []measure
	perRow   int

	// entered reports whether the answer for owner has been computed.
	entered bool
	owner   uint32
	page    []uint32
	more    bool
	count   int
	results []store.FieldAggregate
}

func (r *run) connection(p *plan.Connection) (*connection, error) {
	c := &connection{run: r, plan: p, space: r.entitySpace()}
	r.lists = append(r.lists, c)
	if p.Type.Kind == model.Relation {
		rel := r.snap.relations[p.Type.Index]
		c.space = relationSpace(rel, p.Deprecated)
		if p.Side != nil {
			c.side = rel.side(p.Side, p.Deprecated)
		}
	}
	c.where, c.order = r.filter(c.space, p.Where), r.order(c.space, p.Order)
	var err error
	if c.collector, err = r.collector(&c.order, p.Page); err != nil {
		return nil, err
	}
	c.facets, c.aggregates, c.groups, c.series, c.measures = r.measures(c.space, p)
	c.perRow = unitsPerRow(p)
	if len(c.measures) > 0 && c.side == nil {
		c.sieve = r.sieve(c.space, p.Where, c.where)
	}
	if p.Rows != nil {
		c.rows, err = r.selection(c.space, p.Rows)
	}
	return c, err
}

// enter computes the answer for an entity, or at the root.
func (c *connection) enter(owner uint32) {
	if c.entered && c.owner == owner {
		return
	}
	c.entered, c.owner = true, owner
	c.run.work.Count(plan.UnitsEnter)
	c.collector.reset()
	c.page, c.more, c.count = nil, false, 0
	paged := c.plan.Rows != nil || c.plan.Info
	counted := c.plan.Count || c.plan.Aggregate
	switch {
	case len(c.measures) > 0 && c.side == nil && c.where == nil:
		c.recall()
		if paged {
			c.findPage(owner)
		}
	case len(c.measures) > 0 || counted && c.where != nil:
		list, where := c.candidates(owner, math.MaxInt)
		through := c.sieve
		if len(list) < len(c.allRows(owner)) {
			through = nil // the candidates have a filter of their own
		}
		c.scan(list, where, through, paged && !c.pageFromIndex(len(list)))
	default:
		if counted {
			c.count = len(c.allRows(owner))
		}
		if paged {
			c.findPage(owner)
		}
	}
	if paged {
		c.page, c.more = c.collector.page()
	}
}

// scan visits every row, as measures and filtered counts need all that match. A sieve does what the
// filter does.
func (c *connection) scan(list []uint32, where filter, through sieve, paged bool) {
	for _, m := range c.measures {
		m.reset(len(list))
	}
	for len(list) > 0 {
		rows := list[:min(len(list), blockRows)]
		list = list[len(rows):]
		if c.run.work.Add(len(rows)*plan.UnitsRow) != nil {
			return
		}
		switch {
		case through != nil:
			rows = c.sifted(rows, through)
		case where != nil:
			rows = c.matching(rows, where)
		}
		c.count += len(rows)
		c.run.work.Count(len(rows) * c.perRow)
		for _, m := range c.measures {
			m.count(rows)
		}
		if paged {
			for _, row := range rows {
				c.collector.offer(row)
			}
		}
	}
	for _, m := range c.measures {
		m.finish(c.run)
	}
	c.keepResults()
}

// matching returns the rows of a block that match.
func (c *connection) matching(rows []uint32, where filter) []uint32 {
	if c.matched == nil {
		c.matched = new(block)
	}
	n := 0
	for _, row := range rows {
		c.matched[n] = row
		if where(row) {
			n++
		}
	}
	return c.matched[:n]
}

// sifted returns the rows of a block that match.
func (c *connection) sifted(rows []uint32, through sieve) []uint32 {
	if c.marks == nil {
		c.matched, c.marks = new(block), new([blockRows]uint8)
	}
	return c.matched[:through.sift(rows, c.marks, c.matched[:])]
}

// key appends the values that a row of the page is sorted by, and its id.
func (c *connection) key(i int, dst []model.Value) []model.Value {
	row := c.page[i]
	for k := range c.order.keys {
		dst = append(dst, c.order.keys[k].value(row))
	}
	return append(dst, c.order.ids.value(row+1))
}
