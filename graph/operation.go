package graph

import (
	"context"
	"maps"

	"github.com/99designs/gqlgen/graphql"

	"whojoins/graph/generated"
	"whojoins/internal/cite"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/query"
)

type exchangeKey struct{}

// run writes the data of the prepared operation.
func (x *exchange) run(ctx context.Context) {
	if x.prepared.plain {
		start := len(x.out)
		x.fields(ctx)
		x.data = len(x.out) - start
		return
	}
	about, schemaAlone := x.handler.preparer.about, len(x.prepared.plans) == 0
	if data, ok := about.known.Get(x.prepared); schemaAlone && ok {
		x.out = append(x.out, data...)
		x.data = len(data)
		return
	}
	ctx = context.WithValue(ctx, exchangeKey{}, x)
	ctx = graphql.WithOperationContext(ctx, x.prepared.context)
	ctx = graphql.WithResponseContext(ctx, x.handler.presentError, x.handler.recover)
	start := len(x.out)
	x.handler.executor.Execute(ctx, &x.out)
	x.data = len(x.out) - start
	x.errors = graphql.GetErrors(ctx)
	if schemaAlone && len(x.errors) == 0 {
		about.remember(x.prepared, x.out[start:])
	}
}

// read answers the root field that the context stands on.
func (h *Handler) read(ctx context.Context) (generated.Planned, error) {
	x := ctx.Value(exchangeKey{}).(*exchange)
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.read(ctx, nil, x.prepared.of(graphql.GetFieldContext(ctx).Field.Alias))
}

// read appends the answer of a root field to dst.
func (x *exchange) read(ctx context.Context, dst []byte, c *compiled) ([]byte, error) {
	if c.err != nil {
		return nil, c.err
	}
	if err := x.open(ctx); err != nil {
		return nil, err
	}
	if x.explanation != nil {
		x.explanation.field = c.field.Alias
	}
	cursor, err := x.ask(ctx, c.plan, c.memo)
	if err != nil {
		return nil, err
	}
	return result.Write(dst, c.plan, cursor)
}

// open pins the dataset at the first root field that reads. What failed once is not
// tried again by the next field.
func (x *exchange) open(ctx context.Context) error {
	if x.view == nil && x.failed == nil {
		x.view, x.failed = x.handler.config.Store.View(ctx, x.viewOptions())
	}
	return x.failed
}

// viewOptions returns the options of the view in which the operation is run.
func (x *exchange) viewOptions() store.ViewOptions {
	o := store.ViewOptions{RequestID: x.id, OperationName: x.prepared.context.OperationName, CachedInfo: true, SinglePlan: len(x.prepared.plans) == 1, OnStatement: x.onStatement()}
	o.OperationName = o.OperationName[:min(len(o.OperationName), maxNameLength)]
	for _, c := range x.prepared.plans {
		if c.plan != nil {
			_, meta := c.plan.Root.Slots[0].(*plan.Meta)
			o.CachedInfo, o.SinglePlan = o.CachedInfo && !meta, o.SinglePlan && !meta
		}
	}
	return o
}

func (x *exchange) ask(ctx context.Context, p *plan.Plan, memo *store.Memo) (store.Cursor, error) {
	if query.Handles(p) {
		return query.Run(ctx, x.view, x.handler.config.Model, p, x.about(p))
	}
	return store.Run(ctx, x.view, p, memo)
}

// about is what is known beside the dataset when a plan asks about the service.
func (x *exchange) about(p *plan.Plan) map[string]model.Value {
	if _, meta := p.Root.Slots[0].(*plan.Meta); !meta {
		return nil
	}
	all := maps.Clone(x.handler.about)
	all["citation"] = model.TextValue(cite.Of(x.view.Info(), x.address().site).String())
	return all
}

// about is what the program knows of itself, for the root field meta.
func about(version string, l plan.Limits) map[string]model.Value {
	values := map[string]model.Value{"name": model.TextValue("Whojoins"), "version": model.TextValue(version)}
	for name, n := range l.Named() {
		values["limits."+name] = model.IntValue(int64(*n))
	}
	return values
}

// passField and passRoot are gqlgen's hooks around fields; nothing is hooked in.
func passField(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) }

func passRoot(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) }
