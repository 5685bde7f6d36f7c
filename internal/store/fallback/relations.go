package fallback

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// relation is a relation with its first and its second end.
type relation struct {
	id   string
	ends [2]entity
}

type entity struct {
	typ *model.Type
	id  string
}

// relations reads the relations of a type that meet a condition, ordered by id: the first limit
// of them, or all if limit is negative. total is the number of all.
func (r *reader) relations(ctx context.Context, t *model.Type, where plan.Predicate, limit int) (list []relation, total int, err error) {
	slots := []plan.Slot{column(t, "id")}
	for _, end := range []*model.End{t.From, t.To} {
		slots = append(slots, &plan.EndOf{End: end, Select: &plan.Select{Type: end.Target, Typed: true, Slots: []plan.Slot{column(end.Target, "id")}}})
	}
	rows := &plan.Connection{Type: t, Where: where, Page: plan.Page{Limit: limit}, Count: true, Rows: &plan.Select{Type: t, Slots: slots}}
	err = r.read(ctx, t.Many, rows, func(c store.Cursor) {
		total = c.Count()
		for c.Rows(); c.Next(); {
			found := relation{id: c.Value(0).Text}
			for i := range found.ends {
				if c.Enter(i + 1) {
					found.ends[i] = entity{c.Type(), c.Value(0).Text}
					c.Leave()
				}
			}
			list = append(list, found)
		}
	})
	return list, total, err
}

// at returns the condition that the entity at an end of a relation has one of the ids.
func at(end *model.End, ids ...string) plan.Predicate {
	return &plan.AtEnd{End: end, Where: &plan.Refers{Refs: ids}}
}
