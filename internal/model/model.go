// Package model reads schema.graphqls, the only place that describes the domain, into
// plain Go values: entities, relations, fields, interfaces. The plan compiler, the
// stores, the dataset loader and the file formats work from these values alone.
package model

// Model is the schema as Go values. It never changes after Parse.
type Model struct {
	// Entities and Relations are the concrete types, in the order of the schema.
	Entities, Relations []*Type
	// Interfaces are the interfaces over entity types, Entity first.
	Interfaces []*Type
	// AnyEntity and AnyRelation are the interfaces that every entity type and every
	// relation type implements.
	AnyEntity, AnyRelation *Type
	// AnyNode is the interface Node, which every entity type and every relation type
	// implements. schema.graphqls does not define it, since it has only the field id.
	AnyNode *Type
	// Participation is the relation type from an actor to an initiative that it takes part in.
	// It is nil if the schema marks none.
	Participation *Type
	// Objects are the values with more than one part.
	Objects []*Type
	// Enums are all enums, EntityTypes and RelationTypes included.
	Enums []*Enum
	// EntityTypes and RelationTypes are the enums of the names of types.
	EntityTypes, RelationTypes *Enum
	// EntityFields and RelationFields hold one Field for each name used by an entity
	// type or a relation type; Field.Index is the position in the list. Leaves of
	// embedded objects follow their parents.
	EntityFields, RelationFields []*Field

	types map[string]*Type
}

// Type returns the type with that name, or nil.
func (m *Model) Type(name string) *Type {
	if name == m.AnyNode.Name {
		return m.AnyNode
	}
	return m.types[name]
}

// RootList returns the type that a root field lists, or nil.
func (m *Model) RootList(field string) *Type {
	return m.rootField(func(t *Type) bool { return t.Many == field })
}

// RootOne returns the type of which a root field finds one by its id, or nil.
func (m *Model) RootOne(field string) *Type {
	return m.rootField(func(t *Type) bool { return t.One == field })
}

func (m *Model) rootField(is func(*Type) bool) *Type {
	for _, list := range [][]*Type{m.Entities, m.Interfaces, m.Relations} {
		for _, t := range list {
			if is(t) {
				return t
			}
		}
	}
	return nil
}
