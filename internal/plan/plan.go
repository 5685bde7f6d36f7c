// Package plan turns one root field (its selection, arguments and variables) into a
// plan: what is to be fetched, in which order, and how the answer is written. It is
// pure: it knows the model and the request, never a store.
package plan

import "whojoins/internal/model"

// Plan describes the answer of one root field. Every store runs it, and one writer writes
// its answer. A plan is a value: once compiled it never changes, so that it can be cached
// and shared; what needs a different plan works on a Clone.
type Plan struct {
	// Model names the types when the plan is printed; nil in plans that a store makes itself.
	Model *model.Model
	// Field is the name of the root field.
	Field string
	// Root has one slot: a Lookup, a Connection, a Meta or a GraphQuery. What a question fetches
	// of its answer is a plan of its own, with a Lookup in each of its slots.
	Root *Select
	// Out says how that slot is written.
	Out Out
	// Cost is the number of objects that the answer may hold.
	Cost int
	// Inputs is the number of values in its filters.
	Inputs int
}

// Select is what is fetched of every object of one level.
type Select struct {
	// Type is the static type of the objects; nil at the root.
	Type *model.Type
	// Slots are addressed by their position.
	Slots []Slot
	// Typed says that what is written of an object depends on its concrete type. Where it
	// does not, a store need not find out.
	Typed bool
}

// Slot is one thing fetched of an object: a Column, PartList, Referred, EndOf,
// Connection, Lookup, Meta or GraphQuery, and in the answer to a question a Nested or a
// ReferredList.
//
//sumtype:decl
type Slot interface{ slot() }

// Column is a scalar field, a leaf of an embedded object, or a list of scalars.
type Column struct{ Field *model.Field }

// PartList is a list of objects that belong to their owner, in stored order.
type PartList struct {
	Field  *model.Field
	Select *Select
	// Most is how many there can be, in the answer to a question; 0 when it is not known.
	Most int
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

// Lookup finds entities by id or external identifier, or relations of one type that are
// not deprecated by id, in the order asked. Without Many there is one reference; an unknown one is null.
type Lookup struct {
	// Type is what an entity must be; another counts as unknown. Of relations it is their
	// concrete type; Select can still be for all relations, and a slot of another type
	// of relation is then missing and never entered.
	Type   *model.Type
	Refs   []string
	Many   bool
	Select *Select
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
	// Deprecated shows only deprecated relations; otherwise only others are shown.
	Deprecated bool

	// Rows is what is fetched of each row of the page; nil when no row is selected.
	Rows *Select
	// Info says that the page's flags or cursors are selected, Cursors that these are.
	Info, Cursors bool
	// Count says that the total is selected.
	Count bool
	// Facets and Aggregates speak of all rows that match, whatever the page.
	Facets     []Facet
	Aggregates []*model.Field
	// Aggregate says that aggregates, or their count alone, are selected.
	Aggregate bool
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

// Page is a window on an ordered list. The rows after After and before Before are
// taken, then the first Limit of them, or the last when Backward. Rows always come
// in list order.
type Page struct {
	// Limit is how many rows the page may have; below zero there is no limit.
	Limit    int
	Backward bool
	// After and Before are the keys of a row (see Order.Key), or nil.
	After, Before []model.Value
}

// Order is a list of sort keys; the id comes after the last, ascending. A missing
// value comes last, in either direction.
type Order []Key

// Key is one sort key.
type Key struct {
	// End leads from a relation to the entity that the key is of; nil for the row itself.
	End *model.End
	// Field is the field sorted by. Money is the embedded field: currency, then amount.
	Field *model.Field
	// CountOf, instead of Field, sorts by the number of relations on a side.
	CountOf *model.Side
	Desc    bool
}

// Width is the number of values that a key has in a cursor: two for money (currency,
// amount), else one.
func (k Key) Width() int {
	if k.Field != nil && k.Field.Scalar == model.Embedded {
		return 2
	}
	return 1
}

// Width is the number of values of a row's key in a cursor: those of all sort keys,
// and its id.
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
	// First is how many buckets are shown.
	First int
}
