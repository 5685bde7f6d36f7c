package query

import (
	"context"
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// fetch collects the entities and relations that an answer refers to, so that one plan reads
// them all. The plan has a lookup for each slot with references; for relations, one for each of
// their types.
type fetch struct {
	model *model.Model
	work  *plan.Work
	root  *plan.Select
	slots map[target]int
	// positions has the positions of the ids in each lookup. An id that occurs several times is
	// read once.
	positions []map[string]int
}

// target is a slot, with the type of the relations that it refers to.
type target struct {
	slot plan.Slot
	typ  *model.Type
}

func newFetch(m *model.Model, work *plan.Work) *fetch {
	return &fetch{model: m, work: work, root: &plan.Select{}, slots: map[target]int{}}
}

// cursor reads what was collected, and returns the cursor of the answer with its root.
func (f *fetch) cursor(ctx context.Context, v store.View, root frame) (store.Cursor, error) {
	c := &cursor{work: f.work, fetch: f, stack: []frame{root}}
	if len(f.root.Slots) == 0 {
		return c, nil
	}
	inner, err := v.Run(ctx, &plan.Plan{Field: "entities", Root: f.root})
	if err != nil {
		return nil, err
	}
	c.inner = inner
	c.ready, _ = inner.(store.Ready)
	return c, nil
}

// gatherAll adds the entities and relations that objects refer to in the selected fields.
func (f *fetch) gatherAll(sel *plan.Select, objects *list) error {
	for i := range objects.len() {
		o := objects.at(i)
		for _, slot := range sel.Slots {
			if err := f.gather(slot, o); err != nil {
				return err
			}
		}
	}
	return nil
}

// gather adds the entities and relations that an object refers to in a slot.
func (f *fetch) gather(slot plan.Slot, o *object) error {
	if err := f.work.Add(plan.UnitsValue); err != nil {
		return err
	}
	switch s := slot.(type) {
	case *plan.Referred:
		return f.addAll(s, s.Select, o.field(s.Field.Name).refs)
	case *plan.ReferredList:
		return f.addAll(s, s.Select, first(s, o.field(s.Field.Name).refs))
	case *plan.PartList:
		list := firstObjects(s, o.field(s.Field.Name).objects)
		return f.gatherAll(s.Select, &list)
	case *plan.Nested:
		return f.gatherAll(s.Select, &o.field(s.Field.Name).objects)
	case *plan.Column:
		return nil
	case *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
		panic(unexpected(s))
	default:
		panic(plan.Unhandled(s))
	}
}

// unexpected returns the message of a panic: a plan has a slot where it cannot be.
func unexpected(s plan.Slot) string { return fmt.Sprintf("query: a %T has no place in an answer", s) }

// first returns the references that a list shows.
func first(s *plan.ReferredList, refs []ref) []ref {
	if s.First >= 0 && len(refs) > s.First {
		return refs[:s.First]
	}
	return refs
}

// firstObjects returns the objects that a list shows.
func firstObjects(s *plan.PartList, objects list) list {
	if s.First != nil && objects.len() > *s.First {
		objects.made, objects.n = objects.made[:min(*s.First, len(objects.made))], *s.First
	}
	return objects
}

// addAll adds the references of a slot, except those that hold all that is selected.
func (f *fetch) addAll(slot plan.Slot, sel *plan.Select, refs []ref) error {
	for i := range refs {
		if refs[i].suffices(sel) {
			continue
		}
		for r := &refs[i]; r != nil; r = r.or {
			if err := f.work.Add(plan.UnitsRef); err != nil {
				return err
			}
			f.add(slot, sel, r)
		}
	}
	return nil
}

func (f *fetch) add(slot plan.Slot, sel *plan.Select, r *ref) {
	key := target{slot, r.typ}
	i, known := f.slots[key]
	if !known {
		i = len(f.root.Slots)
		f.slots[key] = i
		f.root.Slots = append(f.root.Slots, f.lookup(slot, sel, r.typ))
		f.positions = append(f.positions, map[string]int{})
	}
	if _, known := f.positions[i][r.id]; !known {
		look := f.root.Slots[i].(*plan.Lookup)
		f.positions[i][r.id] = len(look.Refs)
		look.Refs = append(look.Refs, r.id)
	}
}

// lookup returns a lookup for the references of a slot to relations of a type or, without a
// type, to entities.
func (f *fetch) lookup(slot plan.Slot, sel *plan.Select, relation *model.Type) *plan.Lookup {
	look := &plan.Lookup{Type: relation, Many: true, Select: sel}
	if relation == nil {
		look.Type = sel.Type
	}
	if nodes, ok := slot.(*plan.Lookup); ok {
		look.Deprecated = nodes.Deprecated
		if relation == nil {
			look.Type = f.model.AnyEntity
		}
		look.Select = only(look.Type, sel)
	}
	return look
}

// position returns the lookup that read a reference of a slot, and its item in that lookup.
func (f *fetch) position(slot plan.Slot, r *ref) (lookup, item int) {
	lookup = f.slots[target{slot, r.typ}]
	return lookup, f.positions[lookup][r.id]
}
