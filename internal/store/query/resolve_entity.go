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
func (r *runner) places(ids []string) ([]*names.Entity, error) {
	t := r.model.AnyEntity
	sel := &plan.Select{Type: t, Typed: true}
	var fields []string
	for _, name := range placeFields {
		if f := t.AnyField(name); f != nil && f.Scalar == model.Text {
			sel.Slots, fields = append(sel.Slots, &plan.Column{Field: f}), append(fields, name)
		}
	}
	list := make([]*names.Entity, 0, len(ids))
	err := r.lookup(ids, sel, func(c store.Cursor) {
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
