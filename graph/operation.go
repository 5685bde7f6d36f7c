package graph

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph/internal/edge"
	"whojoins/model"
	"whojoins/plan"
	"whojoins/result"
	"whojoins/store"
)

// operation is one request while it is answered. All its root fields read one view,
// one after the other, though gqlgen starts them side by side.
type operation struct {
	handler  *Handler
	prepared *prepared

	mu   sync.Mutex
	view store.View
	err  error
	// memory holds the answers of the root fields, one behind the other.
	memory []byte
}

type operationKey struct{}

var operations = sync.Pool{New: func() any { return new(operation) }}

// kept is how much memory a pooled operation may keep for the next one.
const kept = 1 << 20

// run answers a prepared request.
func (h *Handler) run(ctx context.Context, made *prepared) (data []byte, errs gqlerror.List) {
	op := operations.Get().(*operation)
	op.handler, op.prepared = h, made
	defer op.release()
	ctx = context.WithValue(ctx, operationKey{}, op)
	ctx = graphql.WithOperationContext(ctx, made.context)
	ctx = graphql.WithResponseContext(ctx, h.presentError, h.recover)
	response := h.schema.Exec(ctx)(ctx)
	return response.Data, append(response.Errors, graphql.GetErrors(ctx)...)
}

// read answers the root field that the context stands on.
func (h *Handler) read(ctx context.Context) (edge.Planned, error) {
	op := ctx.Value(operationKey{}).(*operation)
	c := op.prepared.plans[graphql.GetFieldContext(ctx).Field.Alias]
	if c.err != nil {
		return nil, c.err
	}
	op.mu.Lock()
	defer op.mu.Unlock()
	if err := op.open(ctx); err != nil {
		return nil, err
	}
	cursor, err := op.ask(ctx, c.plan)
	if err != nil {
		return nil, err
	}
	start := len(op.memory)
	written, err := result.Write(op.memory, c.plan, cursor)
	if err != nil {
		return nil, err
	}
	op.memory = written
	return edge.Planned(written[start:len(written):len(written)]), nil
}

// open pins the dataset at the first root field that reads. What failed once is not
// tried again by the next field.
func (op *operation) open(ctx context.Context) error {
	if op.view == nil && op.err == nil {
		op.view, op.err = op.handler.config.Store.View(ctx)
	}
	return op.err
}

func (op *operation) ask(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	if _, ok := p.Root.Slots[0].(*plan.Meta); ok {
		return store.Meta(ctx, op.view, op.handler.config.Model, p, op.handler.about)
	}
	return op.view.Run(ctx, p)
}

// release ends the view and gives the memory back: gqlgen has copied the answers.
func (op *operation) release() {
	if op.view != nil {
		op.view.Close()
	}
	memory := op.memory[:0]
	if cap(memory) > kept {
		memory = nil
	}
	*op = operation{memory: memory}
	operations.Put(op)
}

// about is what the program knows of itself, for the root field meta.
func about(version string, l plan.Limits) map[string]model.Value {
	values := map[string]model.Value{"name": model.TextValue("Whojoins"), "version": model.TextValue(version)}
	for name, n := range map[string]int{
		"page": l.Page, "cost": l.Cost, "visits": l.Visits, "selections": l.Selections, "depth": l.Depth,
		"filterDepth": l.FilterDepth, "predicates": l.Predicates, "relationFilters": l.RelationFilters,
		"values": l.Values, "sortKeys": l.SortKeys, "facets": l.Facets, "ids": l.IDs, "body": l.Body, "time": l.Time,
	} {
		values["limits."+name] = model.IntValue(int64(n))
	}
	return values
}

// passField and passRoot are gqlgen's hooks around fields; nothing is hooked in.
func passField(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) }

func passRoot(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) }
