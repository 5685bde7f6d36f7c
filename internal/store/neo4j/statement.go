package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// statementOf is the statement of a plan. It is kept with the plan, which comes back with
// the same arguments when a question is asked again.
func statementOf(m *model.Model, p *plan.Plan) (*Statement, error) {
	s, known := p.Runs.Get().(*Statement)
	if !known {
		var err error
		if s, err = Compile(m, p); err != nil {
			return nil, err
		}
	}
	p.Runs.Put(s) // nobody changes it, so that others may have it at the same time
	return s, nil
}
