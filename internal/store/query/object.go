package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// object is an object of an answer. It holds the content of its fields by their names in the
// schema; the name of a field of an embedded object is parent.name.
type object struct{ cells []cell }

// newObject returns an object with room for some fields.
func newObject(fields int) *object { return &object{cells: make([]cell, 0, fields)} }

// cell is the content of one field.
type cell struct {
	name    string
	value   model.Value
	refs    []ref
	objects list
}

// list has the objects of a list. Those of a long list are made when they are read.
type list struct {
	made []*object
	// n is the number of objects that make returns, by position.
	n    int
	make func(i int) *object
}

func (l *list) len() int {
	if l.make != nil {
		return l.n
	}
	return len(l.made)
}

func (l *list) at(i int) *object {
	if l.make != nil {
		return l.make(i)
	}
	return l.made[i]
}

// ref refers to an entity or a relation by its id.
type ref struct {
	// typ is the type of a relation, or nil for an entity.
	typ *model.Type
	id  string
	// of and name are the type and the name of an entity, if they are known.
	of   *model.Type
	name string
	// must is the type that an entity must have to be found; nil for any.
	must *model.Type
	// unknown is true if nothing may have the id, so that it must be read; or is what else the
	// id may refer to.
	unknown bool
	or      *ref
}

// concrete returns the type of the entity or relation, or nil if it is unknown.
func (r *ref) concrete() *model.Type {
	if r.typ != nil {
		return r.typ
	}
	return r.of
}

// suffices reports whether the reference itself holds everything that is selected, so that
// nothing needs to be read.
func (r *ref) suffices(sel *plan.Select) bool {
	if r.unknown || sel.Typed && r.concrete() == nil {
		return false
	}
	for _, slot := range sel.Slots {
		c, ok := slot.(*plan.Column)
		if !ok {
			return false
		}
		switch c.Field.Path() {
		case "id":
		case "type":
			ok = r.concrete() != nil
		case "name":
			ok = r.name != ""
		default:
			ok = false
		}
		if !ok {
			return false
		}
	}
	return true
}

// object returns an object with the values that the reference itself holds.
func (r *ref) object() *object {
	o := newObject(3)
	o.set("id", model.IDValue(r.id))
	if t := r.concrete(); t != nil {
		o.set("type", model.EnumOf(t.Enum))
	}
	if r.name != "" {
		o.set("name", model.TextValue(r.name))
	}
	return o
}

// set sets a scalar field.
func (o *object) set(name string, v model.Value) {
	o.cells = append(o.cells, cell{name: name, value: v})
}

// refer sets a field to references.
func (o *object) refer(name string, refs ...ref) {
	o.cells = append(o.cells, cell{name: name, refs: refs})
}

// add sets a field to objects.
func (o *object) add(name string, objects ...*object) {
	o.cells = append(o.cells, cell{name: name, objects: list{made: objects}})
}

// addMade sets a field to n objects, each of which is made whenever it is read.
func (o *object) addMade(name string, n int, make func(i int) *object) {
	o.cells = append(o.cells, cell{name: name, objects: list{n: n, make: make}})
}

// field returns the content of a field; empty if the field was not set.
func (o *object) field(name string) *cell {
	for i := range o.cells {
		if o.cells[i].name == name {
			return &o.cells[i]
		}
	}
	return &cell{}
}

// entities returns references to entities.
func entities(ids []string) []ref {
	refs := make([]ref, len(ids))
	for i, id := range ids {
		refs[i].id = id
	}
	return refs
}

// connection sets the fields of a connection: its nodes, its edges with their cursors, and its
// pageInfo. cursor returns the cursor of a node. after is true if the page begins after a cursor,
// and more is true if more rows follow.
func (o *object) connection(nodes []*object, cursor func(i int) string, after, more bool) {
	o.add("nodes", nodes...)
	o.addMade("edges", len(nodes), func(i int) *object {
		edge := newObject(2)
		edge.set("cursor", model.TextValue(cursor(i)))
		edge.add("node", nodes[i])
		return edge
	})
	var cursors []string
	if n := len(nodes); n > 0 {
		cursors = []string{cursor(0), cursor(n - 1)}
	}
	o.position(cursors, after, more)
}

// position sets pageInfo. cursors are those of the first and the last row of the page; there are
// none if it is empty.
func (o *object) position(cursors []string, after, more bool) {
	o.set("pageInfo.hasNextPage", model.BoolValue(more))
	o.set("pageInfo.hasPreviousPage", model.BoolValue(after))
	if len(cursors) > 0 {
		o.set("pageInfo.startCursor", model.TextValue(cursors[0]))
		o.set("pageInfo.endCursor", model.TextValue(cursors[1]))
	}
}
