package store

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Partners is an optional interface of a View that finds actors with common initiatives. A
// participation is a relation of the type that the schema marks as participation
// (model.Model.Participation). Deprecated participations are never returned or counted.
type Partners interface {
	// Collaborators returns the actors that participate in the initiatives of q.Of, without
	// q.Of itself. If q.On is set, both participations must be active on that day. The
	// initiatives must meet q.In. An initiative counts once for each actor, however many
	// participations the actor has in it. Rows are ordered by the number of shared initiatives,
	// highest first, then by name (CompareNames), then by id. The page has the first
	// q.Page.Limit rows after q.Page.After.
	//
	// The visited relations are the participations of q.Of, and all participations in those of
	// its initiatives that meet q.In. If they are more than options.Visits, the error is
	// TooManyPartners; if the participations of q.Of alone are more, the error gives their
	// number.
	//
	// The other errors are those of View.Run.
	Collaborators(ctx context.Context, q *plan.Collaborators, options CollaboratorOptions) (*Collaborators, error)

	// Participations returns the participations that meet a condition, ordered by id. If they
	// are more than visits, the error is TooManyParticipations. The other errors are those of
	// View.Run.
	Participations(ctx context.Context, where plan.Predicate, visits int) (*Participations, error)
}

// Participations is a set of participations.
type Participations struct {
	// Actors and Initiatives are the distinct ids of the entities at the ends, in ascending
	// order, so that comparing positions compares ids.
	Actors, Initiatives []string
	// List has the participations, ordered by id.
	List []Participation
}

// Participation is the id of a relation, and the positions of its ends in Participations.
type Participation struct {
	Relation          string
	Actor, Initiative uint32
}

// CollaboratorOptions are the options of Partners.Collaborators.
type CollaboratorOptions struct {
	// Visits is the largest number of relations that may be visited.
	Visits int
	// Total requests Collaborators.Total.
	Total bool
}

// Collaborators is a page of the actors that share initiatives with another actor.
type Collaborators struct {
	// Known reports whether q.Of names an entity that can participate. If not, the other fields
	// are empty.
	Known bool
	Rows  []Collaborator
	// More reports whether more rows follow the page. It is exact.
	More bool
	// Total is the number of all rows, not only those on the page. It is set only if
	// CollaboratorOptions.Total is.
	Total int
}

// Collaborator is an actor that shares initiatives with another actor.
type Collaborator struct {
	ID, Name string
	// Shared is the number of shared initiatives.
	Shared int
	// Initiatives are the ids of the first q.Initiatives shared initiatives, ordered by name
	// (CompareNames), then by id.
	Initiatives []string
}

// TooManyPartners returns the error for a query that would visit more relations than allowed to
// find the collaborators of an actor. of is the actor's id.
func TooManyPartners(participation *model.Type, of string, visits, allowed int) error {
	return plan.Over(plan.TooLarge, "visits", visits, allowed, "query with `in` or `activeOn` for fewer of its initiatives",
		"%s of %q and in its initiatives to visit", participation.Many, of)
}

// TooManyParticipations returns the error for a query that would visit more participations than
// allowed.
func TooManyParticipations(participation *model.Type, visits, allowed int) error {
	return plan.Over(plan.TooLarge, "visits", visits, allowed, "narrow the query by its filters or to one day", "%s to visit", participation.Many)
}
