package graph

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph/generated"
	"whojoins/internal/plan"
	"whojoins/internal/result"
)

// JSON appends the data of the answer to dst: an object, or null. A root field that fails is
// null, or makes all of the data null if the schema has it as non-null; its error is in the
// list, as callers see it.
func (a *Answer) JSON(ctx context.Context, dst []byte) ([]byte, gqlerror.List) {
	a.out, a.errors = dst, nil
	a.budget = result.Budget{Limit: a.engine.limits(&a.caller).AnswerBytes}
	if a.prepared.plain {
		a.writeFields(ctx)
		return a.out, a.errors
	}
	cache, schemaAlone := a.engine.introspection, len(a.prepared.fields) == 0
	if known, ok := cache.known.Get(a.prepared); schemaAlone && ok {
		a.work.Count(known.units)
		return append(dst, known.data...), nil
	}
	before := a.work.Spent()
	ctx = context.WithValue(ctx, answerKey{}, a)
	ctx = graphql.WithOperationContext(ctx, a.prepared.operation)
	ctx = graphql.WithResponseContext(ctx, a.engine.present, recoverFunc)
	bounded := result.LimitWriter(&a.out, a.budget.Limit)
	a.engine.executor.Execute(ctx, bounded)
	if err := a.work.Add(plan.TextUnits(len(a.out) - len(dst))); err != nil {
		// Every field that was left has the same error.
		return append(a.out[:len(dst)], "null"...), a.engine.Present(ctx, err)
	}
	a.errors = graphql.GetErrors(ctx)
	// gqlgen ignores errors of its writer; it writes answers about the schema, whose fields have
	// no budget.
	if _, err := bounded.Write(nil); err != nil {
		a.errors = append(a.errors, a.engine.present(ctx, err))
		a.out = append(a.out[:len(dst)], "null"...)
	}
	if schemaAlone && len(a.errors) == 0 {
		cache.remember(a.prepared, a.out[len(dst):], a.work.Spent()-before)
	}
	return a.out, a.errors
}

// countField is gqlgen's hook around fields. gqlgen resolves the fields of the schema in
// parallel.
func countField(ctx context.Context, next graphql.Resolver) (any, error) {
	a := ctx.Value(answerKey{}).(*Answer)
	a.mu.Lock()
	err := a.work.Add(plan.UnitsField)
	a.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return next(ctx)
}

type answerKey struct{}

// readField returns the value of the root field in gqlgen's context.
func readField(ctx context.Context) (generated.Planned, error) {
	a := ctx.Value(answerKey{}).(*Answer)
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.appendField(ctx, nil, a.prepared.of(graphql.GetFieldContext(ctx).Field.Alias))
}

// writeFields writes the data of a plain operation just as gqlgen would, but without gqlgen's
// overhead for each field.
func (a *Answer) writeFields(ctx context.Context) {
	start, whole := len(a.out), true
	a.out = append(a.out, '{')
	for i := range a.prepared.fields {
		f := &a.prepared.fields[i]
		if i > 0 {
			a.out = append(a.out, ',')
		}
		a.out = append(append(append(a.out, '"'), f.Alias...), '"', ':')
		if err := a.writeField(ctx, f); err != nil {
			a.errors = append(a.errors, a.fieldError(ctx, f.CollectedField, err))
			a.out = append(a.out, "null"...)
			whole = whole && !f.Definition.Type.NonNull
		}
	}
	if a.out = append(a.out, '}'); !whole {
		a.out = append(a.out[:start], "null"...)
	}
}

// writeField writes the value of a root field. A panic becomes an error of this field alone.
func (a *Answer) writeField(ctx context.Context, f *field) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = recovered(cause)
		}
	}()
	written, err := a.appendField(ctx, a.out, f)
	if err == nil {
		a.out = written
	}
	return err
}

// appendField appends the value of a root field to dst.
func (a *Answer) appendField(ctx context.Context, dst []byte, f *field) ([]byte, error) {
	if f.err != nil {
		return nil, f.err
	}
	if err := a.open(ctx); err != nil {
		return nil, err
	}
	a.field = f.Alias
	cursor, err := a.run(ctx, f.plan, f.memo)
	if err != nil {
		return nil, err
	}
	return result.Write(dst, f.plan, cursor, &a.work, &a.budget)
}

// fieldError presents an error of a root field with its path and, as gqlgen does, with its
// location unless it was a panic.
func (a *Answer) fieldError(ctx context.Context, f graphql.CollectedField, err error) *gqlerror.Error {
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Query", Field: f})
	if !errors.Is(err, errPanic) {
		err = graphql.AddFieldLocationToError(ctx, err)
	}
	return a.engine.present(ctx, graphql.ErrorOnPath(ctx, err))
}
