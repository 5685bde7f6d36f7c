package graph

import (
	"context"
	"slices"
	"sync"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/cite"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/query"
)

// Answer is the answer to one run of a prepared request, computed on demand as a sink reads
// it. One goroutine uses it, and only until Sink.Receive returns.
type Answer struct {
	engine   *Engine
	prepared *Prepared
	caller   Caller
	// work counts what the operation does. It ends every loop of the store, the writer and the
	// sink soon after the context of the run has ended.
	work plan.Work
	// estimate is the estimate of the work for the dataset of the view. charged is the one before the
	// view was opened, which was taken from the caller's budget.
	estimate *estimated
	charged  int

	// mu is held while a root field is read. gqlgen starts the root fields in parallel, but
	// they share one view, so they are read one after the other.
	mu   sync.Mutex
	view store.View

	// statements has the statements sent to a database, by response key; it is nil without
	// Rights.Explain. field is the response key of the root field that is being read.
	statements map[string][]store.Statement
	field      string
	errors     gqlerror.List
	out        result.Bytes
	// budget bounds the bytes of the fields that read the dataset.
	budget result.Budget
}

// answers is a pool of unused Answers.
var answers = sync.Pool{New: func() any { return new(Answer) }}

func newAnswer(ctx context.Context, e *Engine, p *Prepared, c Caller, estimate *estimated) *Answer {
	a := answers.Get().(*Answer)
	a.engine, a.prepared, a.caller, a.estimate, a.charged = e, p, c, estimate, estimate.Units
	a.work.Start(ctx)
	if c.Rights.Explain {
		a.statements = map[string][]store.Statement{}
	}
	return a
}

// end closes the view and returns the Answer to the pool.
func (a *Answer) end() {
	if a.view != nil {
		a.view.Close()
	}
	*a = Answer{}
	answers.Put(a)
}

// Prepared returns the prepared request that the answer belongs to.
func (a *Answer) Prepared() *Prepared { return a.prepared }

// Work returns the counter of what the operation does. A sink counts its own loops there.
func (a *Answer) Work() *plan.Work { return &a.work }

// Dataset returns the description of the dataset that the whole answer is read from. It
// returns an error, such as UNAVAILABLE, if the dataset cannot be opened.
func (a *Answer) Dataset(ctx context.Context) (*store.Info, error) {
	if err := a.open(ctx); err != nil {
		return nil, err
	}
	return a.view.Info(), nil
}

// open opens the view of the dataset on first use.
func (a *Answer) open(ctx context.Context) error {
	if a.view != nil {
		return nil
	}
	v, err := a.engine.config.Store.View(ctx, a.viewOptions())
	if err != nil {
		return err
	}
	a.view = v
	// The estimate before the view was opened may be for another dataset, or for an unknown one.
	if s := v.Info().Statistics; s != a.estimate.by.Statistics {
		a.estimate = a.engine.estimate(a.prepared, s)
		return a.estimate.check(a.engine.limits(&a.caller))
	}
	return nil
}

// maxNameLength is the largest number of bytes of an operation's name that is sent to the
// database.
const maxNameLength = 64

// viewOptions returns the options of the view in which the operation runs.
func (a *Answer) viewOptions() store.ViewOptions {
	o := store.ViewOptions{RequestID: a.caller.RequestID, OperationName: a.prepared.Operation(), CachedInfo: true, SinglePlan: len(a.prepared.fields) == 1, Work: &a.work}
	o.OperationName = o.OperationName[:min(len(o.OperationName), maxNameLength)]
	if a.prepared.DescribesService() {
		o.CachedInfo, o.SinglePlan = false, false
	}
	if a.statements != nil {
		o.OnStatement = func(s store.Statement) { a.statements[a.field] = append(a.statements[a.field], s) }
	}
	return o
}

// Cursor runs a plan in the view of the answer: the plan that Prepared.Table returns, or one
// that the sink made. The cursor is valid until the next use of the answer. Errors are those
// of store.View.Run.
func (a *Answer) Cursor(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	if err := a.open(ctx); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(a.prepared.fields, func(f field) bool { return f.plan == p }); i >= 0 {
		return a.run(ctx, p, a.prepared.fields[i].memo)
	}
	return a.run(ctx, p, nil)
}

// run runs a plan in the view, which must be open.
func (a *Answer) run(ctx context.Context, p *plan.Plan, memo *store.Memo) (store.Cursor, error) {
	if isMeta(p) {
		return store.Meta(ctx, a.view, a.engine.config.Model, p, a.about())
	}
	if query.Handles(p) {
		return query.Run(ctx, &a.work, a.view, a.engine.config.Model, p, nil)
	}
	return store.Run(ctx, a.view, p, memo)
}

// about returns the values of the root fields meta and _service that do not come from the dataset,
// by path of the field.
func (a *Answer) about() map[string]model.Value {
	values := map[string]model.Value{
		"name":     model.TextValue("Whojoins"),
		"version":  model.TextValue(a.engine.config.Version),
		"citation": model.TextValue(cite.Of(a.view.Info(), a.caller.Site).String()),
		"sdl":      model.TextValue(FederatedSDL()),
	}
	limits := *a.engine.limits(&a.caller)
	for name, n := range limits.Named() {
		values["limits."+name] = model.IntValue(int64(*n))
	}
	return values
}
