package memory

import (
	"math"
	"sort"

	"whojoins/internal/plan"
)

// all are the rows before the filter, by id.
func (c *connection) all(owner uint32) []uint32 {
	if c.side != nil {
		return c.side.of(owner)
	}
	return c.run.snap.list(c.plan.Type, c.plan.Deprecated)
}

// candidates are rows among which all that match are, by id, at most limit when
// there is a choice, and the filter that is left.
func (c *connection) candidates(owner uint32, limit int) ([]uint32, filter) {
	all := c.all(owner)
	if c.side != nil || c.where == nil {
		return all, c.where
	}
	rows, ok := c.run.narrow(c.space, c.plan.Where, min(limit, len(all)/spread))
	if !ok {
		return all, c.where
	}
	if narrowsTo(c.plan.Where) {
		return rows, c.belongs()
	}
	return rows, c.member()
}

// narrowsTo says that narrow finds no other rows than those that match.
func narrowsTo(p plan.Predicate) bool {
	_, ok := p.(*plan.Compare)
	return ok
}

// member is the filter for rows that need not belong to the list.
func (c *connection) member() filter {
	where, is := c.where, c.belongs()
	if is == nil {
		return where
	}
	return func(row uint32) bool { return is(row) && where(row) }
}

// belongs says of rows whether they are of the list, before its filter.
func (c *connection) belongs() filter {
	if rel := c.space.rel; rel != nil {
		return func(row uint32) bool { return rel.isDead.has(row) == c.plan.Deprecated }
	}
	return c.run.ofTypes(c.plan.Type.Types)
}

// walk looks for the rows of a page alone. It takes rows in the order asked, from an
// index, and stops when it has them; or the candidates when they are few enough to be
// less work.
func (c *connection) walk(owner uint32) {
	size := len(c.all(owner))
	list, where := c.candidates(owner, c.worth(size))
	sorted := len(c.order.keys) == 0
	if !sorted && c.side == nil && len(list) == size {
		list, sorted = c.run.snap.sorted(c.plan.Type, c.plan.Deprecated, &c.order), true
	}
	if sorted {
		list = c.between(list)
	}
	c.take(list, where, sorted)
}

// along takes the rows of a page from an index in the order asked, where that is less work
// than to sort all candidates, which are counted besides. It looks at no more rows than
// there are candidates, and says whether the page is there: in the order of what is
// filtered by, it may be far away.
func (c *connection) along(candidates int) bool {
	if c.side != nil || len(c.order.keys) == 0 || !narrowsTo(c.plan.Where) || candidates <= c.worth(len(c.all(0))) {
		return false
	}
	list := c.between(c.run.snap.sorted(c.plan.Type, c.plan.Deprecated, &c.order))
	whole := len(list) <= candidates
	switch {
	case whole:
	case c.plan.Page.Backward:
		list = list[len(list)-candidates:]
	default:
		list = list[:candidates]
	}
	if c.take(list, c.where, true); whole || c.kept.full() {
		return true
	}
	c.kept.reset()
	return false
}

// take offers rows to the page, those of a sorted list until it has them.
func (c *connection) take(list []uint32, where filter, sorted bool) {
	for i := range list {
		row := list[i]
		if c.plan.Page.Backward {
			row = list[len(list)-1-i]
		}
		if c.run.stop() || sorted && c.kept.full() {
			return
		}
		if where == nil || where(row) {
			c.kept.offer(row)
		}
	}
}

// worth is how many candidates cost less than looking for the page along an index:
// there a page of k rows is met after about k * all / candidates rows.
func (c *connection) worth(all int) int {
	if c.plan.Page.Limit < 0 {
		return all
	}
	return int(math.Sqrt(float64(c.plan.Page.Limit+1) * float64(all)))
}

// between cuts a sorted list at the cursors.
func (c *connection) between(list []uint32) []uint32 {
	if p := c.kept.after; p != nil {
		list = list[sort.Search(len(list), func(i int) bool { return c.order.compare(list[i], p) > 0 }):]
	}
	if p := c.kept.before; p != nil {
		list = list[:sort.Search(len(list), func(i int) bool { return c.order.compare(list[i], p) >= 0 })]
	}
	return list
}
