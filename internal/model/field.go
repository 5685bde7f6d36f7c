package model

import "strings"

// Scalar is the kind of value a Field holds.
type Scalar uint8

// The kinds of values. Those from Embedded on are objects in the GraphQL sense: their
// fields are selected.
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
	// Reference is an entity that an object points to, such as the source of a claim. In
	// the answer to a graph query it is also a relation, and a list of either.
	Reference
	// Nested is a single object within the answer to a graph query.
	Nested
)

// Field is a named value of entities, relations or objects. Entity types share one
// Field for each name, and so do relation types.
type Field struct {
	Name        string
	Description string
	// Facet is the name as an enum value: WORK_PACKAGE. That of a leaf begins with its
	// parent's: BUDGET_CURRENCY.
	Facet   string
	Scalar  Scalar
	Enum    *Enum
	Object  *Type
	Of      *Type
	List    bool
	NonNull bool
	// Role is the meaning that code relies on; empty for most fields.
	Role Role
	// Scheme is the word for the register whose identifiers a field with the role Registered
	// has; it is empty if another field of the object has the word.
	Scheme string
	// Term is the schema.org property with the same meaning, or empty. TermIn is the
	// property of the object that holds Term, such as address for addressCountry; empty
	// where Term is a property of the entity itself.
	Term, TermIn string
	// Prose reports whether the field is text to read, which is neither a facet nor a
	// sort key.
	Prose bool
	// Day reports whether the values of a date are always full days.
	Day bool
	// Derivation is how the value is computed, where no source states it.
	Derivation Derivation
	// Searched is the score of an entity whose text equals the whole search text; it is 0 for
	// fields that search ignores.
	Searched int
	// Parent is the embedded object that a leaf belongs to, or nil.
	Parent *Field
	// Leaves are the values of an embedded object.
	Leaves []*Field
	// SortLeaves are the scalars to sort by: the currency, then the amount of a sum of
	// money, and the field itself otherwise.
	SortLeaves []*Field
	// Types are the concrete types that have the field; empty for fields of objects.
	Types TypeSet
	// Index is the position in Model.EntityFields or Model.RelationFields, or among the
	// fields of an object type.
	Index int
}

// Money reports whether the field is a sum of money.
func (f *Field) Money() bool { return f.Object != nil && f.Object.Money }

// MoneyLeaves returns the two parts of a sum of money.
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

// Year reports whether the numbers of a field are years for which schema.org has a date: a text.
func (f *Field) Year() bool { return f.Scalar == Int && strings.HasSuffix(f.Term, "Date") }

// Leaf returns the leaf of an embedded object with a name, or nil.
func (f *Field) Leaf(name string) *Field {
	for _, leaf := range f.Leaves {
		if leaf.Name == name {
			return leaf
		}
	}
	return nil
}

// Required returns the first leaf of an embedded object that has a value wherever the object
// exists, or nil.
func (f *Field) Required() *Field {
	for _, leaf := range f.Leaves {
		if leaf.NonNull && leaf.Scalar < Embedded {
			return leaf
		}
	}
	return nil
}

// Path returns the name that a caller uses: name, or parent.name for a leaf.
func (f *Field) Path() string {
	if f.Parent != nil {
		return f.Parent.Name + "." + f.Name
	}
	return f.Name
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
type EnumWord struct {
	Name, Description string
	// Term is the schema.org property that a relation with this value has instead of the
	// one of its connection, or empty.
	Term string
}

// Position returns the place of a value in the order of the schema, or -1.
func (e *Enum) Position(name string) int {
	if i, ok := e.byName[name]; ok {
		return i
	}
	return -1
}
