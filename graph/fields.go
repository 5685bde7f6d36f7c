package graph

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// fields writes the data of an operation that is plain, as gqlgen writes that of others:
// what fails is null and has an error beside it, and where the schema promises a value
// the whole data is null.
func (x *exchange) fields(ctx context.Context) {
	start, whole := len(x.out), true
	x.out = append(x.out, '{')
	for i := range x.prepared.plans {
		c := &x.prepared.plans[i]
		if i > 0 {
			x.out = append(x.out, ',')
		}
		x.out = append(append(append(x.out, '"'), c.field.Alias...), '"', ':')
		if err := x.append(ctx, c); err != nil {
			x.errors = append(x.errors, x.handler.fieldError(ctx, c.field, err))
			x.out = append(x.out, "null"...)
			whole = whole && !c.field.Definition.Type.NonNull
		}
	}
	if x.out = append(x.out, '}'); !whole {
		x.out = append(x.out[:start], "null"...)
	}
}

// append appends the answer of a root field to x.out. A panic is an error of this field alone.
func (x *exchange) append(ctx context.Context, c *compiled) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = x.handler.recover(ctx, cause)
		}
	}()
	written, err := x.read(ctx, x.out, c)
	if err == nil {
		x.out = written
	}
	return err
}

// fieldError presents an error of a root field, with its path and, as gqlgen has it, with
// its place unless it was a panic.
func (h *Handler) fieldError(ctx context.Context, f graphql.CollectedField, err error) *gqlerror.Error {
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Query", Field: f})
	if !errors.Is(err, errPanic) {
		err = graphql.AddFieldLocationToError(ctx, err)
	}
	return h.presentError(ctx, graphql.ErrorOnPath(ctx, err))
}
