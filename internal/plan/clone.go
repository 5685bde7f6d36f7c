package plan

// Clone returns a copy of the plan whose selects and response fields can be changed without
// changing p. The parts that never change are shared: the model, predicates, orders, graph
// queries.
func (p *Plan) Clone() *Plan {
	c, copied := cloner{}, *p
	copied.Root, copied.Out = c.sel(p.Root), c.out(p.Out)
	return &copied
}

// cloner maps each select that was met to its copy, as response fields refer to selects.
type cloner map[*Select]*Select

func (c cloner) sel(s *Select) *Select {
	if s == nil {
		return nil
	}
	if known, ok := c[s]; ok {
		return known
	}
	copied := new(Select)
	*copied = *s
	copied.Slots = make([]Slot, len(s.Slots))
	c[s] = copied
	for i, slot := range s.Slots {
		copied.Slots[i] = c.slot(slot)
	}
	return copied
}

func (c cloner) slot(s Slot) Slot {
	switch s := s.(type) {
	case *Column:
		return s
	case *PartList:
		return with(s, func(o *PartList) { o.Select = c.sel(s.Select) })
	case *Referred:
		return with(s, func(o *Referred) { o.Select = c.sel(s.Select) })
	case *ReferredList:
		return with(s, func(o *ReferredList) { o.Select = c.sel(s.Select) })
	case *Nested:
		return with(s, func(o *Nested) { o.Select = c.sel(s.Select) })
	case *EndOf:
		return with(s, func(o *EndOf) { o.Select = c.sel(s.Select) })
	case *Lookup:
		return with(s, func(o *Lookup) { o.Select = c.sel(s.Select) })
	case *Meta:
		return with(s, func(o *Meta) { o.Select = c.sel(s.Select) })
	case *GraphQuery:
		return with(s, func(o *GraphQuery) { o.Select = c.sel(s.Select) })
	case *Connection:
		return with(s, func(o *Connection) { o.Rows = c.sel(s.Rows) })
	default:
		panic(Unhandled(s))
	}
}

// with returns a shallow copy of a slot after change.
func with[S any](s *S, change func(*S)) *S {
	copied := *s
	change(&copied)
	return &copied
}

func (c cloner) out(o Out) Out {
	o.Shape, o.Fields = c.shape(o.Shape), c.outs(o.Fields)
	return o
}

func (c cloner) outs(list []Out) []Out {
	if list == nil {
		return nil
	}
	copied := make([]Out, len(list))
	for i, o := range list {
		copied[i] = c.out(o)
	}
	return copied
}

func (c cloner) shape(s *Shape) *Shape {
	if s == nil {
		return nil
	}
	copied := *s
	copied.Select, copied.Cases = c.sel(s.Select), make([]Case, len(s.Cases))
	for i, each := range s.Cases {
		copied.Cases[i] = Case{each.Types, c.outs(each.Fields)}
	}
	return &copied
}
