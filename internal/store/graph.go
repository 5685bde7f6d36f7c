package store

import "whojoins/internal/model"

// Graph is a checked dataset, ready to be kept by a store. All references are
// resolved, all lists are in the order in which they are answered, and every plain
// value is the preferred one.
type Graph struct {
	Model   *model.Model
	Name    string
	Version string
	Date    string
	Licence string
	// Entities have distinct ids. Relations have distinct ids, and ends that exist.
	Entities  []*Object
	Relations []*Object
	// Former leads from the old id of a merged entity to its id now.
	Former map[string]string
}

// Object is an entity, a relation, or a part of one, with what is stored of it.
type Object struct {
	// Type is the concrete type; nil for a part.
	Type *model.Type
	// ID is empty for a part.
	ID string
	// From and To are the ids of a relation's ends.
	From, To string
	// Cells are the scalars that it has, leaves of embedded objects included; id and
	// type are not among them. Disputed and deprecated are.
	Cells []Cell
	// Lists are the lists of scalars that it has.
	Lists []List
	// Parts are its lists of objects: aliases, claims, evidence.
	Parts []PartList
	// Refs are the entities that a part points to, by id.
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

// Value is the value of a field, or the zero Value.
func (o *Object) Value(f *model.Field) model.Value {
	for i := range o.Cells {
		if o.Cells[i].Field == f {
			return o.Cells[i].Value
		}
	}
	return model.Value{}
}

// Values are the values of a list of scalars.
func (o *Object) Values(f *model.Field) []model.Value {
	for i := range o.Lists {
		if o.Lists[i].Field == f {
			return o.Lists[i].Values
		}
	}
	return nil
}

// Objects are the parts in a field.
func (o *Object) Objects(f *model.Field) []*Object {
	for i := range o.Parts {
		if o.Parts[i].Field == f {
			return o.Parts[i].Objects
		}
	}
	return nil
}

// Ref is the id of the entity in a field, or empty.
func (o *Object) Ref(f *model.Field) string {
	for i := range o.Refs {
		if o.Refs[i].Field == f {
			return o.Refs[i].ID
		}
	}
	return ""
}
