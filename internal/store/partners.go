package store

import (
	"cmp"
	"context"
	"slices"

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
	// Relation returns the id of a participation, by its position in List.
	Relation func(i int) string
}

// Participation has the positions of the ends of a relation in Participations.
type Participation struct{ Actor, Initiative uint32 }

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

// CompareCollaborators compares two actors by the number of shared initiatives, highest first, then
// by name, then by id.
func CompareCollaborators(a, b Collaborator) int {
	return cmp.Or(cmp.Compare(b.Shared, a.Shared), CompareNames(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// PageOf returns a page of rows that are in the order of CompareCollaborators.
func PageOf(rows []Collaborator, p plan.Page) *Collaborators {
	if after := p.After; after != nil {
		first := 0
		for first < len(rows) && !follows(&rows[first], after) {
			first++
		}
		rows = rows[first:]
	}
	shown := rows[:min(p.Limit, len(rows))]
	return &Collaborators{Known: true, Rows: slices.Clone(shown), More: len(shown) < len(rows)}
}

// follows reports whether a row comes after a key (plan.CollaboratorsOrder). A missing name is
// last.
func follows(row *Collaborator, key []model.Value) bool {
	if key[1].Null() {
		return row.Shared < int(key[0].Int)
	}
	return CompareCollaborators(*row, Collaborator{Shared: int(key[0].Int), Name: key[1].Text, ID: key[2].Text}) > 0
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
