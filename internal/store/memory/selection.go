package memory

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// selection is a select of a plan, bound to the table of its objects.
type selection struct {
	space space
	slots []slot
}

// slot is one slot of a select. One of the pointers is set, or none if no object has a value.
type slot struct {
	kind   slotKind
	column *column
	parts  *partList
	// ends are the entities at one end of each relation.
	ends       []uint32
	connection *connection
	lookup     *lookup
	// sel is the selection of the objects in the slot.
	sel *selection
}

type slotKind uint8

const (
	scalarSlot slotKind = iota + 1
	listSlot
	partsSlot
	referredSlot
	endSlot
	connectionSlot
	oneSlot
	manySlot
)

// lookup holds the entities or relations requested by reference.
type lookup struct {
	rows  []uint32
	known []bool
}

// selection binds a select to a space; for the root of a plan, that is the entities.
func (r *run) selection(s space, p *plan.Select) (*selection, error) {
	sel := &selection{space: s, slots: make([]slot, len(p.Slots))}
	for i, each := range p.Slots {
		made, err := r.slot(s, each)
		if err != nil {
			return nil, err
		}
		sel.slots[i] = made
	}
	return sel, nil
}

func (r *run) slot(s space, p plan.Slot) (made slot, err error) {
	switch p := p.(type) {
	case *plan.Column:
		made.kind, made.column = scalarSlot, s.table.columns[p.Field]
		if p.Field.List {
			made.kind = listSlot
		}
	case *plan.PartList:
		made.kind, made.parts = partsSlot, s.table.parts[p.Field]
		if made.parts != nil {
			made.sel, err = r.selection(space{table: made.parts.table}, p.Select)
		}
	case *plan.Referred:
		made.kind, made.column = referredSlot, s.table.columns[p.Field]
		made.sel, err = r.selection(r.entitySpace(), p.Select)
	case *plan.EndOf:
		made.kind = endSlot
		if p.End.Relation == s.rel.typ {
			made.ends = s.rel.ends[endIndex(p.End)]
			made.sel, err = r.selection(r.entitySpace(), p.Select)
		}
	case *plan.Connection:
		made.kind = connectionSlot
		made.connection, err = r.connection(p)
	case *plan.Lookup:
		made.kind, made.lookup = oneSlot, r.lookup(p)
		if p.Many {
			made.kind = manySlot
		}
		of := r.entitySpace()
		if p.Type.Kind == model.Relation {
			of = relationSpace(r.snap.relations[p.Type.Index], false)
		}
		made.sel, err = r.selection(of, p.Select)
	case *plan.Meta, *plan.GraphQuery, *plan.ReferredList, *plan.Nested:
		err = fmt.Errorf("a store does not run a %T; package query does", p)
	default:
		panic(plan.Unhandled(p))
	}
	return made, err
}

// lookup finds relations or entities; an entity of another type counts as unknown.
func (r *run) lookup(p *plan.Lookup) *lookup {
	t := p.Type
	l := &lookup{rows: make([]uint32, len(p.Refs)), known: make([]bool, len(p.Refs))}
	find := func(ref string) (uint32, bool) {
		e, ok := r.snap.names.find(ref)
		return e, ok && (t == nil || t.Types.Has(r.snap.typ(e)))
	}
	if t != nil && t.Kind == model.Relation {
		rel := r.snap.relations[t.Index]
		ids := &rel.table.columns[r.snap.model.AnyRelation.Field("id")].dict.text
		find = func(ref string) (uint32, bool) {
			at, ok := ids.find(ref)
			return uint32(at), ok && (p.Deprecated || !rel.isDeprecated.has(uint32(at)))
		}
	}
	for i, ref := range p.Refs {
		if r.work.Add(plan.UnitsLookup) != nil {
			break
		}
		l.rows[i], l.known[i] = find(ref)
	}
	return l
}
