package neo4j

import (
	"context"
	"errors"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// view reads one dataset edition. A transaction of the database sees what others commit
// meanwhile, so every statement reads the edition before and after everything else.
//
// A view for several plans is one read transaction. A view for a single plan lets the database
// create a transaction for each statement, of which there is usually one: that needs one round
// trip instead of four. In both cases the edition guarantees consistency between statements.
type view struct {
	store   *Store
	options store.ViewOptions
	session driver.SessionWithContext
	// tx is nil in a view for a single plan.
	tx driver.ExplicitTransaction
	// info describes the edition that the view reads.
	info *datasetEdition
	// answered reports whether a statement has been answered from this edition.
	answered bool
	// graph holds the vertices and edges found by walks; nil before the first walk.
	graph *searchGraph
}

var (
	errClosed  = errors.New("the view is closed; open another one")
	errChanged = plan.Errorf(plan.Unavailable, "try again", "the dataset was replaced while it was being read")
)

// begin opens the transaction, if the view needs one, and reads the description of the dataset,
// unless an earlier view has read it: statements reveal if the edition has changed.
func (v *view) begin(ctx context.Context) (err error) {
	v.session = v.store.session(ctx)
	if !v.options.SinglePlan {
		if v.tx, err = v.session.BeginTransaction(ctx, v.transactionConfig(ctx)); err != nil {
			return err
		}
	}
	if v.info = v.store.lastEdition.Load(); v.info == nil || !v.options.CachedInfo {
		v.info, err = v.dataset(ctx)
	}
	return err
}

// Info implements store.View.
func (v *view) Info() *store.Info { return &v.info.Info }

// Database implements store.Database.
func (v *view) Database() {}

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
	return &cursor{work: v.workOf(ctx), types: v.store.types, stack: append(make([]frame, 0, 16), frame{sel: p.Root, slots: answer})}, nil
}

// read returns the answer to a statement, with the errors of Run.
func (v *view) read(ctx context.Context, s *Statement) ([]any, error) {
	if v.session == nil {
		return nil, errClosed
	}
	work := v.workOf(ctx)
	if err := work.Check(); err != nil {
		return nil, err
	}
	answer, err := v.readEdition(ctx, s)
	if err != nil {
		return nil, v.store.codedError(ctx, err)
	}
	v.answered = true
	return answer, received(work, answer)
}

// workOf returns the counter of a method that was called with ctx.
func (v *view) workOf(ctx context.Context) *plan.Work { return v.options.WorkOf(ctx) }

// received counts the values of an answer and the bytes of its texts.
func received(work *plan.Work, values []any) error {
	for _, v := range values {
		units := plan.UnitsReceive
		switch v := v.(type) {
		case []any:
			if err := received(work, v); err != nil {
				return err
			}
		case string:
			units += plan.TextUnits(len(v))
		}
		if err := work.Add(units); err != nil {
			return err
		}
	}
	return nil
}

// readEdition returns the answer to a statement, all of it from one edition: that of the
// earlier answers in this view or, for the first answer, the current one.
func (v *view) readEdition(ctx context.Context, s *Statement) ([]any, error) {
	if v.options.OnStatement != nil {
		v.options.OnStatement(store.Statement{Text: s.Text, Parameters: s.Params})
	}
	for range 2 {
		values, err := v.record(ctx, s)
		if err != nil {
			return nil, err
		}
		consistent := values != nil && values[0] != nil && values[0] == values[2]
		if !consistent || values[0] != v.info.id {
			if v.answered {
				return nil, errChanged
			}
			if v.info, err = v.dataset(ctx); err != nil {
				return nil, err
			}
		}
		if consistent && values[0] == v.info.id {
			answer, _ := values[1].([]any)
			return answer, nil
		}
	}
	return nil, errChanged
}

// record returns the record of a statement. In a view without a transaction, the statement is
// sent again if the connection is dead. After a restart of the database this costs each idle
// connection one error.
func (v *view) record(ctx context.Context, s *Statement) ([]any, error) {
	values, err := v.single(ctx, s.Text, s.Params)
	if err == nil || v.tx != nil || ctx.Err() != nil || !isTransient(err) {
		return values, err
	}
	_ = v.session.Close(ctx) // its connection is dead
	v.session = v.store.session(ctx)
	return v.single(ctx, s.Text, s.Params)
}

// single returns the only record of a statement, nil if there is none.
func (v *view) single(ctx context.Context, text string, params map[string]any) ([]any, error) {
	var result driver.ResultWithContext
	var err error
	if v.tx != nil {
		result, err = v.tx.Run(ctx, text, params)
	} else {
		result, err = v.session.Run(ctx, text, params, v.transactionConfig(ctx))
	}
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, err
	}
	if v.store.unreachable.Load() {
		v.store.unreachable.Store(false)
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
