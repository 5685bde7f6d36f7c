package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// named is an entity by its id, with the name by which lists of entities are ordered.
type named struct{ id, name string }

// participations returns the relations by which actors join initiatives and which meet all of some
// conditions. More than may be visited are refused.
func (a *asker) participations(conditions ...plan.Predicate) (*store.Participations, error) {
	return a.view.Participations(a.ctx, plan.All(conditions), a.ask.Visits)
}

// actor and initiative are conditions on the ends of the relation that joins.
func (a *asker) actor(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: a.model.Participation.From, Where: where}
}

func (a *asker) initiative(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: a.model.Participation.To, Where: where}
}

// on is the condition that a relation is active on a day, if one is given.
func on(day *model.Days) plan.Predicate {
	if day == nil {
		return plan.All{}
	}
	return &plan.Active{From: *day, To: *day}
}

// find gives the entities of a type that references name; an unknown one has no id.
func (a *asker) find(t *model.Type, refs ...string) ([]named, error) {
	columns := []plan.Slot{&plan.Column{Field: t.Field("id")}, &plan.Column{Field: t.Field("name")}}
	look := &plan.Lookup{Type: t, Refs: refs, Many: true, Select: &plan.Select{Type: t, Slots: columns}}
	list := make([]named, 0, len(refs))
	err := a.lookup(look, func(c store.Cursor) {
		var n named
		if !c.Missing() {
			n = named{c.Value(0).Text, c.Value(1).Text}
		}
		list = append(list, n)
	})
	return list, err
}

// byName orders entities as lists of them come: by the folded name, then by the name in
// code points, then by id. It changes the list that it is given.
func byName(list []named) []string {
	folded := make(map[string]string, len(list))
	for _, n := range list {
		folded[n.name] = model.Fold(n.name)
	}
	slices.SortFunc(list, func(a, b named) int {
		return cmp.Or(cmp.Compare(folded[a.name], folded[b.name]), cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	ids := make([]string, len(list))
	for i, n := range list {
		ids[i] = n.id
	}
	return ids
}

// ranks gives each of some entities of a type, by its id, its place among them by name.
func (a *asker) ranks(t *model.Type, ids []string) (map[string]int, error) {
	ranks := make(map[string]int, len(ids))
	if len(ids) == 0 {
		return ranks, nil
	}
	list, err := a.find(t, ids...)
	if err != nil {
		return nil, err
	}
	for i, id := range byName(list) {
		ranks[id] = i
	}
	return ranks, nil
}

// sorted are entities by their names, of which ranks tells.
func sorted(ids []string, ranks map[string]int) []ref {
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(ranks[a], ranks[b]) })
	return entities(ids)
}

// within says that a field is selected of the objects in a list of the answer.
func (a *asker) within(list, field string) bool {
	for _, slot := range a.ask.Select.Slots {
		if s, ok := slot.(*plan.PartList); ok && s.Field.Name == list {
			return slices.ContainsFunc(s.Select.Slots, func(slot plan.Slot) bool {
				r, ok := slot.(*plan.ReferredList)
				return ok && r.Field.Name == field
			})
		}
	}
	return false
}

// selects says that a scalar of the answer is selected.
func (a *asker) selects(name string) bool {
	return slices.ContainsFunc(a.ask.Select.Slots, func(slot plan.Slot) bool {
		c, ok := slot.(*plan.Column)
		return ok && c.Field.Name == name
	})
}
