package graph

import (
	"context"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Bounds of the pages in which a whole list is read. Within these, a page has as many rows as
// the cost of one answer allows.
const (
	minPageRows = 20
	maxPageRows = 20_000
)

// Pages runs the plan of a list page by page from the beginning, up to a number of rows (below
// zero means all), whatever page the plan itself requests. The plan is that of Prepared.Table,
// or a clone of it with more slots. Each cursor is at the root object and is valid until page
// returns; an error of page ends the list and is returned.
func (a *Answer) Pages(ctx context.Context, p *plan.Plan, rows int, page func(store.Cursor) error) error {
	list := *p.Root.Slots[0].(*plan.Connection)
	each := max(p.Cost/max(list.Page.Limit, 1), 1)
	most := min(max(a.engine.limits(&a.caller).Cost/each, minPageRows), maxPageRows)
	list.Info, list.Cursors = true, true
	for left := rows; left != 0; {
		if list.Page.Limit = most; left > 0 {
			list.Page.Limit = min(most, left)
		}
		part := list
		c, err := a.Cursor(ctx, &plan.Plan{Field: p.Field, Root: &plan.Select{Slots: []plan.Slot{&part}}, Out: p.Out})
		if err != nil {
			return err
		}
		if err := page(c); err != nil {
			return err
		}
		last, n, more := endOf(c)
		if err := c.Err(); err != nil || !more || n == 0 {
			return err
		}
		if list.Page.After = last; left > 0 {
			left -= n
		}
	}
	return nil
}

// endOf returns the key of the last row of a page, the number of its rows, and whether there
// are more.
func endOf(c store.Cursor) (last []model.Value, rows int, more bool) {
	c.Enter(0)
	defer c.Leave()
	if rows = c.Len(); rows == 0 {
		return nil, 0, false
	}
	return slices.Clone(c.Key(rows-1, nil)), rows, c.More()
}
