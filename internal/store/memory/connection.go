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
	order order
	rows  *selection

	collector  collector
	facets     []*facet
	aggregates []*aggregate
	// measures is the number of facets and aggregates.
	measures int

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
	for i := range p.Facets {
		c.facets = append(c.facets, r.facet(c.space, &p.Facets[i]))
	}
	for _, f := range p.Aggregates {
		c.aggregates = append(c.aggregates, newAggregate(c.space, f))
	}
	c.measures = len(c.facets) + len(c.aggregates)
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
	case len(c.facets) > 0 || len(c.aggregates) > 0 || counted && c.where != nil:
		list, where := c.candidates(owner, math.MaxInt)
		c.scan(list, where, paged && !c.pageFromIndex(len(list)))
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

// scan visits every row, as facets, aggregates and filtered counts need all that match.
func (c *connection) scan(list []uint32, where filter, paged bool) {
	for _, f := range c.facets {
		f.reset()
	}
	for _, a := range c.aggregates {
		a.reset()
	}
	for _, row := range list {
		if c.run.stop() {
			return
		}
		if where != nil && !where(row) {
			continue
		}
		c.count++
		c.run.work.Count(c.measures * plan.UnitsKeep)
		for _, f := range c.facets {
			f.count(row)
		}
		for _, a := range c.aggregates {
			a.count(row)
		}
		if paged {
			c.collector.offer(row)
		}
	}
	for _, f := range c.facets {
		f.finish(c.run)
	}
	c.results = c.results[:0]
	for _, a := range c.aggregates {
		a.finish(c.run)
		c.results = append(c.results, a.result)
	}
}

// key appends the values that a row of the page is sorted by, and its id.
func (c *connection) key(i int, dst []model.Value) []model.Value {
	row := c.page[i]
	for k := range c.order.keys {
		dst = append(dst, c.order.keys[k].value(row))
	}
	return append(dst, c.order.ids.value(row+1))
}
