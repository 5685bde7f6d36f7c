package format

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Network is a plan whose answer is a network: its entities and the ends of its relations are
// the nodes, its relations the links. All nodes have the same attributes, those selected for
// any entity anywhere; so have all links.
type Network struct {
	plan    *plan.Plan
	columns Columns
	// entities and relations have the slots of the values to write for an object.
	entities  map[*plan.Select]*entity
	relations map[*plan.Select]*relation
	// derived are the pairs that share something in the answer to a graph query.
	derived map[*plan.Select]*derived
	// centre finds the entity at one end of all links, when the answer has only the other
	// ends; otherwise nil.
	centre *plan.Plan
	// distinct reports whether every relation is in the answer at most once.
	distinct bool
}

// entity has the slots of the values to write for an entity.
type entity struct {
	id, name int
	// values are the slots of Columns.Nodes; below zero without a slot.
	values []int
	// identifiers is the slot of the identifiers, or below zero; the others are slots within.
	identifiers        int
	scheme, value, url int
}

// relation has the slots of the values to write for a relation.
type relation struct {
	id, since, until int
	values           []int
	// from and to are the slots of the ends, by the type of the relation.
	from, to [model.MaxTypes]int
	ends     map[int]*plan.Select
	evidence int
	rank     int
	source   int
	// sourceID and sourceURL are slots of the source.
	sourceID, sourceURL int
}

// derived has the slots of a pair that shares something.
type derived struct {
	from, to, weight int
	ends             [2]*plan.Select
	kind             string
}

// NewNetwork makes a network of a copy of a plan, which also selects what a network needs
// beyond the request: ids, names, ends, dates and evidence. Plan returns the copy. The
// error is BAD_USER_INPUT when the answer has no entities and no relations.
func NewNetwork(m *model.Model, p *plan.Plan, identifiers bool) (*Network, error) {
	p = p.Clone()
	b := &builder{model: m, identifiers: identifiers, Network: &Network{
		plan: p, entities: map[*plan.Select]*entity{}, relations: map[*plan.Select]*relation{}, derived: map[*plan.Select]*derived{}}}
	b.meet(p.Root, &p.Out)
	if len(b.entityLevels) == 0 && len(b.relationLevels) == 0 && len(b.derived) == 0 {
		return nil, plan.Errorf(plan.BadUserInput, "select `nodes` of a list of relations, or entities with their relations, such as { participations { nodes { role } } }",
			"a network needs entities or relations, and %s selects none", p.Field)
	}
	if len(b.relationLevels) == 1 {
		conn, ok := p.Root.Slots[0].(*plan.Connection)
		b.distinct = ok && conn.Rows == b.relationLevels[0]
	}
	b.attributes()
	for _, sel := range b.relationLevels {
		b.relation(sel)
	}
	for _, sel := range b.entityLevels {
		b.entity(sel)
	}
	return b.Network, nil
}

// Plan returns the plan that the network is written from, to be run by the caller.
func (n *Network) Plan() *plan.Plan { return n.plan }

// builder makes a Network. The levels are those of entities and of relations, in the order of
// the request.
type builder struct {
	*Network
	model                        *model.Model
	identifiers                  bool
	entityLevels, relationLevels []*plan.Select
	nodeFields, linkFields       []*model.Field
}

// meet finds the levels within a field of an object.
func (b *builder) meet(sel *plan.Select, o *plan.Out) {
	switch o.Kind {
	case plan.OutObject, plan.OutList:
		if stored(sel, o.Slot) {
			return
		}
		b.level(o.Shape)
	case plan.OutNodes, plan.OutNode:
		b.level(o.Shape)
	case plan.OutConnection, plan.OutEdges:
		for i := range o.Fields {
			b.meet(sel, &o.Fields[i])
		}
	}
}

// stored reports whether a slot holds parts of an entity or a relation, such as claims. The
// sources that they point to are not nodes.
func stored(sel *plan.Select, slot int) bool {
	_, parts := sel.Slots[slot].(*plan.PartList)
	return parts && sel.Type != nil && sel.Type.Kind != model.Object
}

func (b *builder) level(s *plan.Shape) {
	sel := s.Select
	fields := &b.nodeFields
	switch {
	case sel.Type.Kind == model.Object:
		fields = nil
		if b.derive(sel) {
			return // the weight is the number of shared initiatives
		}
	case b.isRelation(sel.Type):
		fields = &b.linkFields
		if !slices.Contains(b.relationLevels, sel) {
			b.relationLevels = append(b.relationLevels, sel)
		}
	case !slices.Contains(b.entityLevels, sel):
		b.entityLevels = append(b.entityLevels, sel)
	}
	for _, c := range s.Cases {
		for i := range c.Fields {
			o := &c.Fields[i]
			if fields != nil {
				selected(fields, o)
			}
			b.meet(sel, o)
		}
	}
}

func (b *builder) isRelation(t *model.Type) bool { return t.Types&b.model.AnyRelation.Types != 0 }

// selected adds the fields of an attribute.
func selected(fields *[]*model.Field, o *plan.Out) {
	switch o.Kind {
	case plan.OutScalar, plan.OutScalars:
		add(fields, o.Field)
	case plan.OutEmbedded:
		for i := range o.Fields {
			if o.Fields[i].Field != nil {
				add(fields, o.Fields[i].Field)
			}
		}
	}
}

func add(fields *[]*model.Field, f *model.Field) {
	if !slices.Contains(*fields, f) {
		*fields = append(*fields, f)
	}
}

// always are the fields that every node or link has besides its attributes.
var always = map[string]bool{"id": true, "name": true, "type": true}

// attributes makes the columns. The key of a relation is always among them.
func (b *builder) attributes() {
	for _, sel := range b.relationLevels {
		for _, t := range sel.Type.Members {
			for _, f := range t.Key {
				add(&b.linkFields, f)
			}
		}
	}
	b.columns = Columns{Nodes: columns(b.nodeFields, nil), Links: columns(b.linkFields, b.model.AnyRelation.AllWithRole(model.Start, model.Finish))}
}

func columns(fields, apart []*model.Field) (list []Attribute) {
	for _, f := range fields {
		if !always[f.Name] && !slices.Contains(apart, f) || f.Parent != nil {
			list = append(list, Attribute{Name: named(f), Field: f, Kind: kindOf(f)})
		}
	}
	return list
}

// entity adds the slots of an entity level.
func (b *builder) entity(sel *plan.Select) *entity {
	if known := b.entities[sel]; known != nil {
		return known
	}
	any := b.model.AnyEntity
	e := &entity{id: column(sel, any.Field("id")), name: column(sel, any.Field("name")), identifiers: -1}
	e.values = values(sel, b.columns.Nodes)
	if f := any.Field("identifiers"); b.identifiers {
		var parts *plan.Select
		e.identifiers, parts = partList(sel, f)
		e.scheme, e.value, e.url = column(parts, f.Object.Field("scheme")), column(parts, f.Object.Field("value")), column(parts, f.Object.Field("url"))
	}
	b.entities[sel] = e
	return e
}

// relation adds the slots of a relation level.
func (b *builder) relation(sel *plan.Select) {
	any := b.model.AnyRelation
	r := &relation{id: column(sel, any.Field("id")), since: column(sel, any.WithRole(model.Start)), until: column(sel, any.WithRole(model.Finish)), ends: map[int]*plan.Select{}}
	r.values = values(sel, b.columns.Links)
	for _, t := range sel.Type.Members {
		r.from[t.Index], r.to[t.Index] = b.end(sel, r, t.From), b.end(sel, r, t.To)
	}
	b.evidence(sel, r, any.Field("evidence"))
	b.relations[sel] = r
}

// end adds the slot of an end.
func (b *builder) end(sel *plan.Select, r *relation, end *model.End) int {
	at, o := slot(sel, &plan.EndOf{End: end, Select: &plan.Select{Type: end.Target}}, func(o *plan.EndOf) bool { return o.End == end })
	r.ends[at] = o.Select
	if !slices.Contains(b.entityLevels, r.ends[at]) {
		b.entityLevels = append(b.entityLevels, r.ends[at])
	}
	return at
}

// evidence adds the slots of the sources of a relation.
func (b *builder) evidence(sel *plan.Select, r *relation, f *model.Field) {
	var parts, source *plan.Select
	r.evidence, parts = partList(sel, f)
	r.rank = column(parts, f.Object.Field("rank"))
	of := f.Object.Field("source")
	r.source, source = referred(parts, of)
	r.sourceID, r.sourceURL = column(source, of.Of.Field("id")), column(source, of.Of.Field("url"))
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
	d := &derived{kind: collaboration, weight: column(sel, weight)}
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
	ask, ok := b.plan.Root.Slots[0].(*plan.GraphQuery)
	if !ok {
		return false
	}
	query, ok := ask.Query.(*plan.Collaborators)
	if ok && b.centre == nil {
		one := &plan.Select{Type: b.model.AnyEntity}
		b.entityLevels = append(b.entityLevels, one)
		b.centre = &plan.Plan{Field: b.plan.Field, Root: &plan.Select{Slots: []plan.Slot{&plan.Lookup{Type: b.model.AnyEntity, Refs: []string{query.Of}, Select: one}}}}
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

// partList returns the slot of a list of parts, and adds it where it is new.
func partList(sel *plan.Select, f *model.Field) (int, *plan.Select) {
	i, o := slot(sel, &plan.PartList{Field: f, Select: &plan.Select{Type: f.Object}}, func(o *plan.PartList) bool { return o.Field == f })
	return i, o.Select
}

// referred returns the slot of an entity that an object points to, and adds it where it is new.
func referred(sel *plan.Select, f *model.Field) (int, *plan.Select) {
	i, o := slot(sel, &plan.Referred{Field: f, Select: &plan.Select{Type: f.Of}}, func(o *plan.Referred) bool { return o.Field == f })
	return i, o.Select
}

// column returns the slot of a field, and adds it where it is new.
func column(sel *plan.Select, f *model.Field) int {
	i, _ := slot(sel, &plan.Column{Field: f}, func(o *plan.Column) bool { return o.Field == f })
	return i
}

// slot returns a slot of a level, and adds it where it is new.
func slot[S plan.Slot](sel *plan.Select, added S, is func(S) bool) (int, S) {
	for i, s := range sel.Slots {
		if o, ok := s.(S); ok && is(o) {
			return i, o
		}
	}
	sel.Slots = append(sel.Slots, added)
	return len(sel.Slots) - 1, added
}

// values returns the slots of attributes, and adds the new ones; below zero for attributes
// that no object of the level has.
func values(sel *plan.Select, columns []Attribute) []int {
	slots := make([]int, len(columns))
	for i, a := range columns {
		if slots[i] = -1; a.Field.Types&sel.Type.Types != 0 {
			slots[i] = column(sel, a.Field)
		}
	}
	return slots
}
