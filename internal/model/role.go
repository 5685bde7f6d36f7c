package model

import "slices"

// Role is a meaning of a field that code relies on. The schema gives it with @fieldRole,
// so that no code depends on the name of a field.
type Role string

// The roles of fields.
const (
	// Acronym is the short name of an entity.
	Acronym Role = "acronym"
	// Country is the ISO 3166-1 code of the country that an entity is in.
	Country Role = "country"
	// Place is a name of another place that an entity is in.
	Place Role = "place"
	// Start and Finish are the first and the last day of an entity or a relation.
	Start  Role = "start"
	Finish Role = "end"
)

var roles = []Role{Acronym, Country, Place, Start, Finish}

// roleScalar returns the kind of the fields with a role.
func roleScalar(r Role) Scalar {
	if r == Start || r == Finish {
		return Date
	}
	return Text
}

// WithRole returns the first field with a role that any of the type's concrete types
// has, or nil.
func (t *Type) WithRole(r Role) *Field {
	for _, f := range t.AllFields {
		if f.Role == r {
			return f
		}
	}
	return nil
}

// AllWithRole returns the fields with one of the roles, in the order of the schema.
func (t *Type) AllWithRole(any ...Role) (list []*Field) {
	for _, f := range t.AllFields {
		if slices.Contains(any, f.Role) {
			list = append(list, f)
		}
	}
	return list
}
