// Package plan turns one root field (its selection, arguments and variables) into a plan:
// the values to fetch, their order, and the shape of the answer. It is pure: it depends on
// the model and the request, never on a store.
package plan

import "whojoins/internal/model"

// Plan describes the answer of one root field. Every store runs it, and one writer writes its
// answer. A plan is a value: once compiled it never changes, so that it can be cached and
// shared; code that needs a different plan works on a Clone.
type Plan struct {
	// Model names the types when the plan is printed; nil in plans that a store makes itself.
	Model *model.Model
	// Field is the name of the root field.
	Field string
	// Root has one slot: a Lookup, a Connection, a Meta or a GraphQuery. The entities in the
	// answer to a graph query are fetched by a plan of its own, with a Lookup in each slot.
	Root *Select
	// Out is the response field of that slot.
	Out Out
	// Inputs is the number of values in its filters.
	Inputs int
}

// Select is the set of values to fetch for every object of one level.
type Select struct {
	// Type is the static type of the objects; nil at the root.
	Type *model.Type
	// Slots are addressed by their position.
	Slots []Slot
	// Typed reports whether the fields to write depend on the concrete type of the object.
	// Otherwise a store need not determine the type.
	Typed bool
}

// Slot is one value to fetch for an object: a Column, PartList, Referred, EndOf,
// Connection, Lookup, Meta or GraphQuery, and in the answer to a graph query a Nested or a
// ReferredList.
//
//sumtype:decl
type Slot interface{ slot() }

// Column is a scalar field, a leaf of an embedded object, or a list of scalars.
type Column struct{ Field *model.Field }

// PartList is a list of objects that belong to their owner, in stored order.
type PartList struct {
	Field *model.Field
	// First is the largest number of objects in the answer to a graph query; nil for all.
	First  *int
	Select *Select
}

// Referred is the entity that a part points to, such as the source of a claim.
type Referred struct {
	Field  *model.Field
	Select *Select
}

// EndOf is the entity at one end of a relation.
type EndOf struct {
	End    *model.End
	Select *Select
}

// Lookup finds entities by id or external identifier, or current relations of one type by
// id, in the order of the references. Without Many it has one reference. An unknown
// reference is null. Package query makes lookups of entities and of relations from one whose
// type is Node.
type Lookup struct {
	// Type is the type of the entities; an entity of another type counts as unknown. For
	// relations it is their concrete type; Select can still be for all relations, and slots
	// of other relation types are then missing and never entered.
	Type *model.Type
	Refs []string
	// Of has the type that the entity of each reference must have; an entity of another type
	// counts as unknown. It is nil if the reference is all that counts. Package query makes a
	// lookup without it.
	Of   []*model.Type
	Many bool
	// Deprecated reports whether deprecated relations are found too.
	Deprecated bool
	Select     *Select
}

// Meta is the description of the service: columns, parts, and connections at the root,
// which the store answers.
type Meta struct{ Select *Select }

// Connection is a filtered, ordered, paged list: all objects of a type at the root, or
// the relations of an entity on one side.
type Connection struct {
	// Side is nil at the root.
	Side *model.Side
	// Type is the type of the rows: an entity type, an interface or a relation type.
	Type  *model.Type
	Where Predicate
	Order Order
	Page  Page
	// Deprecated selects the deprecated relations instead of the current ones.
	Deprecated bool

	// Rows has the values to fetch for each row of the page; nil when no row is selected.
	Rows *Select
	// Info reports whether the flags or cursors of the page are selected, Cursors whether
	// cursors are.
	Info, Cursors bool
	// Count reports whether the total is selected.
	Count bool
	// Facets and Aggregates cover all rows that match, on all pages.
	Facets     []Facet
	Aggregates []*model.Field
	// Aggregate reports whether aggregates, or only their count, are selected.
	Aggregate bool
	// Groups and Series cover all rows that match, too.
	Groups []Groups
	Series []Series
}

func (*Column) slot()       {}
func (*PartList) slot()     {}
func (*Referred) slot()     {}
func (*ReferredList) slot() {}
func (*Nested) slot()       {}
func (*EndOf) slot()        {}
func (*Lookup) slot()       {}
func (*Meta) slot()         {}
func (*GraphQuery) slot()   {}
func (*Connection) slot()   {}

// Page is a window on an ordered list: of the rows after After and before Before the first
// Limit, or the last when Backward. Rows are always in list order.
type Page struct {
	// Limit is the largest number of rows; below zero the page has no limit.
	Limit    int
	Backward bool
	// After and Before are the keys of a row (see Order.Key), or nil.
	After, Before []model.Value
}

// Order is a list of sort keys; the id follows the last, ascending. Missing values come
// last, in either direction.
type Order []Key

// Key is one sort key.
type Key struct {
	// End leads from a relation to the entity with the key; nil for the row itself.
	End *model.End
	// Field is the field to sort by. Money sorts by currency, then amount.
	Field *model.Field
	// CountOf, instead of Field, sorts by the number of relations on a side.
	CountOf *model.Side
	Desc    bool
}

// Width returns the number of values of a key in a cursor: two for money (currency,
// amount), otherwise one.
func (k Key) Width() int {
	if k.Field != nil && k.Field.Scalar == model.Embedded {
		return 2
	}
	return 1
}

// Width returns the number of values of a row in a cursor: those of all sort keys, and its
// id.
func (o Order) Width() int {
	n := 1
	for _, k := range o {
		n += k.Width()
	}
	return n
}

// Facet counts rows by a value.
type Facet struct {
	model.Facet
	// First is the number of buckets to return.
	First int
}
