package format

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// described has the slots of an entity, and of what an answer says about it.
type described struct {
	entity int
	sel    *plan.Select
	// values are the slots of the last attributes of Columns.Nodes; below zero without a slot.
	values []int
}

// derived has the slots of a pair that shares something.
type derived struct {
	from, to, weight int
	// activeFrom and activeUntil are below zero if nothing is known of days.
	activeFrom, activeUntil int
	ends                    [2]*plan.Select
	kind                    string
}

// derive adds the slots of a level of pairs that share something: the links of a collaboration
// network, or the collaborators of an actor. It reports whether the level is one.
func (b *builder) derive(sel *plan.Select) bool {
	t := sel.Type
	from, to, weight := t.Field("from"), t.Field("to"), t.Field("weight")
	if actor, shared := t.Field("actor"), t.Field("shared"); actor != nil && shared != nil {
		from, to, weight = nil, actor, shared
		if !b.around() {
			return false
		}
	} else if from == nil || to == nil || weight == nil {
		return false
	}
	d := &derived{kind: collaboration, weight: column(sel, weight), activeFrom: -1, activeUntil: -1}
	if first, last := t.Field("activeFrom"), t.Field("activeUntil"); first != nil && last != nil {
		d.activeFrom, d.activeUntil = column(sel, first), column(sel, last)
	}
	d.to, d.ends[1] = referred(sel, to)
	b.entityLevels = append(b.entityLevels, d.ends[1])
	if from != nil {
		d.from, d.ends[0] = referred(sel, from)
		b.entityLevels = append(b.entityLevels, d.ends[0])
	}
	b.derived[sel] = d
	for _, end := range d.ends {
		if end != nil {
			b.selectedOf(end)
		}
	}
	return true
}

// collaboration is the type of links between actors in the same initiatives.
const collaboration = "COLLABORATION"

// around makes the plan that finds the actor whose collaborators are in the answer.
func (b *builder) around() bool {
	ask, ok := b.plans[0].Root.Slots[0].(*plan.GraphQuery)
	if !ok {
		return false
	}
	query, ok := ask.Query.(*plan.Collaborators)
	if ok && b.centre == nil {
		one := &plan.Select{Type: b.model.AnyEntity}
		b.entityLevels = append(b.entityLevels, one)
		b.centre = &plan.Plan{Field: b.plans[0].Field, Root: &plan.Select{Slots: []plan.Slot{&plan.Lookup{Type: b.model.AnyEntity, Refs: []string{query.Of}, Select: one}}}}
	}
	return ok
}

// selectedOf adds the selected fields of an entity to the attributes.
func (b *builder) selectedOf(sel *plan.Select) {
	for _, s := range sel.Slots {
		if c, ok := s.(*plan.Column); ok {
			add(&b.nodeFields, c.Field)
		}
	}
}

// describe adds the entity that an object of an answer describes, with what it says.
func (b *builder) describe(sel *plan.Select) {
	of := sel.Type.Field("entity")
	if of == nil || of.Scalar != model.Reference {
		return
	}
	d := &described{}
	d.entity, d.sel = referred(sel, of)
	if !slices.Contains(b.entityLevels, d.sel) {
		b.entityLevels = append(b.entityLevels, d.sel)
	}
	for _, s := range slices.Clone(sel.Slots) {
		// The degree of a node in a file is that in the file.
		if c, ok := s.(*plan.Column); ok && c.Field.Name != degreeColumn {
			add(&b.measures, c.Field)
		}
	}
	b.described[sel] = d
}

// The names of fields with a meaning in the picture of a network.
const (
	degreeColumn    = "degree"
	communityColumn = "community"
)

func columns(fields, apart []*model.Field) (list []Attribute) {
	for _, f := range fields {
		if !always[f.Name] && !slices.Contains(apart, f) || f.Parent != nil {
			list = append(list, Attribute{Name: named(f), Field: f, Kind: kindOf(f)})
		}
	}
	return list
}
