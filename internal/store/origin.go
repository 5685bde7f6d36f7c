package store

import "context"

// Origin is whose question a view is made for. A store that asks a database tells it,
// so that its operators see where a slow statement comes from.
type Origin struct {
	// Request is the id of the request, Operation the name that the caller gave it.
	Request, Operation string
	// Known says that nothing is asked of the dataset itself: the one that was seen last
	// may be taken for the one there is, until an answer tells otherwise.
	Known bool
	// Single says that one plan is run in the view.
	Single bool
}

type originKey struct{}

// WithOrigin makes a context for Store.View that says whose question it is.
func WithOrigin(ctx context.Context, o Origin) context.Context {
	return context.WithValue(ctx, originKey{}, o)
}

// OriginOf is what WithOrigin said, or the zero Origin.
func OriginOf(ctx context.Context) Origin {
	o, _ := ctx.Value(originKey{}).(Origin)
	return o
}
