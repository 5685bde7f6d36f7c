package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// participations returns the participations that meet all conditions, or an error if they are
// more than may be visited.
func (r *runner) participations(conditions ...plan.Predicate) (*store.Participations, error) {
	return r.view.Participations(r.ctx, plan.All(conditions), r.query.Visits)
}

// actor and initiative return conditions on the ends of a participation.
func (r *runner) actor(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: r.model.Participation.From, Where: where}
}

func (r *runner) initiative(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: r.model.Participation.To, Where: where}
}

// ranks maps the ids of entities of a type to their ranks in the order of names.
func (r *runner) ranks(t *model.Type, ids []string) (map[string]int, error) {
	ranks := make(map[string]int, len(ids))
	if len(ids) == 0 {
		return ranks, nil
	}
	list, err := store.LookupNames(r.ctx, r.view, t, ids...)
	if err != nil {
		return nil, err
	}
	if err := store.SortNamed(r.work, list); err != nil {
		return nil, err
	}
	for i, n := range list {
		if err := r.work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		ranks[n.ID] = i
	}
	return ranks, nil
}

// sorted returns references to entities, ordered by rank.
func (r *runner) sorted(ids []string, ranks map[string]int) ([]ref, error) {
	err := plan.SortFunc(r.work, ids, func(a, b string) int { return cmp.Compare(ranks[a], ranks[b]) })
	return entities(ids), err
}

// selects reports whether a scalar of the answer is selected.
func (r *runner) selects(name string) bool {
	return slices.ContainsFunc(r.query.Select.Slots, func(slot plan.Slot) bool {
		c, ok := slot.(*plan.Column)
		return ok && c.Field.Name == name
	})
}
