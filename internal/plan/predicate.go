package plan

import (
	"slices"

	"whojoins/internal/model"
)

// Predicate is a condition on an object, in negation normal form: only comparisons are
// negated. Logic is two-valued: a comparison with a missing value is false, and its negation
// is true.
//
//sumtype:decl
type Predicate interface {
	predicate()
	String() string
}

// All is true when every predicate is true; without predicates it is true.
type All []Predicate

// Any is true when one predicate is true; without predicates it is false.
type Any []Predicate

// Op is a comparison operator.
type Op uint8

// The comparisons. On a list field In is "has any of", and IsNull is "is empty".
const (
	// Eq and In compare stored values: text by code points, dates as written.
	Eq Op = iota + 1
	In
	// Gt, Gte, Lt and Lte compare text by code points, enums by name, and the first day of
	// a date with a day (an Int value).
	Gt
	Gte
	Lt
	Lte
	// Contains, StartsWith and EndsWith compare text as stored.
	Contains
	StartsWith
	EndsWith
	// The value of Folds is the folded argument; those of Matches are its folded words.
	Folds
	Matches
	IsNull
)

// Compare is a condition on one scalar field, leaf or list of scalars.
type Compare struct {
	Field  *model.Field
	Op     Op
	Values []model.Value
	Not    bool
}

// Refers is true when an entity, or the entity that Field of a part points to, is one of
// those with the given ids or external identifiers.
type Refers struct {
	// Field is the reference of a part, or nil for the entity itself.
	Field *model.Field
	Refs  []string
	Not   bool
}

// IsType is true when the entity is of one of the types.
type IsType struct {
	// Of is the interface that all entity types implement.
	Of    *model.Type
	Types model.TypeSet
}

// Related is true when a relation on that side matches (or, with None, when none does).
type Related struct {
	Side       *model.Side
	Where      Predicate
	Deprecated bool
	None       bool
}

// Count compares the number of relations on a side that match. Op is Eq, Gt, Gte, Lt
// or Lte; Not belongs to Eq.
type Count struct {
	Side       *model.Side
	Where      Predicate
	Deprecated bool
	Op         Op
	N          int64
	Not        bool
}

// NeedsOne reports whether only entities with at least one such relation meet the comparison.
func (p *Count) NeedsOne() bool {
	return !p.Not && (p.Op == Gt && p.N >= 0 || (p.Op == Gte || p.Op == Eq) && p.N >= 1)
}

// HasPart is true when an object of a part list matches (or, with None, when none does).
type HasPart struct {
	Field *model.Field
	Where Predicate
	None  bool
}

// AtEnd is a condition on the entity at one end of a relation.
type AtEnd struct {
	End   *model.End
	Where Predicate
}

// Active is true when an entity or a relation is active on any day from From to To, both
// included: an entity by its own dates (store.PeriodOf), a relation by its own or, where they are
// missing, by those of the initiative that it is within. A missing date sets no bound.
type Active struct {
	From, To model.Days
	Not      bool
}

// ActiveOn returns the condition that a relation is active on a day; without a day it is true.
func ActiveOn(day *model.Days) Predicate {
	if day == nil {
		return All{}
	}
	return &Active{From: *day, To: *day}
}

// Within is true when the place in Field, an embedded object, is at most a distance away from
// another place: when the square of the straight line to At is at most Chord2. A missing place,
// and one whose degrees are out of range, is nowhere.
type Within struct {
	Field  *model.Field
	At     model.Position
	Chord2 float64
	// Low and High are latitudes between which all such places are. Km is the distance along a
	// great circle, in kilometres.
	Low, High, Km float64
	Not           bool
}

// VisitsOthers reports whether testing a condition on a row visits other rows too: relations,
// parts.
func VisitsOthers(p Predicate) bool {
	switch p := p.(type) {
	case *Related, *Count, *HasPart:
		return true
	case *AtEnd:
		return VisitsOthers(p.Where)
	case All:
		return slices.ContainsFunc(p, VisitsOthers)
	case Any:
		return slices.ContainsFunc(p, VisitsOthers)
	case nil, *Compare, *Refers, *IsType, *Active, *Within:
		return false
	default:
		panic(Unhandled(p))
	}
}

func (All) predicate()      {}
func (Any) predicate()      {}
func (*Compare) predicate() {}
func (*Refers) predicate()  {}
func (*IsType) predicate()  {}
func (*Related) predicate() {}
func (*Count) predicate()   {}
func (*HasPart) predicate() {}
func (*AtEnd) predicate()   {}
func (*Active) predicate()  {}
func (*Within) predicate()  {}
