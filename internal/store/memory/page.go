package memory

import (
	"math"
	"sort"

	"whojoins/internal/plan"
)

// all are the rows before the filter, by id.
func (c *connection) allRows(owner uint32) []uint32 {
	if c.side != nil {
		return c.side.of(owner)
	}
	return c.run.snap.list(c.plan.Type, c.plan.Deprecated)
}

// candidates are rows among which all that match are, by id, at most limit when
// there is a choice, and the filter that is left.
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

// narrowsTo says that narrow finds no other rows than those that match.
func isExact(p plan.Predicate) bool {
	_, ok := p.(*plan.Compare)
	return ok
}

// member is the filter for rows that need not belong to the list.
func (c *connection) matchesInList() filter {
	where, is := c.where, c.inList()
	if is == nil {
		return where
	}
	return func(row uint32) bool { return is(row) && where(row) }
}

// belongs says of rows whether they are of the list, before its filter.
func (c *connection) inList() filter {
	if rel := c.space.rel; rel != nil {
		return func(row uint32) bool { return rel.isDeprecated.has(row) == c.plan.Deprecated }
	}
	return c.run.ofTypes(c.plan.Type.Types)
}

// walk looks for the rows of a page alone. It takes rows in the order asked, from an
// index, and stops when it has them; or the candidates when they are few enough to be
// less work.
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

// along takes the rows of a page from an index in the order asked, where that is less work
// than to sort all candidates, which are counted besides. It looks at no more rows than
// there are candidates, and says whether the page is there: in the order of what is
// filtered by, it may be far away.
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

// take offers rows to the page, those of a sorted list until it has them.
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

// worth is how many candidates cost less than looking for the page along an index:
// there a page of k rows is met after about k * all / candidates rows.
func (c *connection) maxCandidates(all int) int {
	if c.plan.Page.Limit < 0 {
		return all
	}
	return int(math.Sqrt(float64(c.plan.Page.Limit+1) * float64(all)))
}

// between cuts a sorted list at the cursors.
func (c *connection) betweenCursors(list []uint32) []uint32 {
	if p := c.collector.after; p != nil {
		list = list[sort.Search(len(list), func(i int) bool { return c.order.compare(list[i], p) > 0 }):]
	}
	if p := c.collector.before; p != nil {
		list = list[:sort.Search(len(list), func(i int) bool { return c.order.compare(list[i], p) >= 0 })]
	}
	return list
}
