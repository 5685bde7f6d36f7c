package graph

import (
	"time"

	"whojoins/internal/plan"
)

// Budget bounds the cost of the operations of a caller, in units of cost. It is safe for
// concurrent use.
type Budget interface {
	// Take takes units and returns 0, or takes nothing and returns the time until there are
	// enough.
	Take(units int) time.Duration
	// Return gives back units that were taken and not spent; a number below zero takes more.
	Return(units int)
	// Left is the number of units that are left, and Limit the number per minute.
	Left() int
	Limit() int
}

// charge takes the estimated cost of an operation from the budget of a caller. It returns
// RATE_LIMITED if there is not enough.
func (c *Caller) charge(units int) error {
	if c.Budget == nil {
		return nil
	}
	wait := c.Budget.Take(units)
	if wait == 0 {
		return nil
	}
	e := plan.Errorf(plan.RateLimited, "", "the request costs %d units, and %d are left of your budget of %d per minute", units, c.Budget.Left(), c.Budget.Limit())
	return later(e, wait, 1)
}

// settle gives back what an operation did not spend of what charge took.
func (c *Caller) settle(units, spent int) {
	if c.Budget != nil {
		c.Budget.Return(units - spent)
	}
}

// left returns what will be left of the caller's budget when some units have been given back; nil
// if there is no budget.
func (c *Caller) left(back int) *int {
	if c.Budget == nil {
		return nil
	}
	n := max(0, min(c.Budget.Left()+back, c.Budget.Limit()))
	return &n
}
