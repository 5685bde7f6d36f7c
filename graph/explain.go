package graph

import "whojoins/internal/store"

// Explanation describes how an answer was computed, by response key of the root field.
type Explanation struct {
	// Plans has the plans, as package plan prints them.
	Plans map[string]string `json:"plan"`
	// Statements has the statements sent to a database, in order; it is empty for the embedded
	// store.
	Statements map[string][]store.Statement `json:"cypher,omitempty"`
}

// Explanation describes how the data read so far was computed. It returns nil for a caller
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
