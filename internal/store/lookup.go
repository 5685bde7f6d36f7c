package store

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Lookup looks up references in a view, and calls row once for each of them, in order. The
// cursor is then on the object that the reference names; if the reference is unknown,
// Cursor.Missing reports true. Without references nothing is run. The errors are those of
// View.Run.
func Lookup(ctx context.Context, v View, refs []string, sel *plan.Select, row func(Cursor)) error {
	if len(refs) == 0 {
		return Ended(ctx)
	}
	look := &plan.Lookup{Type: sel.Type, Refs: refs, Many: true, Select: sel}
	c, err := v.Run(ctx, &plan.Plan{Field: "entities", Root: &plan.Select{Slots: []plan.Slot{look}}})
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

// LookupNames returns the ids and names of the entities of a type that references name, in the
// order of the references. Both are empty for an unknown reference. The types are not set.
func LookupNames(ctx context.Context, v View, t *model.Type, refs ...string) ([]NamedEntity, error) {
	columns := []plan.Slot{&plan.Column{Field: t.Field("id")}, &plan.Column{Field: t.Field("name")}}
	list := make([]NamedEntity, 0, len(refs))
	err := Lookup(ctx, v, refs, &plan.Select{Type: t, Slots: columns}, func(c Cursor) {
		var e NamedEntity
		if !c.Missing() {
			e.ID, e.Name = c.Value(0).Text, c.Value(1).Text
		}
		list = append(list, e)
	})
	return list, err
}
