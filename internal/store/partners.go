package store

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Partners is the part of a View that finds actors with common initiatives. A
// participation is a relation of the type that the schema marks as participation
// (model.Model.Participation); deprecated ones are never returned or counted.
type Partners interface {
	// Collaborators returns the actors that participate in the initiatives of q.Of, without
	// q.Of itself. With q.On, both participations are active on that day; the initiatives
	// meet q.In. An initiative counts once for each actor, whatever the number of
	// participations. Rows are ordered by the number of shared initiatives, highest first,
	// then by name as entities are, then by id; the page has the first q.Page.Limit rows
	// after q.Page.After.
	//
	// Visited are the participations of q.Of, and all participations in its initiatives
	// that meet q.In. Where they are more than options.Visits, the error is
	// TooManyPartners; where those of q.Of alone are more, the error gives their number.
	//
	// Other errors are those of View.Run.
	Collaborators(ctx context.Context, q *plan.Collaborators, options CollaboratorOptions) (*Collaborators, error)

	// Participations returns the participations that meet a condition, by id. These are
	// visited: where they are more than visits, the error is TooManyParticipations. Other
	// errors are those of View.Run.
	Participations(ctx context.Context, where plan.Predicate, visits int) (*Participations, error)
}

// Participations is a set of relations between actors and initiatives.
type Participations struct {
	// Actors and Initiatives are the ids of the entities at the ends, each once and
	// ascending, so that comparing positions compares ids.
	Actors, Initiatives []string
	// List has the participations, by id.
	List []Participation
}

// Participation is one relation: its id, and the positions of its ends.
type Participation struct {
	Relation          string
	Actor, Initiative uint32
}

// CollaboratorOptions says what is requested of a list of collaborators besides its rows.
type CollaboratorOptions struct {
	// Visits is the highest number of relations that may be visited.
	Visits int
	// Total requests the number of all rows.
	Total bool
}

// Collaborators is a page of the actors that participate in the initiatives of another.
type Collaborators struct {
	// Known is false, and the rest is empty, where q.Of names no entity that can
	// participate.
	Known bool
	Rows  []Collaborator
	// More reports whether rows follow the page. It is exact.
	More bool
	// Total is the number of all rows, whatever the page. It is set only with
	// CollaboratorOptions.Total.
	Total int
}

// Collaborator is an actor that shares initiatives with another.
type Collaborator struct {
	ID, Name string
	// Shared is the number of shared initiatives.
	Shared int
	// Initiatives are the ids of the first q.Initiatives of them, by name as entities are
	// ordered, then by id.
	Initiatives []string
}

// TooManyPartners is the error of a query for the collaborators of an actor that would
// visit more relations than allowed. of is the actor's id.
func TooManyPartners(participation *model.Type, of string, visits, allowed int) error {
	return plan.Over(plan.TooLarge, "visits", visits, allowed, "query with `in` or `activeOn` for fewer of its initiatives",
		"%s of %q and in its initiatives to visit", participation.Many, of)
}

// TooManyParticipations is the error of a query that would visit more participations than
// allowed.
func TooManyParticipations(participation *model.Type, visits, allowed int) error {
	return plan.Over(plan.TooLarge, "visits", visits, allowed, "narrow the query by its filters or to one day", "%s to visit", participation.Many)
}
