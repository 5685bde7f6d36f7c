package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/store/neo4j/layout"
)

// scope is the object that an expression refers to: an entity, a relation with its ends, or a
// part of one of them.
type scope struct {
	// self is the variable of the entity, the relation or the part; for a part in lists, that
	// of the relation.
	self string
	// typ is the static type.
	typ *model.Type
	// from and to are the variables of a relation's ends.
	from, to string
	// deprecated reports whether the object is a deprecated relation or at its end, where deprecated
	// entities occur too.
	deprecated bool
	// lists is the field of a part that is in lists, at the variable with its position.
	lists *model.Field
	at    string
}

// end returns the scope of the entity at an end of a relation.
func (s scope) end(e *model.End) scope {
	if e.First {
		return scope{self: s.from, typ: e.Target, deprecated: s.deprecated}
	}
	return scope{self: s.to, typ: e.Target, deprecated: s.deprecated}
}

// variables returns the variables of an entity or a relation.
func (s scope) variables() string {
	if s.from == "" {
		return s.self
	}
	return s.self + ", " + s.from + ", " + s.to
}

// column returns the value of a field.
func (s scope) column(f *model.Field) string {
	switch {
	case s.lists != nil:
		return s.listed(layout.ListProperty(s.lists, f), f.NonNull)
	case f.Name == "type" && (s.typ.Kind == model.Relation || s.typ.Kind == model.Entity):
		return "'" + s.typ.Enum + "'"
	}
	return s.self + "." + layout.Property(f)
}

// folded returns the folded form of a text.
func (s scope) folded(f *model.Field) string {
	if s.lists != nil {
		return "CASE WHEN " + s.column(f) + " IS NOT NULL THEN coalesce(" + s.self + "." + layout.ListFoldedProperty(s.lists, f) + "[" + s.at + "], '') END"
	}
	return s.self + "." + layout.FoldedProperty(f)
}

// first returns the first day of a date.
func (s scope) first(f *model.Field) string {
	if s.lists != nil {
		return s.listed(layout.ListFirstProperty(s.lists, f), f.NonNull)
	}
	return s.self + "." + layout.FirstProperty(f)
}

// listed returns an item of a list, in which "" means null.
func (s scope) listed(name string, always bool) string {
	item := s.self + "." + name + "[" + s.at + "]"
	if always {
		return item
	}
	return "nullIf(" + item + ", '')"
}

// day returns a day as a parameter to compare with first; first days in lists are texts.
func (s scope) day(d model.Days) any {
	if s.lists != nil {
		return model.FormatDay(d)
	}
	return layout.Date(d)
}
