package neo4j

import (
	"context"
	"errors"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/plan"
	"whojoins/store"
)

// view is one read transaction. The database does not keep a transaction from seeing
// what others commit meanwhile, so every statement reads the version of the dataset
// before and after everything else.
type view struct {
	store   *Store
	session driver.SessionWithContext
	tx      driver.ExplicitTransaction
	info    *store.Info
	// asked says that a plan was answered from the version in info.
	asked bool
}

var (
	errClosed  = errors.New("the view is closed; make another one")
	errChanged = plan.Errorf(plan.Unavailable, "ask again", "the dataset was replaced while it was being read")
)

// begin opens the transaction and sees which dataset there is.
func (v *view) begin(ctx context.Context) (err error) {
	if v.tx, err = v.session.BeginTransaction(ctx, transaction(ctx)); err != nil {
		return err
	}
	v.info, err = v.dataset(ctx)
	return err
}

// Info implements store.View.
func (v *view) Info() *store.Info { return v.info }

// Run implements store.View.
func (v *view) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	if v.tx == nil {
		return nil, errClosed
	}
	s, err := Compile(v.store.model, p)
	if err != nil {
		return nil, err
	}
	answer, err := v.ask(ctx, s)
	if errors.Is(err, errChanged) && !v.asked {
		if v.info, err = v.dataset(ctx); err == nil {
			answer, err = v.ask(ctx, s)
		}
	}
	if err != nil {
		return nil, failure(ctx, err)
	}
	v.asked = true
	return &cursor{types: v.store.types, stack: append(make([]frame, 0, 16), frame{sel: p.Root, slots: answer})}, nil
}

// ask gives the answer to a statement, read from the version in info alone.
func (v *view) ask(ctx context.Context, s *Statement) ([]any, error) {
	store.TellStatement(ctx, store.Statement{Text: s.Text, Parameters: s.Params})
	values, err := v.single(ctx, s.Text, s.Params)
	switch {
	case err != nil:
		return nil, err
	case values == nil:
		return nil, errChanged
	case values[0] != v.info.Version || values[3] != v.info.Version || values[1] != stateReady || values[4] != stateReady:
		return nil, errChanged
	}
	answer, _ := values[2].([]any)
	return answer, nil
}

// single gives the only record of a statement, nil when there is none.
func (v *view) single(ctx context.Context, text string, params map[string]any) ([]any, error) {
	result, err := v.tx.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	return records[0].Values, nil
}

// Close implements store.View.
func (v *view) Close() {
	if v.session == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	if v.tx != nil {
		_ = v.tx.Close(ctx) // nothing was written that could be lost
	}
	_ = v.session.Close(ctx)
	v.session, v.tx = nil, nil
}
