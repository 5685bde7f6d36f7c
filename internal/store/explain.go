package store

import "context"

// Statement is what a store sends to a database to answer.
type Statement struct {
	Text       string         `json:"text"`
	Parameters map[string]any `json:"parameters"`
}

type statementsKey struct{}

// WithStatements makes a context for View.Run in which a store that asks a database
// tells each statement before it is sent. The embedded store has nothing to tell.
func WithStatements(ctx context.Context, told func(Statement)) context.Context {
	return context.WithValue(ctx, statementsKey{}, told)
}

// TellStatement tells a statement to whoever asked for it by WithStatements.
func TellStatement(ctx context.Context, s Statement) {
	if told, ok := ctx.Value(statementsKey{}).(func(Statement)); ok {
		told(s)
	}
}
