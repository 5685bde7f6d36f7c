package format

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Network is a plan whose answer is a network: its entities and the ends of its relations are
// the nodes, its relations the links. All nodes have the same attributes, those selected for
// any entity anywhere; so have all links. The whole graph is a network of several plans.
type Network struct {
	plans []*plan.Plan
	// listed reports whether the first plan lists all entities, and the others relations.
	listed  bool
	columns Columns
	// entities and relations have the slots of the values to write for an object.
	entities  map[*plan.Select]*entity
	relations map[*plan.Select]*relation
	// derived are the pairs that share something in the answer to a graph query.
	derived map[*plan.Select]*derived
	// described are the entities in the answer to a graph query that are described there.
	described map[*plan.Select]*described
	// centre finds the entity at one end of all links, when the answer has only the other
	// ends; otherwise nil.
	centre *plan.Plan
	// distinct reports whether every relation is in the answer at most once.
	distinct bool
	// own is the number of attributes of nodes that are fields of entities; the others are said
	// about them in the answer.
	own int
	// position returns the position of an entity; nil without positions.
	position func(id string) (x, y float64)
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
	// within has the dates at the end that bounds a relation without its own, by the type of the
	// relation.
	within [model.MaxTypes]*bounds
	// from and to are the slots of the ends, by the type of the relation.
	from, to [model.MaxTypes]int
	ends     map[int]*plan.Select
	evidence int
	rank     int
	source   int
	// sourceID and sourceURL are slots of the source.
	sourceID, sourceURL int
}

// bounds has the slot of an end, and those of its dates.
type bounds struct{ end, start, finish int }

// NewNetwork makes a network of copies of plans, which also select what a network needs
// beyond the request: ids, names, ends, dates and evidence. Plans returns the copies. If there are
// several, the first lists all entities, and each other one the relations of a type. The error is
// BAD_USER_INPUT when the answer has no entities and no relations.
func NewNetwork(m *model.Model, identifiers bool, plans ...*plan.Plan) (*Network, error) {
	b := &builder{model: m, identifiers: identifiers, Network: &Network{listed: len(plans) > 1,
		entities: map[*plan.Select]*entity{}, relations: map[*plan.Select]*relation{}, derived: map[*plan.Select]*derived{}, described: map[*plan.Select]*described{}}}
	for _, p := range plans {
		p = p.Clone()
		b.plans = append(b.plans, p)
		b.meet(p.Root, &p.Out)
	}
	if len(b.entityLevels) == 0 && len(b.relationLevels) == 0 && len(b.derived) == 0 {
		return nil, plan.Errorf(plan.BadUserInput, "select `nodes` of a list of relations, or entities with their relations, such as { participations { nodes { role } } }",
			"a network needs entities or relations, and %s selects none", plans[0].Field)
	}
	if len(b.relationLevels) == 1 {
		conn, ok := b.plans[0].Root.Slots[0].(*plan.Connection)
		b.distinct = ok && conn.Rows == b.relationLevels[0]
	}
	b.distinct = b.distinct || b.listed
	b.attributes()
	for _, sel := range b.relationLevels {
		b.relation(sel)
	}
	for _, sel := range b.entityLevels {
		b.entity(sel)
	}
	return b.Network, nil
}

// Place gives all nodes positions, which a function returns by their ids.
func (n *Network) Place(position func(id string) (x, y float64)) {
	n.position, n.columns.Placed = position, true
}

// Plans returns the plans that the network is written from, to be run by the caller.
func (n *Network) Plans() []*plan.Plan { return n.plans }

// builder makes a Network. The levels are those of entities and of relations, in the order of
// the request.
type builder struct {
	*Network
	model                        *model.Model
	identifiers                  bool
	entityLevels, relationLevels []*plan.Select
	nodeFields, linkFields       []*model.Field
	// measures are the fields of described entities.
	measures []*model.Field
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
		b.describe(sel)
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
			if f := o.Fields[i].Field; f != nil && f.Scalar != model.Parts {
				add(fields, f)
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
	if len(b.entityLevels) > 0 {
		add(&b.nodeFields, b.model.AnyEntity.WithRole(model.Country))
	}
	b.columns = Columns{
		Nodes: columns(b.nodeFields, nil), Links: columns(b.linkFields, b.model.AnyRelation.AllWithRole(model.Start, model.Finish)),
		Undirected: len(b.derived) > 0,
	}
	b.own = len(b.columns.Nodes)
	b.columns.Nodes = append(b.columns.Nodes, columns(b.measures, nil)...)
	for sel, d := range b.described {
		for _, a := range b.columns.Nodes[b.own:] {
			at := -1
			if sel.Type.Field(a.Field.Name) == a.Field {
				at = column(sel, a.Field)
			}
			d.values = append(d.values, at)
		}
	}
}

// entity adds the slots of an entity level.
func (b *builder) entity(sel *plan.Select) *entity {
	if known := b.entities[sel]; known != nil {
		return known
	}
	any := b.model.AnyEntity
	e := &entity{id: column(sel, any.Field("id")), name: column(sel, any.Field("name")), identifiers: -1}
	e.values = values(sel, b.columns.Nodes[:b.own])
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
		if within := t.Within; within != nil {
			at := b.end(sel, r, within)
			r.within[t.Index] = &bounds{at, column(r.ends[at], within.Target.WithRole(model.Start)), column(r.ends[at], within.Target.WithRole(model.Finish))}
		}
	}
	b.evidence(sel, r, any.Field("evidence"))
	b.relations[sel] = r
}

// end adds the slot of an end.
func (b *builder) end(sel *plan.Select, r *relation, end *model.End) int {
	at, o := slot(sel, &plan.EndOf{End: end, Select: &plan.Select{Type: end.Target}}, func(o *plan.EndOf) bool { return o.End == end })
	r.ends[at] = o.Select
	if b.listed {
		// The node is written from the list of all entities.
		b.entities[o.Select] = &entity{id: column(o.Select, end.Target.Field("id")), identifiers: -1}
	} else if !slices.Contains(b.entityLevels, r.ends[at]) {
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
