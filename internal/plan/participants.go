package plan

import (
	"slices"

	"whojoins/internal/model"
)

// Initiatives returns the plan of the list of the initiatives whose participants the answer to a plan is about:
// those that it asks for, or else those in which the participants that it asks for take part. The rows
// have the given values. It is nil if the answer is not about participants. A day in the request does
// not matter, since sources count all participants.
func (p *Plan) Initiatives(m *model.Model, rows ...*model.Field) *Plan {
	if m.Participation == nil || len(p.Root.Slots) == 0 {
		return nil
	}
	c := concern{m.Participation}.of(p.Root.Slots[0])
	if c == nil {
		return nil
	}
	if c.Order == nil {
		c.Order = Order{{Field: c.Type.Field("name")}}
	}
	c.Rows = &Select{Type: c.Type}
	of := Case{Types: c.Type.Types}
	for i, f := range rows {
		c.Rows.Slots = append(c.Rows.Slots, &Column{Field: f})
		of.Fields = append(of.Fields, Out{Kind: OutScalar, Slot: i, Field: f})
	}
	out := Out{Kind: OutList, Shape: NewShape(c.Rows, of)}
	return &Plan{Model: m, Field: c.Type.Many, Root: &Select{Slots: []Slot{c}}, Out: out}
}

// concern finds the initiatives that a slot of the root is about. relation is the participation.
type concern struct{ relation *model.Type }

func (c concern) of(slot Slot) *Connection {
	switch s := slot.(type) {
	case *Connection:
		return c.list(s)
	case *Lookup:
		if c.selects(s.Select) {
			return c.where(&Refers{Refs: s.Refs})
		}
		return nil
	case *GraphQuery:
		return c.query(s.Query)
	case *Meta, *Column, *PartList, *Referred, *ReferredList, *EndOf, *Nested:
		return nil
	default:
		panic(Unhandled(s))
	}
}

// where returns the list of the initiatives that meet all conditions.
func (c concern) where(all ...Predicate) *Connection {
	return &Connection{Type: c.relation.To.Target, Where: flatten[All, Any](all), Page: Page{Limit: -1}}
}

// joinedBy returns the condition that an actor that meets p takes part in an initiative.
func (c concern) joinedBy(p Predicate) *Related {
	return &Related{Side: c.relation.To.Side, Where: atEnd(c.relation.From, p)}
}

// list is about the initiatives of a list of participations, of a list of initiatives with their
// participants, or of a list of actors that take part in them.
func (c concern) list(list *Connection) *Connection {
	initiatives := c.relation.To.Target.Types
	switch {
	case list.Type == c.relation:
		if ends := c.ends(list.Where); len(ends) > 0 {
			return c.where(ends...)
		}
		return c.where(&Related{Side: c.relation.To.Side, Where: list.Where, Deprecated: list.Deprecated})
	case list.Type.Types&^initiatives == 0:
		if c.selects(list.Rows) || len(c.related(list.Where, c.relation.To.Side)) > 0 {
			return &Connection{Type: list.Type, Where: list.Where, Order: list.Order, Page: list.Page}
		}
	case list.Type.Types&^c.relation.From.Target.Types == 0:
		var any []Predicate
		for _, where := range c.related(list.Where, c.relation.From.Side) {
			any = append(any, c.ends(where)...)
		}
		if len(any) > 0 {
			return c.where(flatten[Any, All](any))
		}
	}
	return nil
}

// selects reports whether values include participations.
func (c concern) selects(s *Select) bool {
	return s != nil && slices.ContainsFunc(s.Slots, func(slot Slot) bool {
		list, ok := slot.(*Connection)
		return ok && list.Side == c.relation.To.Side
	})
}

// ends returns the conditions on the initiative of a participation.
func (c concern) ends(p Predicate) (list []Predicate) {
	switch p := p.(type) {
	case All:
		for _, one := range p {
			list = append(list, c.ends(one)...)
		}
	case *AtEnd:
		if p.End == c.relation.To {
			list = append(list, p.Where)
		}
	case nil, Any, *Compare, *Refers, *IsType, *Related, *Count, *HasPart, *Active, *Within:
	default:
		panic(Unhandled(p))
	}
	return list
}

// related returns the conditions on the relations of a side within a condition.
func (c concern) related(p Predicate, side *model.Side) (list []Predicate) {
	switch p := p.(type) {
	case All:
		for _, one := range p {
			list = append(list, c.related(one, side)...)
		}
	case Any:
		for _, one := range p {
			list = append(list, c.related(one, side)...)
		}
	case *Related:
		if p.Side == side {
			list = append(list, p.Where)
		}
	case *Count:
		if p.Side == side {
			list = append(list, p.Where)
		}
	case nil, *Compare, *Refers, *IsType, *HasPart, *AtEnd, *Active, *Within:
	default:
		panic(Unhandled(p))
	}
	return list
}

// query is about the initiatives of a graph query.
func (c concern) query(q Query) *Connection {
	switch q := q.(type) {
	case *Changes:
		return c.where(&Refers{Refs: []string{q.Initiative}})
	case *Overlap:
		return c.where(&Refers{Refs: q.Of})
	case *Neighbourhood:
		return c.where(&Refers{Refs: q.Of})
	case *Paths:
		return c.where(&Refers{Refs: []string{q.From, q.To}})
	case *Collaborators:
		return c.where(q.In, c.joinedBy(&Refers{Refs: []string{q.Of}}))
	case *Candidates:
		self := &Refers{Refs: []string{q.For}}
		return c.where(Any{self, flatten[All, Any]([]Predicate{q.In, c.joinedBy(self)})})
	case *Collaboration:
		return c.where(q.In, c.joinedBy(q.Between))
	case *Matrix:
		return c.where(q.Columns, c.joinedBy(q.Rows))
	case *Gaps:
		lacking := c.joinedBy(q.Lacking)
		lacking.None = true
		return c.where(q.In, lacking)
	case *Search, *Resolve:
		return nil
	default:
		panic(Unhandled(q))
	}
}
