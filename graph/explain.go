package graph

import "whojoins/internal/store"

// Explanation is how an answer was computed, by response key of the root field.
type Explanation struct {
	// Plans are as package plan prints them.
	Plans map[string]string `json:"plan"`
	// Statements are those sent to a database, in order; empty for the embedded store.
	Statements map[string][]store.Statement `json:"cypher,omitempty"`
}

// Explanation returns how the data was computed that was taken so far; nil for a caller
// without Rights.Explain.
func (a *Answer) Explanation() *Explanation {
	if !a.caller.Rights.Explain {
		return nil
	}
	e := &Explanation{map[string]string{}, a.statements}
	for i := range a.prepared.fields {
		if f := &a.prepared.fields[i]; f.plan != nil {
			e.Plans[f.Alias] = f.plan.String()
		}
	}
	return e
}
