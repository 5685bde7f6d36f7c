package store

// ViewOptions says for which request a view is opened, and what it will be used for. The
// zero value is right for a view that may run any number of plans.
type ViewOptions struct {
	// RequestID is the id of the request, OperationName the name that the caller gave it.
	// A store that queries a database passes both on, so that the operators of the
	// database see where a slow statement comes from.
	RequestID, OperationName string
	// CachedInfo allows View.Info to describe the dataset that the store saw last, until an
	// answer shows that it was replaced. It saves a query to the database.
	CachedInfo bool
	// SinglePlan says that one plan is run in the view, so that it needs no transaction.
	SinglePlan bool
	// OnStatement, unless nil, receives each statement before it is sent to a database. The
	// embedded store sends none.
	OnStatement func(Statement)
}

// Statement is a text with parameters that a store sends to a database.
type Statement struct {
	Text       string         `json:"text"`
	Parameters map[string]any `json:"parameters"`
}
