package model

import (
	"math/bits"
	"strings"
	"unicode"
)

// Kind is the kind of a Type.
type Kind uint8

// The kinds of types.
const (
	// Entity is a concrete entity type, such as JointAction.
	Entity Kind = iota + 1
	// Relation is a concrete relation type, such as Participation.
	Relation
	// Interface is an interface over entity types, or the interface Relation.
	Interface
	// Object is a value with more than one part, such as Alias or Money.
	Object
)

// Type is an entity, a relation, an interface or an object type.
type Type struct {
	Name        string
	Description string
	Kind        Kind
	// Enum is the name as a value of EntityType or RelationType: JOINT_ACTION.
	Enum string
	// Term is the schema.org type with the same meaning: the type's own or, where it has
	// none, that of the first of its interfaces with one; empty where none has one.
	Term string
	// One and Many are the root fields that find one and list all; empty where the type
	// has no such field.
	One, Many string
	// Index numbers concrete entity and relation types together; it is the bit in a TypeSet.
	Index int
	// Types are the concrete types of its values: the type itself, or an interface's types.
	Types TypeSet
	// Members are the same types as a list, in the order of the schema.
	Members []*Type
	// Implements are the interfaces of a concrete type.
	Implements []*Type
	// Written are the names of the fields that the schema writes in the type itself.
	Written []string
	// Fields are the fields that can be selected: for an interface, those that all its types
	// share.
	Fields []*Field
	// AllFields are the fields that can be filtered and sorted by: for an interface, those
	// that any of its types has.
	AllFields []*Field
	// Sides are the connections of an entity: for an interface, those that all its types
	// share.
	Sides []*Side
	// AllSides are those that any of its types has.
	AllSides []*Side

	// From and To are the ends of a relation type.
	From, To *End
	// Key are the fields that distinguish relations with the same ends.
	Key []*Field
	// Within is the end whose start and end bound a relation without dates of its own, or nil.
	Within *End
	// Money reports whether an object type is a sum of money.
	Money bool
	// Describes reports whether entities of the type describe others, as sources do.
	Describes bool
	// EndsWithStart reports whether an entity of the type that has no last day ends on the last
	// day of its start.
	EndsWithStart bool
	// Passable reports whether a path may pass through entities of the type.
	Passable bool
	// Walked reports whether paths follow relations of the type by default.
	Walked bool

	fields map[string]*Field
	all    map[string]*Field
	sides  map[string]*Side
}

// Field returns the field with that name that can be selected, or nil.
func (t *Type) Field(name string) *Field { return t.fields[name] }

// AnyField returns the field with that name that any of the type's concrete types has, or
// nil.
func (t *Type) AnyField(name string) *Field { return t.all[name] }

// Side returns the connection with that name that any of the type's concrete types has, or
// nil.
func (t *Type) Side(name string) *Side { return t.sides[name] }

// Abstract reports whether values of the type are of one of several concrete types.
func (t *Type) Abstract() bool { return t.Kind == Interface }

// End returns the end of a relation type by its name, or nil.
func (t *Type) End(name string) *End {
	if t.From != nil && t.From.Name == name {
		return t.From
	}
	if t.To != nil && t.To.Name == name {
		return t.To
	}
	return nil
}

// TypeSet is a set of concrete entity and relation types, by Type.Index.
type TypeSet uint64

// MaxTypes is the largest number of concrete types in a schema.
const MaxTypes = 64

// Slug returns the name in lower case, with a hyphen between words: part-of. The ids of relations
// begin with the slug of their type.
func (t *Type) Slug() string { return strings.ToLower(strings.ReplaceAll(t.Enum, "_", "-")) }

// Words returns the name in lower-case words: joint action.
func (t *Type) Words() string { return strings.ToLower(strings.ReplaceAll(t.Enum, "_", " ")) }

// Label returns the name in words: Joint action.
func (t *Type) Label() string {
	words := t.Words()
	return strings.ToUpper(words[:1]) + words[1:]
}

// Mixed reports whether the type's values are both entities and relations, as those of Node.
func (t *Type) Mixed() bool {
	return len(t.Members) > 0 && t.Members[0].Kind != t.Members[len(t.Members)-1].Kind
}

// Has reports whether a concrete type is in the set.
func (s TypeSet) Has(t *Type) bool { return s&(1<<t.Index) != 0 }

// Len returns the number of types in the set.
func (s TypeSet) Len() int { return bits.OnesCount64(uint64(s)) }

// UpperSnake returns a Go-style name as an enum value: JOINT_ACTION for JointAction.
func UpperSnake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}
