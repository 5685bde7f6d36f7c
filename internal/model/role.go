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
	// Start and Finish are the first and the last day of an entity or a relation. If Finish is
	// a list of days, the last of them counts.
	Start  Role = "start"
	Finish Role = "end"
	// Currency is the ISO 4217 code of a currency.
	Currency Role = "currency"
	// Latitude and Longitude are the degrees north and east of a place. The object that has both
	// is a position on the map.
	Latitude  Role = "latitude"
	Longitude Role = "longitude"
	// Registered is an identifier in a register, and Scheme the word for the register. The scheme
	// is either that of the field (Field.Scheme), or the field with the role Scheme in the same
	// object.
	Registered Role = "identifier"
	Scheme     Role = "scheme"
	// Locator is the place of a statement in its source.
	Locator Role = "locator"
	// Retrieved, Updated and Published are the days on which a source was read, was last changed
	// and was published.
	Retrieved Role = "retrieved"
	Updated   Role = "updated"
	Published Role = "published"
	// Terms are the terms under which a source can be used.
	Terms Role = "terms"
)

var roles = []Role{Acronym, Country, Place, Start, Finish, Currency, Latitude, Longitude, Registered, Scheme, Locator, Retrieved, Updated, Published, Terms}

// roleScalar returns the kind of the fields with a role.
func roleScalar(r Role) Scalar {
	switch r {
	case Start, Finish, Retrieved, Updated, Published:
		return Date
	case Latitude, Longitude:
		return Float
	}
	return Text
}

// HasPeriod reports whether any of the type's concrete types has a first or a last day, so that its
// objects can be filtered and counted by the days on which they are active.
func (t *Type) HasPeriod() bool { return t.WithRole(Start) != nil || t.WithRole(Finish) != nil }

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
