package neo4j

import (
	"context"
	"errors"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// view reads one edition of the dataset. The database does not keep a transaction from
// seeing what others commit meanwhile, so every statement reads the edition before and
// after everything else.
//
// A view for several plans is one read transaction. One for a single plan lets the
// database make one for each of its statements, mostly one: that is one way to the
// database and back, not four. What binds them together is the edition, in either case.
type view struct {
	store   *Store
	options store.ViewOptions
	session driver.SessionWithContext
	// tx is nil in a view for a single plan.
	tx driver.ExplicitTransaction
	// info describes the edition that is read.
	info *edition
	// asked says that a plan was answered from it.
	asked bool
	// ground is what was walked over; nil until the view is walked.
	ground *ground
}

var (
	errClosed  = errors.New("the view is closed; open another one")
	errChanged = plan.Errorf(plan.Unavailable, "ask again", "the dataset was replaced while it was being read")
)

// begin opens the transaction, if there is to be one, and sees which dataset there is,
// unless an earlier view has seen it: statements tell when it is another one.
func (v *view) begin(ctx context.Context) (err error) {
	v.session = v.store.session(ctx)
	if !v.options.SinglePlan {
		if v.tx, err = v.session.BeginTransaction(ctx, v.transaction(ctx)); err != nil {
			return err
		}
	}
	if v.info = v.store.known.Load(); v.info == nil || !v.options.CachedInfo {
		v.info, err = v.dataset(ctx)
	}
	return err
}

// Info implements store.View.
func (v *view) Info() *store.Info { return &v.info.Info }

// Run implements store.View.
func (v *view) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	return v.RunMemo(ctx, p, nil)
}

// RunMemo implements store.Memoizer. The memo holds the statement.
func (v *view) RunMemo(ctx context.Context, p *plan.Plan, memo *store.Memo) (store.Cursor, error) {
	s, err := statementOf(v.store.model, p, memo)
	if err != nil {
		return nil, err
	}
	answer, err := v.read(ctx, s)
	if err != nil {
		return nil, err
	}
	return &cursor{types: v.store.types, stack: append(make([]frame, 0, 16), frame{sel: p.Root, slots: answer})}, nil
}

// read gives the answer to a statement, with the errors of Run.
func (v *view) read(ctx context.Context, s *Statement) ([]any, error) {
	if v.session == nil {
		return nil, errClosed
	}
	answer, err := v.ask(ctx, s)
	if err != nil {
		return nil, v.store.failure(ctx, err)
	}
	v.asked = true
	return answer, nil
}

// ask gives the answer to a statement, all of it read from one edition: that of what was
// answered before in this view, or else the one there is.
func (v *view) ask(ctx context.Context, s *Statement) ([]any, error) {
	if v.options.OnStatement != nil {
		v.options.OnStatement(store.Statement{Text: s.Text, Parameters: s.Params})
	}
	for range 2 {
		values, err := v.record(ctx, s)
		if err != nil {
			return nil, err
		}
		whole := values != nil && values[0] != nil && values[0] == values[2]
		if !whole || values[0] != v.info.id {
			if v.asked {
				return nil, errChanged
			}
			if v.info, err = v.dataset(ctx); err != nil {
				return nil, err
			}
		}
		if whole && values[0] == v.info.id {
			answer, _ := values[1].([]any)
			return answer, nil
		}
	}
	return nil, errChanged
}

// record gives the record of a statement. One in a transaction of its own is sent once
// more when the connection turns out to be dead, which costs each idle connection one
// error after a restart of the database.
func (v *view) record(ctx context.Context, s *Statement) ([]any, error) {
	values, err := v.single(ctx, s.Text, s.Params)
	if err == nil || v.tx != nil || ctx.Err() != nil || !passing(err) {
		return values, err
	}
	_ = v.session.Close(ctx) // its connection is dead
	v.session = v.store.session(ctx)
	return v.single(ctx, s.Text, s.Params)
}

// single gives the only record of a statement, nil when there is none.
func (v *view) single(ctx context.Context, text string, params map[string]any) ([]any, error) {
	var result driver.ResultWithContext
	var err error
	if v.tx != nil {
		result, err = v.tx.Run(ctx, text, params)
	} else {
		result, err = v.session.Run(ctx, text, params, v.transaction(ctx))
	}
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, err
	}
	if v.store.away.Load() {
		v.store.away.Store(false)
	}
	if len(records) == 0 {
		return nil, nil
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
