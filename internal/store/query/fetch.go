package query

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// fetch is what is fetched of the entities and relations of an answer: a plan with one
// lookup for every slot that points to some, and for relations for every type of them.
type fetch struct {
	root  *plan.Select
	slots map[target]int
	// at are the positions in each lookup, by id: what stands twice is fetched once.
	at []map[string]int
}

// target is what one lookup is for.
type target struct {
	slot plan.Slot
	typ  *model.Type
}

// fetch gives the cursor of an answer.
func (a *asker) fetch(root *plan.Select, objects []*object) (store.Cursor, error) {
	f := &fetch{root: &plan.Select{}, slots: map[target]int{}}
	for _, o := range objects {
		f.gather(a.ask.Select, o)
	}
	c := &cursor{fetch: f, stack: []frame{{sel: root, list: objects}}}
	if len(f.root.Slots) == 0 {
		return c, nil
	}
	inner, err := a.view.Run(a.ctx, &plan.Plan{Field: "entities", Root: f.root})
	if err != nil {
		return nil, err
	}
	c.inner = inner
	c.ready, _ = inner.(store.Ready)
	return c, nil
}

// gather notes what an object points to where that is selected.
func (f *fetch) gather(sel *plan.Select, o *object) {
	for _, slot := range sel.Slots {
		switch s := slot.(type) {
		case *plan.Referred:
			f.add(s, s.Field.Of, s.Select, o.field(s.Field.Name).refs)
		case *plan.ReferredList:
			f.add(s, s.Field.Of, s.Select, first(s, o.field(s.Field.Name).refs))
		case *plan.PartList:
			for _, sub := range o.field(s.Field.Name).objects {
				f.gather(s.Select, sub)
			}
		case *plan.Nested:
			for _, sub := range o.field(s.Field.Name).objects {
				f.gather(s.Select, sub)
			}
		case *plan.Column:
		case *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
			panic(fmt.Sprintf("query: a %T has no place in an answer", s))
		default:
			panic(plan.Unhandled(s))
		}
	}
}

// first are those of a list that are shown.
func first(s *plan.ReferredList, refs []ref) []ref {
	if s.First >= 0 && len(refs) > s.First {
		return refs[:s.First]
	}
	return refs
}

// add notes what a slot of the static type of points to, unless what is selected of it is
// known.
func (f *fetch) add(slot plan.Slot, of *model.Type, sel *plan.Select, refs []ref) {
	for _, r := range refs {
		if r.tells(sel) {
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
			f.at = append(f.at, map[string]int{})
		}
		if _, known := f.at[i][r.id]; !known {
			look := f.root.Slots[i].(*plan.Lookup)
			f.at[i][r.id] = len(look.Refs)
			look.Refs = append(look.Refs, r.id)
		}
	}
}

// place is where an entity or relation that a slot points to was fetched.
func (f *fetch) place(slot plan.Slot, r ref) (lookup, item int) {
	lookup = f.slots[target{slot, r.typ}]
	return lookup, f.at[lookup][r.id]
}
