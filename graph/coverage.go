package graph

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/wording"
)

// Coverage returns how many participants of the initiatives that an answer is about are on record; see
// plan.Initiatives. It has no initiatives if the answer is about none, has several root fields, or
// is about so many initiatives that their estimate exceeds the limit of a request.
func (e *Engine) Coverage(ctx context.Context, r Request, c Caller) (sum wording.CoverageSum, err error) {
	p, err := e.Prepare(r, c)
	if err != nil {
		return sum, err
	}
	err = e.Run(ctx, p, c, coverageSink{&sum})
	return sum, err
}

// coverageSink reads the coverage alone.
type coverageSink struct{ sum *wording.CoverageSum }

// Receive implements Sink.
func (s coverageSink) Receive(ctx context.Context, a *Answer) (err error) {
	if len(a.prepared.fields) == 1 && a.prepared.fields[0].plan != nil {
		*s.sum, err = a.Coverage(ctx, a.prepared.fields[0].plan)
	}
	return err
}

// Coverage returns the coverage of the initiatives that the answer to a plan is about; see
// Engine.Coverage.
func (a *Answer) Coverage(ctx context.Context, p *plan.Plan) (sum wording.CoverageSum, err error) {
	m := a.engine.config.Model
	f := m.AnyEntity.WithDerivation(model.DerivedCoverage)
	if f == nil {
		return sum, nil
	}
	of := p.Initiatives(m, f.Leaf("measure"), f.Leaf("stated"), f.Leaf("comparator"), f.Leaf("recorded"), f.Leaf("complete"))
	if of == nil {
		return sum, nil
	}
	if err := a.open(ctx); err != nil {
		return sum, err
	}
	if a.estimate.by.Of(of).Units > a.engine.limits(&a.caller).Cost {
		return sum, nil
	}
	c, err := a.Cursor(ctx, of)
	if err != nil {
		return sum, err
	}
	c.Enter(0)
	defer c.Leave()
	for c.Next() {
		if err := a.work.Add(plan.UnitsRow); err != nil {
			return sum, err
		}
		if c.Value(3).Null() {
			sum.Add(nil)
			continue
		}
		one := wording.Coverage{Measure: c.Value(0).Text, Comparator: c.Value(2).Text, Recorded: int(c.Value(3).Int), Complete: c.Value(4).Int != 0}
		if stated := c.Value(1); !stated.Null() {
			n := int(stated.Int)
			one.Stated = &n
		}
		sum.Add(&one)
	}
	return sum, c.Err()
}
