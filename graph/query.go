package graph

import (
	"context"
	"encoding/json"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Query answers a request in memory, for parts of the program that need data. The data is nil
// when there is no answer; errors are as callers see them, with codes.
func (e *Engine) Query(ctx context.Context, r Request, c Caller) (data json.RawMessage, errs gqlerror.List) {
	p, err := e.Prepare(r, c)
	if err != nil {
		return nil, e.Present(ctx, err)
	}
	data, _, errs = e.Data(ctx, p, c)
	return data, errs
}

// Data runs a prepared request and returns its answer in memory, as Query does.
func (e *Engine) Data(ctx context.Context, p *Prepared, c Caller) (data json.RawMessage, cost Cost, errs gqlerror.List) {
	m := memory{cost: e.Cost(p, c)}
	if err := e.Run(ctx, p, c, &m); err != nil {
		return nil, m.cost, e.Present(ctx, err)
	}
	return m.data, m.cost, m.errs
}

// memory is a sink that keeps the data.
type memory struct {
	data json.RawMessage
	cost Cost
	errs gqlerror.List
}

// Receive implements Sink.
func (m *memory) Receive(ctx context.Context, a *Answer) error {
	m.data, m.errs = a.JSON(ctx, nil)
	m.cost = a.Cost()
	return nil
}
