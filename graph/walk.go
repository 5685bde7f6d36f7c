package graph

import (
	"context"
	"encoding/json"

	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/fallback"
)

// Walker returns the walker of the view of the answer, for sinks that follow relations by
// themselves. It is valid until Sink.Receive returns. What it does is counted as work of the
// operation.
func (a *Answer) Walker(ctx context.Context) (store.Walker, error) {
	if err := a.open(ctx); err != nil {
		return nil, err
	}
	return fallback.Complete(a.view, a.engine.config.Model, &a.work), nil
}

// Plans returns the plans of another request, which the view of the answer may run. They must not be
// changed. Errors are those of Prepare, and of the first root field that has no plan.
func (a *Answer) Plans(r Request) ([]*plan.Plan, error) {
	p, err := a.engine.Prepare(r, a.caller)
	if err != nil {
		return nil, err
	}
	return p.Plans()
}

// Data runs a plan in the view of the answer and returns its data, as the root field of an answer has
// it. Errors are those of Cursor, and TOO_LARGE for data above the limit of an answer.
func (a *Answer) Data(ctx context.Context, p *plan.Plan) (json.RawMessage, error) {
	c, err := a.Cursor(ctx, p)
	if err != nil {
		return nil, err
	}
	budget := result.Budget{Limit: a.engine.limits(&a.caller).AnswerBytes}
	return result.Write(nil, p, c, &a.work, &budget)
}
