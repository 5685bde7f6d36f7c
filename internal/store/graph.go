package store

import "whojoins/internal/model"

// Graph is a checked dataset, ready to be loaded into a store. All references are
// resolved, all lists are in the order in which they are returned, and every plain value
// is the preferred one.
type Graph struct {
	Model   *model.Model
	Name    string
	Version string
	Date    string
	Licence string
	// Entities have distinct ids. Relations have distinct ids, and ends that exist.
	Entities  []*Object
	Relations []*Object
	// Former has the current id of a merged entity by its old id.
	Former map[string]string
}

// Object is an entity, a relation, or a part of one, with its fields.
type Object struct {
	// Type is the concrete type; nil for a part.
	Type *model.Type
	// ID is empty for a part.
	ID string
	// From and To are the ids of a relation's ends.
	From, To string
	// Cells are its scalars without id and type, including leaves of embedded objects,
	// disputed and deprecated. A missing value has no cell.
	Cells []Cell
	// Lists are its lists of scalars.
	Lists []List
	// Parts are its lists of objects: aliases, claims, evidence.
	Parts []PartList
	// Refs are the entities to which a part refers, by id.
	Refs []Ref
}

// Cell is one value of a field.
type Cell struct {
	Field *model.Field
	Value model.Value
}

// List is a list of values of a field.
type List struct {
	Field  *model.Field
	Values []model.Value
}

// PartList is a list of objects in a field.
type PartList struct {
	Field   *model.Field
	Objects []*Object
}

// Ref is an entity in a field, by id.
type Ref struct {
	Field *model.Field
	ID    string
}

// Value returns the value of a field; the zero Value for a missing one.
func (o *Object) Value(f *model.Field) model.Value {
	for i := range o.Cells {
		if o.Cells[i].Field == f {
			return o.Cells[i].Value
		}
	}
	return model.Value{}
}

// Values returns the values of a list of scalars.
func (o *Object) Values(f *model.Field) []model.Value {
	for i := range o.Lists {
		if o.Lists[i].Field == f {
			return o.Lists[i].Values
		}
	}
	return nil
}

// Objects returns the parts in a field.
func (o *Object) Objects(f *model.Field) []*Object {
	for i := range o.Parts {
		if o.Parts[i].Field == f {
			return o.Parts[i].Objects
		}
	}
	return nil
}

// Ref returns the id of the entity in a field; it is empty for none.
func (o *Object) Ref(f *model.Field) string {
	for i := range o.Refs {
		if o.Refs[i].Field == f {
			return o.Refs[i].ID
		}
	}
	return ""
}
