package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// named is an entity by its id and its name, by which lists of entities are ordered.
type named struct{ id, name string }

// participations returns the participations that meet all of some conditions, or an error
// where they are more than may be visited.
func (r *runner) participations(conditions ...plan.Predicate) (*store.Participations, error) {
	return r.view.Participations(r.ctx, plan.All(conditions), r.query.Visits)
}

// actor and initiative are conditions on the ends of a participation.
func (r *runner) actor(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: r.model.Participation.From, Where: where}
}

func (r *runner) initiative(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: r.model.Participation.To, Where: where}
}

// onDay is the condition that a relation is active on a day, where one is given.
func onDay(day *model.Days) plan.Predicate {
	if day == nil {
		return plan.All{}
	}
	return &plan.Active{From: *day, To: *day}
}

// lookup looks up references, and calls row for each of them, in order, with the cursor on
// what it names. For an unknown one, store.Cursor.Missing is true.
func (r *runner) lookup(refs []string, sel *plan.Select, row func(store.Cursor)) error {
	look := &plan.Lookup{Type: sel.Type, Refs: refs, Many: true, Select: sel}
	c, err := r.view.Run(r.ctx, &plan.Plan{Field: "entities", Root: &plan.Select{Slots: []plan.Slot{look}}})
	if err != nil {
		return err
	}
	c.Enter(0)
	for c.Next() {
		row(c)
	}
	c.Leave()
	return c.Err()
}

// find returns the entities of a type that references name. An unknown one has no id.
func (r *runner) find(t *model.Type, refs ...string) ([]named, error) {
	columns := []plan.Slot{&plan.Column{Field: t.Field("id")}, &plan.Column{Field: t.Field("name")}}
	list := make([]named, 0, len(refs))
	err := r.lookup(refs, &plan.Select{Type: t, Slots: columns}, func(c store.Cursor) {
		var n named
		if !c.Missing() {
			n = named{c.Value(0).Text, c.Value(1).Text}
		}
		list = append(list, n)
	})
	return list, err
}

// ranks returns the rank by name of each of some entities of a type, by id.
func (r *runner) ranks(t *model.Type, ids []string) (map[string]int, error) {
	ranks := make(map[string]int, len(ids))
	if len(ids) == 0 {
		return ranks, nil
	}
	list, err := r.find(t, ids...)
	if err != nil {
		return nil, err
	}
	folded := make(map[string]string, len(list))
	for _, n := range list {
		folded[n.name] = model.Fold(n.name)
	}
	slices.SortFunc(list, func(a, b named) int {
		return cmp.Or(cmp.Compare(folded[a.name], folded[b.name]), cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	for i, n := range list {
		ranks[n.id] = i
	}
	return ranks, nil
}

// sorted returns references to entities, ordered by their ranks.
func sorted(ids []string, ranks map[string]int) []ref {
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(ranks[a], ranks[b]) })
	return entities(ids)
}

// selectsWithin reports whether a field is selected of the objects in a list of the answer.
func (r *runner) selectsWithin(list, field string) bool {
	for _, slot := range r.query.Select.Slots {
		if s, ok := slot.(*plan.PartList); ok && s.Field.Name == list {
			return slices.ContainsFunc(s.Select.Slots, func(slot plan.Slot) bool {
				r, ok := slot.(*plan.ReferredList)
				return ok && r.Field.Name == field
			})
		}
	}
	return false
}

// selects reports whether a scalar of the answer is selected.
func (r *runner) selects(name string) bool {
	return slices.ContainsFunc(r.query.Select.Slots, func(slot plan.Slot) bool {
		c, ok := slot.(*plan.Column)
		return ok && c.Field.Name == name
	})
}
