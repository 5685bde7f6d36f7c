package query

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// fetch collects the entities and relations that an answer refers to, so that one plan reads
// them all. The plan has a lookup for each slot with references; for relations, one for each of
// their types.
type fetch struct {
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

// fetch reads the entities and relations that an answer refers to, and returns the cursor of
// the answer.
func (r *runner) fetch(root *plan.Select, objects []*object) (store.Cursor, error) {
	f := &fetch{root: &plan.Select{}, slots: map[target]int{}}
	for _, o := range objects {
		f.gather(r.query.Select, o)
	}
	c := &cursor{fetch: f, stack: []frame{{sel: root, list: objects}}}
	if len(f.root.Slots) == 0 {
		return c, nil
	}
	inner, err := r.view.Run(r.ctx, &plan.Plan{Field: "entities", Root: f.root})
	if err != nil {
		return nil, err
	}
	c.inner = inner
	c.ready, _ = inner.(store.Ready)
	return c, nil
}

// gather adds the entities and relations that an object refers to in the selected fields.
func (f *fetch) gather(sel *plan.Select, o *object) {
	for _, slot := range sel.Slots {
		switch s := slot.(type) {
		case *plan.Referred:
			f.add(s, s.Field.Of, s.Select, o.field(s.Field.Name).refs)
		case *plan.ReferredList:
			f.add(s, s.Field.Of, s.Select, first(s, o.field(s.Field.Name).refs))
		case *plan.PartList:
			f.gatherAll(s.Select, o.field(s.Field.Name).objects)
		case *plan.Nested:
			f.gatherAll(s.Select, o.field(s.Field.Name).objects)
		case *plan.Column:
		case *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
			panic(fmt.Sprintf("query: a %T has no place in an answer", s))
		default:
			panic(plan.Unhandled(s))
		}
	}
}

func (f *fetch) gatherAll(sel *plan.Select, objects []*object) {
	for _, o := range objects {
		f.gather(sel, o)
	}
}

// first returns the references that a list shows.
func first(s *plan.ReferredList, refs []ref) []ref {
	if s.First >= 0 && len(refs) > s.First {
		return refs[:s.First]
	}
	return refs
}

// add adds the references of a slot whose static type is of, except those that hold all that is
// selected.
func (f *fetch) add(slot plan.Slot, of *model.Type, sel *plan.Select, refs []ref) {
	for _, r := range refs {
		if r.suffices(sel) {
			continue
		}
		key := target{slot, r.typ}
		i, known := f.slots[key]
		if !known {
			i = len(f.root.Slots)
			f.slots[key] = i
			typ := of
			if r.typ != nil {
				typ = r.typ
			}
			f.root.Slots = append(f.root.Slots, &plan.Lookup{Type: typ, Many: true, Select: sel})
			f.positions = append(f.positions, map[string]int{})
		}
		if _, known := f.positions[i][r.id]; !known {
			look := f.root.Slots[i].(*plan.Lookup)
			f.positions[i][r.id] = len(look.Refs)
			look.Refs = append(look.Refs, r.id)
		}
	}
}

// position returns the lookup that read a reference of a slot, and its item in that lookup.
func (f *fetch) position(slot plan.Slot, r ref) (lookup, item int) {
	lookup = f.slots[target{slot, r.typ}]
	return lookup, f.positions[lookup][r.id]
}
