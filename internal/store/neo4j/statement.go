package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// statementOf returns the statement for a plan from the memo, or compiles it if the memo is nil
// or empty.
func statementOf(m *model.Model, p *plan.Plan, memo *store.Memo) (*Statement, error) {
	if memo == nil {
		return Compile(m, p)
	}
	s, known := memo.Get().(*Statement)
	if !known {
		var err error
		if s, err = Compile(m, p); err != nil {
			return nil, err
		}
	}
	memo.Put(s) // a statement never changes, so that several requests can use it concurrently
	return s, nil
}
