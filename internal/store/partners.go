package store

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Partners is what of a View says who joins the same initiatives as an actor.
// Relations are of the type that the model names as participation (model.Model.Participation); those
// that are deprecated are never looked at.
type Partners interface {
	// Collaborators are the actors that join initiatives which q.Of joins too, with each
	// relation active on q.On where that is given, in initiatives that meet q.In; the
	// actor itself is none of them. An initiative counts once for each, however many
	// relations lead to it. Rows come by how many initiatives are shared, most first, then
	// by name as entities are ordered, then by id: those behind q.Page.After, and of these
	// the first q.Page.Limit.
	//
	// Looked at are the relations of q.Of as one who joins, and all relations of the initiatives
	// that it joins and that are asked for, as what is joined. More than want.Visits are
	// refused by TooManyPartners: where the first alone are more, their number is told.
	//
	// Other errors are those of View.Run.
	Collaborators(ctx context.Context, q *plan.Collaborators, want Wanted) (*Collaborators, error)

	// Participations are the relations that meet a condition, by id. Those that meet it are what is
	// looked at: more than visits are refused by TooManyParticipations. Other errors are those of
	// View.Run.
	Participations(ctx context.Context, where plan.Predicate, visits int) (*Participations, error)
}

// Participations are relations by which actors join initiatives.
type Participations struct {
	// Actors and Initiatives are the ids of those that a relation is of, each once and
	// ascending, so that comparing positions compares ids.
	Actors, Initiatives []string
	// List has the relations, by id.
	List []Participation
}

// Participation is one relation: its id, and the positions of its ends.
type Participation struct {
	Relation          string
	Actor, Initiative uint32
}

// Wanted is what is asked of a list beside its rows.
type Wanted struct {
	// Visits is how many relations may be looked at.
	Visits int
	// Total says that all rows are to be counted.
	Total bool
}

// Collaborators is a page of those who join the same initiatives as an actor.
type Collaborators struct {
	// Known is false, and the rest is empty, when the actor is not: q.Of names nothing, or
	// nobody who can join.
	Known bool
	Rows  []Collaborator
	// More says whether rows come behind the page. It is exact.
	More bool
	// Total is the number of all rows, whatever the page. Only with Wanted.Total.
	Total int
}

// Collaborator is one who joins the same initiatives.
type Collaborator struct {
	ID, Name string
	// Shared is how many initiatives are.
	Shared int
	// Initiatives are the ids of the first of them, as many as the question asks for: by
	// name as entities are ordered, then by id.
	Initiatives []string
}

// TooManyPartners is the error of a question for the collaborators of an actor, by its
// id, that would look at so many relations where it may look at fewer.
func TooManyPartners(participation *model.Type, of string, visits, allowed int) error {
	return plan.Over(plan.TooLarge, "visits", visits, allowed, "ask with `in` or `activeOn` for fewer of its initiatives",
		"%s of %q and of the initiatives that it joins to look at", participation.Many, of)
}

// TooManyParticipations is the error of a question that would look at so many relations that
// join, where it may look at fewer.
func TooManyParticipations(participation *model.Type, visits, allowed int) error {
	return plan.Over(plan.TooLarge, "visits", visits, allowed, "narrow the question by its filters or to one day", "%s to look at", participation.Many)
}
