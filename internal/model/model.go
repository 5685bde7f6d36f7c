// Package model reads schema.graphqls, the only place that knows the domain, into
// plain Go values: entities, relations, fields, interfaces. The plan compiler, the
// stores, the dataset loader and the exports read those and nothing else.
package model

import (
	"math/bits"
	"strings"
	"unicode"
)

// Kind tells what a Type is.
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

// Scalar is the kind of value a Field holds.
type Scalar uint8

// The kinds of values. Those from Embedded on are not scalars in the GraphQL sense:
// their fields are selected.
const (
	ID Scalar = iota + 1
	Text
	Int
	Float
	Boolean
	Date
	EnumValue
	// Cents is the amount of a sum of money, kept in whole cents and written in units.
	Cents
	// Embedded is a single object without an identity, such as a Location; its Leaves
	// hold the values.
	Embedded
	// Parts is a list of objects that belong to their owner, such as aliases.
	Parts
	// Reference is an entity that an object points to, such as the source of a claim; in
	// the answer to a question also a relation, and a list of either.
	Reference
	// Nested is a single object within the answer to a question.
	Nested
)

// Model is the schema as Go values. It never changes after Parse.
type Model struct {
	// Entities and Relations are the concrete types, in the order of the schema.
	Entities, Relations []*Type
	// Interfaces are the interfaces over entity types, Entity first.
	Interfaces []*Type
	// AnyEntity and AnyRelation are the interfaces that all of them implement.
	AnyEntity, AnyRelation *Type
	// Participation is the relation type that says who takes part in what: it goes from an
	// actor to an initiative. Nil where the schema names none.
	Participation *Type
	// Objects are the values with more than one part.
	Objects []*Type
	// Enums are all enums, EntityType and RelationType included.
	Enums []*Enum
	// EntityFields and RelationFields hold one Field for each name used by an entity
	// type or a relation type; Field.Index is the position in the list. Leaves of
	// embedded objects are in the list too, behind their parents.
	EntityFields, RelationFields []*Field

	types map[string]*Type
}

// Type is an entity, a relation, an interface or an object type.
type Type struct {
	Name        string
	Description string
	Kind        Kind
	// Enum is the name as a value of EntityType or RelationType: JOINT_ACTION.
	Enum string
	// One and Many are the root fields that find one and list all; empty where there are none.
	One, Many string
	// Index numbers concrete entity and relation types together; it is the bit in a TypeSet.
	Index int
	// Types are the concrete types that it stands for: itself, or an interface's.
	Types TypeSet
	// Members are the same types as a list, in the order of the schema.
	Members []*Type
	// Implements are the interfaces of a concrete type.
	Implements []*Type
	// Written are the names of the fields that the schema writes in the type itself.
	Written []string
	// Fields can be selected: of an interface those that all its types share.
	Fields []*Field
	// AllFields can be compared and sorted by: of an interface those that any of its types has.
	AllFields []*Field
	// Sides are the connections of an entity: of an interface those that all its types share.
	Sides []*Side
	// AllSides are those that any of its types has.
	AllSides []*Side

	// From and To are the ends of a relation type.
	From, To *End
	// Key are the fields that tell one relation from another with the same ends.
	Key []*Field
	// Within is the end whose start and end bound a relation without dates of its own, or nil.
	Within *End
	// Money says that an object type is a sum of money.
	Money bool
	// Passable says that a path may pass through entities of the type.
	Passable bool
	// Walked says that paths follow relations of the type unless asked otherwise.
	Walked bool

	fields map[string]*Field
	all    map[string]*Field
	sides  map[string]*Side
}

// Field is a named value of entities, relations or objects. Entity types share one
// Field for a name, and so do relation types.
type Field struct {
	Name        string
	Description string
	// Facet is the name as an enum value: WORK_PACKAGE; leaves carry their parent's: BUDGET_CURRENCY.
	Facet   string
	Scalar  Scalar
	Enum    *Enum
	Object  *Type
	Of      *Type
	List    bool
	NonNull bool
	// Prose is text that is read, not compared.
	Prose bool
	// Searched is above 0 for texts that are searched: how well an entity fits whose text
	// is the one asked for, as a whole.
	Searched int
	// Parent is the embedded object that a leaf belongs to, or nil.
	Parent *Field
	// Leaves are the values of an embedded object.
	Leaves []*Field
	// SortLeaves are the scalars that it is sorted by: of a sum of money the currency, then
	// the amount; of any other field itself.
	SortLeaves []*Field
	// Types are the concrete types that have it; empty for fields of objects.
	Types TypeSet
	// Index is the position in Model.EntityFields or Model.RelationFields, or among the
	// fields of an object type.
	Index int
}

// Money says that the field is a sum of money.
func (f *Field) Money() bool { return f.Object != nil && f.Object.Money }

// MoneyLeaves are the two parts of a sum of money.
func (f *Field) MoneyLeaves() (amount, currency *Field) {
	for _, leaf := range f.Leaves {
		if leaf.Scalar == Cents {
			amount = leaf
		} else {
			currency = leaf
		}
	}
	return amount, currency
}

// Path is the name that a caller uses: name, or parent.name for a leaf.
func (f *Field) Path() string {
	if f.Parent != nil {
		return f.Parent.Name + "." + f.Name
	}
	return f.Name
}

// End is one of the two ends of a relation type.
type End struct {
	Relation    *Type
	Name        string
	Description string
	// First says that the relation starts from this end.
	First bool
	// Target is the entity type or interface that stands there.
	Target *Type
	// Side is how the entity at this end sees the relation.
	Side *Side
	// Facet is the name as an enum value: PARTICIPANT.
	Facet string
}

// Other is the opposite end.
func (e *End) Other() *End {
	if e.First {
		return e.Relation.To
	}
	return e.Relation.From
}

// Side is a relation type seen from one of its ends: a connection of entities.
type Side struct {
	Name        string
	Description string
	Relation    *Type
	// Near is the end at which the entity stands that has the connection.
	Near *End
	// Far is the opposite end.
	Far *End
}

// Enum is a closed list of words.
type Enum struct {
	Name        string
	Description string
	// Values are in the order of the schema.
	Values []EnumWord
	byName map[string]int
}

// EnumWord is one value of an enum.
type EnumWord struct{ Name, Description string }

// Position is the place of a value in the order of the schema, or -1.
func (e *Enum) Position(name string) int {
	if i, ok := e.byName[name]; ok {
		return i
	}
	return -1
}

// Type finds a type by its name, or returns nil.
func (m *Model) Type(name string) *Type { return m.types[name] }

// Field finds a field that can be selected by its name, or returns nil.
func (t *Type) Field(name string) *Field { return t.fields[name] }

// AnyField finds a field that any of the type's concrete types has, or returns nil.
func (t *Type) AnyField(name string) *Field { return t.all[name] }

// Side finds a connection that any of the type's concrete types has, or returns nil.
func (t *Type) Side(name string) *Side { return t.sides[name] }

// Abstract says that values of the type are of one of several concrete types.
func (t *Type) Abstract() bool { return t.Kind == Interface }

// End finds an end of a relation type by its name, or returns nil.
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

// MaxTypes is how many concrete types a schema may have.
const MaxTypes = 64

// Has says whether a concrete type is in the set.
func (s TypeSet) Has(t *Type) bool { return s&(1<<t.Index) != 0 }

// Len is the number of types in the set.
func (s TypeSet) Len() int { return bits.OnesCount64(uint64(s)) }

// UpperSnake writes a Go-style name as an enum value: JointAction, JOINT_ACTION.
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

// RootList finds the type that a root field lists, or returns nil.
func (m *Model) RootList(field string) *Type {
	return m.rootField(func(t *Type) bool { return t.Many == field })
}

// RootOne finds the type that a root field finds one of by id, or returns nil.
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
