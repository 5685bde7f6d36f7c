package graph

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/plan"
)

// codeOf is the code of an error that was presented.
func codeOf(e *gqlerror.Error) plan.Code {
	code, _ := e.Extensions["code"].(plan.Code)
	return code
}

// present is an error as callers see it. What has no code becomes INTERNAL: it tells
// an id under which the log has the cause, and nothing else.
func present(err error) *gqlerror.Error {
	shown := &gqlerror.Error{Err: err}
	var located *gqlerror.Error
	if errors.As(err, &located) {
		if codeOf(located) != "" {
			return located
		}
		shown.Path, shown.Locations = located.Path, located.Locations
	}
	var known *plan.Error
	switch {
	case errors.As(err, &known) && known.Code != plan.Internal:
	case errors.Is(err, context.DeadlineExceeded):
		known = plan.Errorf(plan.Timeout, "ask for less, or in several requests", "the answer took too long")
	case errors.Is(err, context.Canceled):
		known = plan.Errorf(plan.Unavailable, "ask again", "the request was broken off")
	default:
		id := newID()
		shown.Message = "something went wrong here; the log has it under " + id
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
	if len(known.Path) > len(shown.Path) {
		shown.Path = make(ast.Path, len(known.Path))
		for i, k := range known.Path {
			shown.Path[i] = ast.PathName(k)
		}
	}
	return shown
}

// presentError presents an error of a root field, and logs the cause of an internal one.
func (h *Handler) presentError(ctx context.Context, err error) *gqlerror.Error {
	shown := present(err)
	if shown.Path == nil {
		shown.Path = graphql.GetPath(ctx)
	}
	if codeOf(shown) == plan.Internal {
		h.log.ErrorContext(ctx, "internal error", "id", shown.Extensions["id"], "cause", err.Error())
	}
	return shown
}

// newID names a request or an error in the log.
func newID() string { return strconv.FormatUint(rand.Uint64(), 36) }

// errPanic is the cause of an error that was a panic.
var errPanic = errors.New("panic")

// recover makes an error of a panic.
func (h *Handler) recover(_ context.Context, cause any) error {
	return fmt.Errorf("%w: %v\n%s", errPanic, cause, debug.Stack())
}
