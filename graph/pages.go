package graph

import (
	"context"
	"math"
	"slices"

	"whojoins/internal/cost"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Bounds of the pages in which a whole list is read. Within these, a page has as many rows as
// can be written with pageUnits units of work, or with those of one request if they are fewer.
const (
	minPageRows = 20
	maxPageRows = 20_000
	pageUnits   = 1 << 20
)

// Pages runs the plan of a list page by page from the beginning, up to a number of rows (below
// zero means all), whatever page the plan itself requests. The plan is that of Prepared.Table,
// or a clone of it with more slots. Each cursor is at the root object and is valid until page
// returns; an error of page ends the list and is returned.
func (a *Answer) Pages(ctx context.Context, p *plan.Plan, rows int, page func(store.Cursor) error) error {
	if err := a.open(ctx); err != nil {
		return err
	}
	list := *p.Root.Slots[0].(*plan.Connection)
	most := min(max(min(a.engine.limits(&a.caller).Cost-requestUnits, pageUnits)/a.unitsOfRow(p), minPageRows), maxPageRows)
	list.Info, list.Cursors = true, true
	for left := rows; left != 0; {
		if list.Page.Limit = most; left > 0 {
			list.Page.Limit = min(most, left)
		}
		part := list
		c, err := a.Cursor(ctx, withList(p, &part))
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

// withList returns a plan with another page of its list.
func withList(p *plan.Plan, list *plan.Connection) *plan.Plan {
	of := *p
	of.Root = &plan.Select{Slots: []plan.Slot{list}}
	return &of
}

// IsSmallFile reports whether a file with the answers to plans is small: by its estimate, it takes
// no more work than a cheap operation; see Answer.FileUnits. A file of a dataset that is not known
// yet is not small.
func (e *Engine) IsSmallFile(whole bool, rows int, plans ...*plan.Plan) bool {
	s := e.statistics()
	return s != nil && fileUnits(e.estimates(s), plans, whole, rows) <= cheapCost
}

// FileUnits estimates the work of a file with the answers to plans. Whole means that the file has
// the whole lists, whatever page a plan requests, up to a number of rows (below zero means all).
// The view of the answer must be open.
func (a *Answer) FileUnits(whole bool, rows int, plans ...*plan.Plan) int {
	return fileUnits(a.estimate.by, plans, whole, rows)
}

func fileUnits(by *cost.Estimator, plans []*plan.Plan, whole bool, rows int) (units int) {
	for _, p := range plans {
		if list, ok := p.Root.Slots[0].(*plan.Connection); ok && whole {
			all := *list
			if all.Page = (plan.Page{Limit: rows}); rows < 0 {
				all.Page.Limit = math.MaxInt32 // the estimate knows how many there are
			}
			p = withList(p, &all)
		}
		units += by.Of(p).Units
	}
	return units
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

// unitsOfRow returns the work of reading and writing a row of the list of a plan, at least 1.
func (a *Answer) unitsOfRow(p *plan.Plan) int {
	const rows = 20
	units := func(limit int) int {
		list := *p.Root.Slots[0].(*plan.Connection)
		list.Page.Limit = limit
		return a.estimate.by.Of(withList(p, &list)).Units
	}
	return max(1, (units(rows)-units(0))/rows)
}
