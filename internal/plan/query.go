package plan

import (
	"slices"

	"whojoins/internal/model"
)

// GraphQuery is a query over the graph whose answer is not a stored list. Package query
// computes the answer above the stores: objects of a type of the schema, with scalars,
// nested objects, and references to entities and relations.
type GraphQuery struct {
	Query Query
	// Select has the values to fetch for the answer, or for each object of it with Many.
	Select *Select
	Many   bool
	// Visits is the largest number of relations to visit, Pairs that of pairs to count, and
	// Measures that of the nodes of a network times its links for which betweenness is measured.
	Visits, Pairs, Measures int
}

// SelectsWithin reports whether a value, or a list of entities, of the objects in a list of the
// answer is selected.
func (q *GraphQuery) SelectsWithin(list, field string) bool {
	for _, slot := range q.Select.Slots {
		s, ok := slot.(*PartList)
		if !ok || s.Field.Name != list {
			continue
		}
		return slices.ContainsFunc(s.Select.Slots, func(slot Slot) bool {
			if list, ok := slot.(*ReferredList); ok {
				return list.Field.Name == field
			}
			column, ok := slot.(*Column)
			return ok && column.Field.Name == field
		})
	}
	return false
}

// Nested is an object within an object of an answer.
type Nested struct {
	Field  *model.Field
	Select *Select
}

// ReferredList is a list of entities or relations that an object of an answer points to.
type ReferredList struct {
	Field *model.Field
	// First is the number of items to return; below zero all.
	First  int
	Select *Select
}

// Query holds the arguments of a graph query: a Search, Resolve, Paths, Neighbourhood,
// Collaborators, Candidates, Collaboration, Matrix, Changes, Overlap or Gaps. References are ids or external
// identifiers; a day is nil when the request has none.
//
//sumtype:decl
type Query interface {
	// text prints the query; m names its types.
	text(m *model.Model) string
}

// Search finds entities by a text.
type Search struct {
	// Text is the text of the request, unchanged.
	Text string
	// Types are the entity types to find.
	Types model.TypeSet
	Page  Page
}

// SearchOrder is the order of a search. The key of a hit is its score, its degree, its name
// and its id.
var SearchOrder = Keyset{"search", []model.Scalar{model.Int, model.Int, model.Text}}

// Resolve finds the entities behind names.
type Resolve struct {
	Entries []Entry
	Types   model.TypeSet
}

// Entry is a name, with what else is known of the entity behind it; empty or nil where it is
// unknown. Country is an ISO 3166-1 code.
type Entry struct {
	Term, Country, City string
	Type                *model.Type
}

// Paths finds how two entities are linked.
type Paths struct {
	From, To string
	// Via are the relation types to follow.
	Via                   model.TypeSet
	MaxHops, Slack, First int
	On                    *model.Days
}

// Neighbourhood finds the entities near given entities.
type Neighbourhood struct {
	Of    []string
	Depth int
	// Via are the relation types to follow, Types the entity types to return.
	Via, Types   model.TypeSet
	On           *model.Days
	First, Links int
	// Only, if it is not nil, has the ids of the relations to return; all others are left out.
	Only map[string]bool
}

// Collaborators finds the actors that take part in the same initiatives as an actor.
type Collaborators struct {
	Of string
	// In is a condition on the initiatives.
	In   Predicate
	On   *model.Days
	Page Page
	// Initiatives is the largest number of shared initiatives to return for each.
	Initiatives int
}

// CollaboratorsOrder is the order of collaborators: by the number of shared initiatives, the
// name, and the id.
var CollaboratorsOrder = Keyset{"collaborators", []model.Scalar{model.Int, model.Text}}

// Candidates finds the actors that are not in an initiative, or not partners of an actor, and have
// worked with most of its participants or partners.
type Candidates struct {
	For string
	// In is a condition on the initiatives that make actors partners, Where on the candidates.
	In, Where Predicate
	On        *model.Days
	Page      Page
	// Because is the largest number of partners to return for each.
	Because int
}

// CandidatesOrder is the order of candidates: by score, name and id.
var CandidatesOrder = Keyset{"candidates", []model.Scalar{model.Int, model.Text}}

// Collaboration finds pairs of actors that take part in the same initiatives.
type Collaboration struct {
	// Between is a condition on the actors, In on the initiatives.
	Between, In Predicate
	On          *model.Days
	Minimum     int
	// Page is a page of the links.
	Page Page
	// Lenient leaves out measures of a network that is too large for them, instead of rejecting
	// the query.
	Lenient bool
}

// CollaborationOrder is the order of the links of a collaboration network: by the number of
// shared initiatives, the id of the first actor, and that of the second.
var CollaborationOrder = Keyset{"collaboration", []model.Scalar{model.Int, model.ID}}

// Matrix finds a table of participations, partners by initiatives.
type Matrix struct {
	// Rows is a condition on the partners, Columns on the initiatives.
	Rows, Columns           Predicate
	On                      *model.Days
	FirstRows, FirstColumns int
}

// Changes compares the participants of an initiative on two days.
type Changes struct {
	Initiative string
	From, To   model.Days
}

// Overlap finds the participants that initiatives have in common.
type Overlap struct{ Of []string }
