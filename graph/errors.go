package graph

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/plan"
)

// Code returns the code of an error as callers see it; empty when it has none.
func Code(e *gqlerror.Error) plan.Code {
	code, _ := e.Extensions["code"].(plan.Code)
	return code
}

// Present returns an error of the engine as callers see it: at least one error, each with a
// code. An error without a code becomes INTERNAL, which reveals only an id; the log has the
// cause under that id.
func (e *Engine) Present(ctx context.Context, err error) gqlerror.List {
	var list gqlerror.List
	if errors.As(err, &list) {
		return list
	}
	return gqlerror.List{e.present(ctx, err)}
}

// present returns one error as callers see it, with the path of the root field in the context.
// It logs the cause of an internal error. Whatever fails after the caller has left is no
// internal error: nobody can be told, and mostly it fails because the caller has left.
func (e *Engine) present(ctx context.Context, err error) *gqlerror.Error {
	shown := coded(err)
	if Code(shown) == plan.Internal && errors.Is(ctx.Err(), context.Canceled) {
		shown = coded(plan.Ended(ctx.Err()))
	}
	if shown.Path == nil {
		shown.Path = graphql.GetPath(ctx)
	}
	if Code(shown) == plan.Internal {
		e.log.ErrorContext(ctx, "internal error", "id", shown.Extensions["id"], "cause", err.Error())
	}
	return shown
}

// coded returns an error with its code in the extensions. If the context ended, the code is
// that of plan.Ended.
func coded(err error) *gqlerror.Error {
	shown := &gqlerror.Error{Err: err}
	var located *gqlerror.Error
	if errors.As(err, &located) {
		if Code(located) != "" {
			return located
		}
		shown.Path, shown.Locations = located.Path, located.Locations
	}
	var known *plan.Error
	if !errors.As(err, &known) || known.Code == plan.Internal {
		known = plan.Ended(err)
	}
	if known == nil {
		id := NewID()
		shown.Message = "internal error; the log has its cause under " + id
		shown.Extensions = map[string]any{"code": plan.Internal, "id": id}
		return shown
	}
	shown.Message = known.Error()
	shown.Extensions = map[string]any{"code": known.Code}
	if known.Hint != "" {
		shown.Extensions["hint"] = known.Hint
	}
	if known.Limit != "" {
		shown.Extensions["limit"], shown.Extensions["asked"], shown.Extensions["allowed"] = known.Limit, known.Asked, known.Allowed
	}
	if known.RetryAfter > 0 {
		shown.Extensions["retryAfter"] = known.RetryAfter
	}
	if known.Line > 0 && shown.Locations == nil {
		shown.Locations = []gqlerror.Location{{Line: known.Line, Column: known.Column}}
	}
	if len(known.Path) > len(shown.Path) {
		shown.Path = make(ast.Path, len(known.Path))
		for i, k := range known.Path {
			shown.Path[i] = ast.PathName(k)
		}
	}
	return shown
}

// NewID returns a random id for a request or an error in the log.
func NewID() string { return strconv.FormatUint(rand.Uint64(), 36) }
