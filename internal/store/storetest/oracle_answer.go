package storetest

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// object returns the selected fields of an object. A nil object is null.
func (o *oracle) object(x *store.Object, sel *plan.Select) *store.TreeObject {
	if x == nil {
		return nil
	}
	answer := &store.TreeObject{Type: x.Type}
	for _, slot := range sel.Slots {
		answer.Slots = append(answer.Slots, o.slot(x, slot))
	}
	return answer
}

// slot returns the content of a slot of an object, or of the root.
func (o *oracle) slot(x *store.Object, slot plan.Slot) any {
	switch s := slot.(type) {
	case *plan.Column:
		if s.Field.List {
			return scalars(x.Values(s.Field))
		}
		return value(x, s.Field)
	case *plan.PartList:
		return o.objects(x.Objects(s.Field), s.Select)
	case *plan.Referred:
		return o.object(o.entities[x.Ref(s.Field)], s.Select)
	case *plan.EndOf:
		if s.End.Relation != x.Type {
			return (*store.TreeObject)(nil)
		}
		return o.object(o.at(x, s.End), s.Select)
	case *plan.Lookup:
		var found []*store.Object
		for _, ref := range s.Refs {
			found = append(found, o.look(s, ref))
		}
		if s.Many {
			return o.objects(found, s.Select)
		}
		return o.object(found[0], s.Select)
	case *plan.Connection:
		return o.connection(s, x)
	case *plan.ReferredList, *plan.Nested, *plan.Meta, *plan.GraphQuery:
		panic(fmt.Sprintf("storetest: a store does not run a %T; package query does", s))
	default:
		panic(plan.Unhandled(s))
	}
}

// scalars returns a list of scalars, with each in slot 0 of an item.
func scalars(values []model.Value) *store.TreeList {
	list := &store.TreeList{}
	for _, v := range values {
		list.Items = append(list.Items, &store.TreeObject{Slots: []any{v}})
	}
	return list
}

func (o *oracle) objects(list []*store.Object, sel *plan.Select) *store.TreeList {
	answer := &store.TreeList{}
	for _, x := range list {
		answer.Items = append(answer.Items, o.object(x, sel))
	}
	return answer
}

// look finds an entity by reference, or a relation by its id, if it is current or deprecated
// ones are found too. An object of another type
// counts as unknown.
func (o *oracle) look(s *plan.Lookup, ref string) *store.Object {
	for _, r := range o.graph.Relations {
		if r.Type == s.Type && r.ID == ref && (s.Deprecated || !deprecated(r)) {
			return r
		}
	}
	if e := o.find(ref); e != nil && s.Type.Types.Has(e.Type) {
		return e
	}
	return nil
}

func (o *oracle) connection(s *plan.Connection, of *store.Object) *store.TreeList {
	candidates := o.all(s.Type, s.Deprecated)
	if s.Side != nil {
		candidates = o.beside(of, s.Side, s.Deprecated)
	}
	p := o.page(s, candidates)
	list := &store.TreeList{More: p.more, Count: len(p.matching), Aggregate: aggregate(s, p.matching)}
	sel := s.Rows
	if sel == nil {
		sel = &plan.Select{}
	}
	for _, r := range p.rows {
		list.Items, list.Keys = append(list.Items, o.object(r.object, sel)), append(list.Keys, r.key)
	}
	for _, f := range s.Facets {
		list.Facets = append(list.Facets, o.facet(f, p.matching))
	}
	for _, x := range s.Series {
		list.Series = append(list.Series, o.series(x, p.matching))
	}
	for _, g := range s.Groups {
		list.Groups = append(list.Groups, o.groups(g, p.matching))
	}
	return list
}
