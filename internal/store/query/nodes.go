package query

import (
	"context"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// nodes looks up entities and relations together, with one plan: one lookup of entities, and
// one of the relations of each type whose slug begins one of the ids. If an id is that of an
// entity too, it refers to the entity. If the lookup states the type of each entity, there is one
// lookup of entities alone.
func nodes(ctx context.Context, work *plan.Work, v store.View, m *model.Model, root *plan.Select, look *plan.Lookup) (store.Cursor, error) {
	refs := make([]ref, len(look.Refs))
	for i, id := range look.Refs {
		at := &refs[i]
		*at = ref{id: id, unknown: true}
		if look.Of != nil {
			at.must = look.Of[i]
			continue
		}
		for _, t := range m.Relations {
			if strings.HasPrefix(id, t.Slug()) {
				at.or = &ref{typ: t, id: id}
				at = at.or
			}
		}
	}
	f := newFetch(m, work)
	if err := f.addAll(look, look.Select, refs); err != nil {
		return nil, err
	}
	return f.cursor(ctx, v, frame{sel: root, refs: refs})
}

// only returns a select of entities or relations with the values that a select of nodes has of
// these. All slots keep their position: a value that the others have is replaced by the id,
// which nobody reads.
func only(t *model.Type, nodes *plan.Select) *plan.Select {
	sel := &plan.Select{Type: t, Typed: nodes.Typed, Slots: make([]plan.Slot, len(nodes.Slots))}
	for i, slot := range nodes.Slots {
		if sel.Slots[i] = slot; !has(t, slot) {
			sel.Slots[i] = &plan.Column{Field: t.Field("id")}
		}
	}
	return sel
}

// has reports whether any object of a type can have the value of a slot.
func has(t *model.Type, slot plan.Slot) bool {
	switch s := slot.(type) {
	case *plan.Column:
		return s.Field.Types&t.Types != 0
	case *plan.PartList:
		return s.Field.Types&t.Types != 0
	case *plan.Referred:
		return s.Field.Types&t.Types != 0
	case *plan.EndOf:
		return s.End.Relation == t
	case *plan.Connection:
		return s.Side.Near.Target.Types&t.Types != 0
	case *plan.ReferredList, *plan.Nested, *plan.Lookup, *plan.Meta, *plan.GraphQuery:
		panic(unexpected(s))
	default:
		panic(plan.Unhandled(s))
	}
}
