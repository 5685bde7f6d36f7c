package query

import (
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/names"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// placeFields are the fields that say where an entity is, in models that have them.
var placeFields = []string{"city", "region", "country", "place"}

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
			e.Names = append(e.Names, names.Name{Field: t.Field, Text: t.Text, Scheme: t.Scheme})
		}
		r.known[id] = names.Default().Candidate(e)
	}
	return nil
}

// places returns the places and the type of each entity.
func (a *asker) places(ids []string) ([]*names.Entity, error) {
	t := a.model.AnyEntity
	sel := &plan.Select{Type: t, Typed: true}
	var fields []string
	for _, name := range placeFields {
		if f := t.AnyField(name); f != nil && f.Scalar == model.Text {
			sel.Slots, fields = append(sel.Slots, &plan.Column{Field: f}), append(fields, name)
		}
	}
	list := make([]*names.Entity, 0, len(ids))
	err := a.lookup(&plan.Lookup{Type: t, Refs: ids, Many: true, Select: sel}, func(c store.Cursor) {
		e := &names.Entity{}
		if !c.Missing() {
			e.Type = strings.ReplaceAll(strings.ToLower(c.Type().Enum), "_", " ")
			for slot, name := range fields {
				if name == "country" {
					e.Countries = append(e.Countries, c.Value(slot).Text)
				} else {
					e.Places = append(e.Places, c.Value(slot).Text)
				}
			}
		}
		list = append(list, e)
	})
	return list, err
}

// lookup runs a lookup of many entities, and calls row for each of its references, in
// order. For an unknown one, store.Cursor.Missing is true.
func (a *asker) lookup(look *plan.Lookup, row func(store.Cursor)) error {
	c, err := a.view.Run(a.ctx, &plan.Plan{Field: "entities", Root: &plan.Select{Slots: []plan.Slot{look}}})
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
