package memory

import (
	"context"

	"whojoins/internal/plan"
)

// measures returns the measures of a connection, by kind and all together.
func (r *run) measures(s space, p *plan.Connection) (f []*facet, a []*aggregate, g []*groups, x []*series, all []measure) {
	for i := range p.Facets {
		f = append(f, r.facet(s, &p.Facets[i]))
		all = append(all, f[i])
	}
	for i, field := range p.Aggregates {
		a = append(a, newAggregate(s, field))
		all = append(all, a[i])
	}
	for i := range p.Groups {
		g = append(g, r.groups(s, &p.Groups[i]))
		all = append(all, g[i])
	}
	for i := range p.Series {
		x = append(x, r.series(s, &p.Series[i]))
		all = append(all, x[i])
	}
	return f, a, g, x, all
}

// recall sets the results of the measures of a whole list, which are computed once. The work is
// counted as if they were computed again: what an operation costs depends neither on what others
// requested before, nor on the store.
func (c *connection) recall() {
	list := c.allRows(0)
	c.count = len(list)
	if c.run.work.Add(len(list)*(plan.UnitsRow+c.perRow)) != nil {
		return
	}
	for i, m := range c.measures {
		name, size := m.key()
		found := indexed(&c.run.snap.indexes, indexKey{typ: c.plan.Type, deprecated: c.plan.Deprecated, measure: name}, size, func() measured {
			return c.measureAll(i, list)
		})
		m.use(found.result)
		if c.run.work.Add(found.units) != nil {
			return
		}
	}
	c.keepResults()
}

// measured is the result of a measure of a whole list, and the work of finding it in what was
// counted.
type measured struct {
	result any
	units  int
}

// measureAll computes a measure of all rows, beyond the end of the operation that needs it first.
func (c *connection) measureAll(i int, list []uint32) measured {
	r := &run{work: plan.NewWork(context.Background()), snap: c.run.snap}
	_, _, _, _, all := r.measures(c.space, c.plan)
	m := all[i]
	m.reset(len(list))
	before := r.work.Spent()
	for len(list) > 0 {
		rows := list[:min(len(list), blockRows)]
		list = list[len(rows):]
		m.count(rows)
	}
	m.finish(r)
	return measured{m.found(), r.work.Spent() - before}
}

// keepResults collects the results of the aggregates.
func (c *connection) keepResults() {
	c.results = c.results[:0]
	for _, a := range c.aggregates {
		c.results = append(c.results, a.result)
	}
}
