package store

import "whojoins/internal/model"

// Graph is a checked dataset, ready to be loaded into a store. All references are resolved, all
// lists are in the order in which they are returned, and each field holds the preferred value.
type Graph struct {
	Model   *model.Model
	Name    string
	Version string
	Date    string
	Licence string
	// The ids of Entities are distinct. The ids of Relations are distinct, and both ends of
	// each relation are in Entities.
	Entities  []*Object
	Relations []*Object
	// Former maps the former id of a merged entity to its current id.
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
	// Cells are the scalar values except id and type. They include the leaves of embedded
	// objects, and the fields disputed and deprecated. A missing value has no cell.
	Cells []Cell
	// Lists are the lists of scalars.
	Lists []List
	// Parts are the lists of objects, such as aliases, claims and evidence.
	Parts []PartList
	// Refs are the entities that a part refers to.
	Refs []Ref
}

// Cell is the value of a scalar field.
type Cell struct {
	Field *model.Field
	Value model.Value
}

// List holds the values of a field that is a list of scalars.
type List struct {
	Field  *model.Field
	Values []model.Value
}

// PartList holds the objects of a field that is a list of objects.
type PartList struct {
	Field   *model.Field
	Objects []*Object
}

// Ref is the id of the entity that a field refers to.
type Ref struct {
	Field *model.Field
	ID    string
}

// Value returns the value of a field, or the zero Value if it is missing.
func (o *Object) Value(f *model.Field) model.Value {
	for i := range o.Cells {
		if o.Cells[i].Field == f {
			return o.Cells[i].Value
		}
	}
	return model.Value{}
}

// Values returns the values of a field that is a list of scalars.
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

// Ref returns the id of the entity that a field refers to, or "" if there is none.
func (o *Object) Ref(f *model.Field) string {
	for i := range o.Refs {
		if o.Refs[i].Field == f {
			return o.Refs[i].ID
		}
	}
	return ""
}
