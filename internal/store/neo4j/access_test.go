package neo4j

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// CursorOf returns a cursor over an answer that did not come from a database.
func CursorOf(m *model.Model, p *plan.Plan, answer []any) store.Cursor {
	types := map[string]*model.Type{}
	for _, t := range m.Entities {
		types[t.Enum] = t
	}
	return &cursor{work: plan.NewWork(context.Background()), types: types, stack: append(make([]frame, 0, 16), frame{sel: p.Root, slots: answer})}
}
