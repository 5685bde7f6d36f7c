package store

import (
	"context"

	"whojoins/internal/plan"
)

// ViewOptions describes the request that a view is opened for, and how the view will be used.
// The zero value suits a view that may run any number of plans.
type ViewOptions struct {
	// RequestID is the id of the request, and OperationName the name that the caller gave the
	// operation. A store that queries a database passes both on, so that the operators of the
	// database can trace a slow statement to its request.
	RequestID, OperationName string
	// CachedInfo allows View.Info to return the description of the dataset that the store read
	// last, until an answer reveals that the dataset was replaced. This saves a query to the
	// database.
	CachedInfo bool
	// SinglePlan promises that only one plan is run in the view, so that the view needs no
	// transaction.
	SinglePlan bool
	// OnStatement, unless nil, is called with each statement before the statement is sent to a
	// database. The embedded store sends no statements.
	OnStatement func(Statement)
	// Work counts the work of the operation, and ends it with the operation's context, which
	// the contexts of the view's methods then are or derive from. If it is nil, each method
	// ends with its own context, and nobody is told how much it did.
	Work *plan.Work
}

// WorkOf returns the counter of a method that was called with ctx.
func (o *ViewOptions) WorkOf(ctx context.Context) *plan.Work {
	if o.Work != nil {
		return o.Work
	}
	return plan.NewWork(ctx)
}

// Statement is a database statement with its parameters.
type Statement struct {
	Text       string         `json:"text"`
	Parameters map[string]any `json:"parameters"`
}
