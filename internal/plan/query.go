package plan

import (
	"whojoins/internal/model"
)

// GraphQuery is a question to the graph that is not a list. Its answer is made above the
// stores (package ask): objects of a type that the schema writes for it, with scalars,
// objects within, and entities and relations that are pointed to.
type GraphQuery struct {
	Query Query
	// Select is what is fetched of the answer, or of each object of it when Many.
	Select *Select
	Many   bool
	// Most is how many objects there can be when Many.
	Most int
	// Visits is how many relations may be looked at.
	Visits int
}

// Nested is an object within an object of an answer.
type Nested struct {
	Field  *model.Field
	Select *Select
}

// ReferredList is a list of entities or relations that an object of an answer points to.
type ReferredList struct {
	Field *model.Field
	// First is how many of them are shown; below zero all are.
	First int
	// Most is how many there can be; 0 when it is not known.
	Most   int
	Select *Select
}

// Query is what is asked: a Search, Resolve, Paths, Neighbourhood, Collaborators,
// Collaboration, Matrix, Changes or Overlap. References are ids or external
// identifiers; days are nil when no day was given.
//
//sumtype:decl
type Query interface {
	// text prints the query; m names its types.
	text(m *model.Model) string
}

// Search asks what a text finds.
type Search struct {
	// Text is as it was asked.
	Text string
	// Types are the concrete types of what is found.
	Types model.TypeSet
	Page  Page
}

// SearchOrder is what the cursor of a search holds: the order of its list. A hit's key is
// its score, its degree, its name and its id.
var SearchOrder = Keyset{"search", []model.Scalar{model.Int, model.Int, model.Text}}

// Resolve asks what names stand for.
type Resolve struct {
	Terms []string
	Types model.TypeSet
}

// Paths asks how two entities are linked.
type Paths struct {
	From, To string
	// Via are the relation types that are walked.
	Via                   model.TypeSet
	MaxHops, Slack, First int
	On                    *model.Days
}

// Neighbourhood asks what is near to entities.
type Neighbourhood struct {
	Of    []string
	Depth int
	// Via are the relation types that are walked, Types the entity types that are shown.
	Via, Types   model.TypeSet
	On           *model.Days
	First, Links int
}

// Collaborators asks who joins the same initiatives as an actor.
type Collaborators struct {
	Of string
	// In is a condition on the initiatives.
	In   Predicate
	On   *model.Days
	Page Page
	// Initiatives is how many of the shared initiatives are shown of each, at most.
	Initiatives int
}

// CollaboratorsOrder is what the cursor of collaborators holds: how many initiatives are
// shared, the name, and the id.
var CollaboratorsOrder = Keyset{"collaborators", []model.Scalar{model.Int, model.Text}}

// Collaboration asks who works with whom.
type Collaboration struct {
	// Between is a condition on the actors, In on the initiatives.
	Between, In    Predicate
	On             *model.Days
	Minimum, First int
}

// Matrix asks for partners by initiatives.
type Matrix struct {
	// Rows is a condition on the partners, Columns on the initiatives.
	Rows, Columns           Predicate
	On                      *model.Days
	FirstRows, FirstColumns int
}

// Changes asks how the participants of an initiative differ between two days.
type Changes struct {
	Initiative string
	From, To   model.Days
}

// Overlap asks what the participants of initiatives have in common.
type Overlap struct{ Of []string }
