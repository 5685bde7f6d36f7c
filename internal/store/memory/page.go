package memory

import (
	"math"
	"sort"

	"whojoins/internal/plan"
)

// allRows returns the rows before filtering, by id.
func (c *connection) allRows(owner uint32) []uint32 {
	if c.side != nil {
		return c.side.of(owner)
	}
	return c.run.snap.list(c.plan.Type, c.plan.Deprecated)
}

// candidates returns rows that include all matching ones, by id, and the filter to apply to
// them. It uses a set of candidates only if there are at most limit.
func (c *connection) candidates(owner uint32, limit int) ([]uint32, filter) {
	all := c.allRows(owner)
	if c.side != nil || c.where == nil {
		return all, c.where
	}
	rows, ok := c.run.candidates(c.space, c.plan.Where, min(limit, len(all)/fanOut))
	if !ok {
		return all, c.where
	}
	if isExact(c.plan.Where) {
		return rows, c.inList()
	}
	return rows, c.matchesInList()
}

// isExact reports whether all candidates of a predicate match it.
func isExact(p plan.Predicate) bool {
	_, ok := p.(*plan.Compare)
	return ok
}

// matchesInList returns the filter for rows that may not belong to the list.
func (c *connection) matchesInList() filter {
	where, is := c.where, c.inList()
	if is == nil {
		return where
	}
	return func(row uint32) bool { return is(row) && where(row) }
}

// inList returns a filter for rows of the list, before its own filter.
func (c *connection) inList() filter {
	if rel := c.space.rel; rel != nil {
		return func(row uint32) bool { return rel.isDeprecated.has(row) == c.plan.Deprecated }
	}
	is, deprecated := c.run.ofTypes(c.plan.Type.Types), c.run.snap.isDeprecated
	if deprecated == nil {
		return is
	}
	return func(row uint32) bool { return !deprecated.has(row) && (is == nil || is(row)) }
}

// findPage finds the rows of a page if nothing else is needed. It reads rows from an index in
// the requested order until the page is complete, or tests the candidates if these are few
// enough to be less work.
func (c *connection) findPage(owner uint32) {
	size := len(c.allRows(owner))
	list, where := c.candidates(owner, c.maxCandidates(size))
	sorted := len(c.order.keys) == 0
	if !sorted && c.side == nil && len(list) == size {
		list, sorted = c.run.snap.sorted(c.plan.Type, c.plan.Deprecated, &c.order), true
	}
	if sorted {
		list = c.betweenCursors(list)
	}
	c.collect(list, where, sorted)
}

// pageFromIndex reads the rows of a page from an index in the requested order if that is less
// work than sorting all candidates, which are counted separately. It reads no more rows than
// there are candidates, because the page may be far along the index, and reports whether it
// found the page.
func (c *connection) pageFromIndex(candidates int) bool {
	if c.side != nil || len(c.order.keys) == 0 || !isExact(c.plan.Where) || candidates <= c.maxCandidates(len(c.allRows(0))) {
		return false
	}
	list := c.betweenCursors(c.run.snap.sorted(c.plan.Type, c.plan.Deprecated, &c.order))
	complete := len(list) <= candidates
	switch {
	case complete:
	case c.plan.Page.Backward:
		list = list[len(list)-candidates:]
	default:
		list = list[:candidates]
	}
	if c.collect(list, c.where, true); complete || c.collector.full() {
		return true
	}
	c.collector.reset()
	return false
}

// collect offers rows to the page; rows of a sorted list only until the page is complete.
func (c *connection) collect(list []uint32, where filter, sorted bool) {
	for i := range list {
		row := list[i]
		if c.plan.Page.Backward {
			row = list[len(list)-1-i]
		}
		if c.run.stop() || sorted && c.collector.full() {
			return
		}
		if where == nil || where(row) {
			c.collector.offer(row)
		}
	}
}

// maxCandidates returns the number of candidates up to which testing them is cheaper than
// searching an index, in which a page of k rows is found after about k * all / candidates rows.
func (c *connection) maxCandidates(all int) int {
	if c.plan.Page.Limit < 0 {
		return all
	}
	return int(math.Sqrt(float64(c.plan.Page.Limit+1) * float64(all)))
}

// betweenCursors returns the part of a sorted list between the cursors.
func (c *connection) betweenCursors(list []uint32) []uint32 {
	if p := c.collector.after; p != nil {
		list = list[sort.Search(len(list), func(i int) bool { return c.order.compare(list[i], p) > 0 }):]
	}
	if p := c.collector.before; p != nil {
		list = list[:sort.Search(len(list), func(i int) bool { return c.order.compare(list[i], p) >= 0 })]
	}
	return list
}
