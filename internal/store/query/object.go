package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// object is one object of an answer: what its fields hold, by their names in the
// schema; of an object without lists parent.name.
type object struct{ cells []cell }

// cell is what one field holds.
type cell struct {
	name    string
	value   model.Value
	refs    []ref
	objects []*object
}

// ref is an entity, or with a type a relation of that type, by its id.
type ref struct {
	typ *model.Type
	id  string
	// of and name are the type and the name of an entity where they are known.
	of   *model.Type
	name string
}

// concrete is the type of what it points to; nil when it is not known.
func (r *ref) concrete() *model.Type {
	if r.typ != nil {
		return r.typ
	}
	return r.of
}

// tells says whether all that is selected of what it points to is known.
func (r *ref) tells(sel *plan.Select) bool {
	if sel.Typed && r.concrete() == nil {
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

// object has what is known of what it points to.
func (r *ref) object() *object {
	o := &object{}
	o.set("id", model.IDValue(r.id))
	if t := r.concrete(); t != nil {
		o.set("type", model.EnumOf(t.Enum))
	}
	if r.name != "" {
		o.set("name", model.TextValue(r.name))
	}
	return o
}

// set gives a field its value.
func (o *object) set(name string, v model.Value) {
	o.cells = append(o.cells, cell{name: name, value: v})
}

// point gives a field the entities or relations that it points to.
func (o *object) point(name string, refs ...ref) {
	o.cells = append(o.cells, cell{name: name, refs: refs})
}

// hold gives a field the objects within.
func (o *object) hold(name string, objects ...*object) {
	o.cells = append(o.cells, cell{name: name, objects: objects})
}

// field is what a field holds; of one that was not given nothing.
func (o *object) field(name string) *cell {
	for i := range o.cells {
		if o.cells[i].name == name {
			return &o.cells[i]
		}
	}
	return &cell{}
}

// entities are references to entities.
func entities(ids []string) []ref {
	refs := make([]ref, len(ids))
	for i, id := range ids {
		refs[i].id = id
	}
	return refs
}

// page sets where a page stands in its list, as pageInfo; the cursors are those of its
// first and last row, empty when there is none.
func (o *object) page(after, more bool, start, end string) {
	o.set("pageInfo.hasNextPage", model.BoolValue(more))
	o.set("pageInfo.hasPreviousPage", model.BoolValue(after))
	if start != "" {
		o.set("pageInfo.startCursor", model.TextValue(start))
		o.set("pageInfo.endCursor", model.TextValue(end))
	}
}
