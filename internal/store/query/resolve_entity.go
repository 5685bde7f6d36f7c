package query

import (
	"whojoins/internal/model"
	"whojoins/internal/names"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// read reads the names, the places and the types of entities into known.
func (r *resolver) read(ids []string) error {
	texts, err := r.texts(ids)
	if err != nil {
		return err
	}
	entities, err := r.places(ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		e := entities[i]
		for _, t := range texts[i] {
			if err := r.work.Add(plan.UnitsLookup + plan.FoldUnits(len(t.Text))); err != nil {
				return err
			}
			e.Names = append(e.Names, names.Name{Field: t.Field, Text: t.Text, Scheme: t.Scheme})
		}
		r.known[id] = known{names.Default().Candidate(&e.Entity), e.describes}
	}
	return nil
}

// placed is an entity without its names.
type placed struct {
	names.Entity
	describes bool
}

// places returns the places and the type of each entity.
func (r *runner) places(ids []string) ([]*placed, error) {
	t := r.model.AnyEntity
	sel := &plan.Select{Type: t, Typed: true}
	fields := t.AllWithRole(model.Place, model.Country)
	for _, f := range fields {
		sel.Slots = append(sel.Slots, &plan.Column{Field: f})
	}
	list := make([]*placed, 0, len(ids))
	err := store.Lookup(r.ctx, r.view, ids, sel, func(c store.Cursor) {
		e := &placed{}
		if !c.Missing() {
			e.describes = c.Type().Describes
			e.Type = c.Type().Words()
			for slot, f := range fields {
				switch v := c.Value(slot); {
				case v.Null():
				case f.Role == model.Country:
					e.Countries = append(e.Countries, v.Text)
				default:
					e.Places = append(e.Places, v.Text)
				}
			}
		}
		list = append(list, e)
	})
	return list, err
}
