package graph

import (
	"whojoins/internal/cost"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Cost is the work of a request, in the units of plan.Work.
type Cost struct {
	// Asked is the estimate before the request runs, Spent what was counted since.
	Asked, Spent int
	// Left is what is left of the caller's budget; nil where there are no budgets.
	Left *int
}

// requestUnits is the work of every request, whatever it selects: to receive it, to find what was
// prepared for it, to log it and to send the answer, about 30 µs:
//
//	go test -run - -bench Server ./internal/http/graphql
const requestUnits = 3000

// estimated is the estimate of a request for one dataset.
type estimated struct {
	by *cost.Estimator
	cost.Estimate
}

// estimate estimates the work of a request for a dataset. The last estimate is remembered, since
// requests are repeated more often than datasets change.
func (e *Engine) estimate(p *Prepared, s *store.Statistics) *estimated {
	by := e.estimates(s)
	if known := p.estimated.Load(); known != nil && known.by == by {
		return known
	}
	all := []cost.Estimate{{Units: requestUnits}, p.introspection}
	for i := range p.fields {
		if f := &p.fields[i]; f.err == nil {
			all = append(all, by.Of(f.plan))
		}
	}
	fresh := &estimated{by, cost.Sum(all...)}
	p.estimated.Store(fresh)
	return fresh
}

// estimates returns the Estimator for a dataset.
func (e *Engine) estimates(s *store.Statistics) *cost.Estimator {
	by := e.estimator.Load()
	if by.Statistics != s {
		by = cost.New(s, e.config.Model)
		e.estimator.Store(by)
	}
	return by
}

// statistics returns the statistics of the dataset as far as they are known without reading it,
// or nil.
func (e *Engine) statistics() *store.Statistics {
	if st, ok := e.config.Store.(store.Describer); ok {
		if info := st.Known(); info != nil {
			return info.Statistics
		}
	}
	return nil
}

// Cost returns the cost of a request of a caller that has not run. p may be nil.
func (e *Engine) Cost(p *Prepared, c Caller) Cost {
	cost := Cost{Left: c.left(0)}
	if p != nil {
		cost.Asked = e.estimate(p, e.statistics()).Units
	}
	return cost
}

// Cost returns the cost of the request, of which Spent is what was counted so far.
func (a *Answer) Cost() Cost {
	spent := a.spent()
	return Cost{Asked: a.estimate.Units, Spent: spent, Left: a.caller.left(a.charged - spent)}
}

// spent returns the work that was counted so far. What a database spends is not counted, and the
// estimate of it is added instead.
func (a *Answer) spent() int {
	units := requestUnits + a.work.Spent()
	if _, ok := a.view.(store.Database); ok {
		units += a.estimate.Store
	}
	return units
}

// check rejects a request that would take more work than one request may.
func (w *estimated) check(limits *plan.Limits) error {
	if w.Units <= limits.Cost {
		return nil
	}
	over := plan.Over(plan.TooComplex, "cost", w.Units, limits.Cost, w.Most.Hint(), "units of work, %d of them %s", w.Most.Units, &w.Most)
	over.Path = w.Most.Path
	return over
}
