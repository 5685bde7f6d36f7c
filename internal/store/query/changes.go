package query

import (
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// changes says how the participants of an initiative differ between two days.
func (a *asker) changes(q *plan.Changes) ([]*object, error) {
	found, err := a.find(a.model.Participation.To.Target, q.Initiative)
	if err != nil || found[0].id == "" {
		return nil, err
	}
	of := a.initiative(&plan.Refers{Refs: []string{found[0].id}})
	first, err := a.participations(of, on(&q.From))
	if err != nil {
		return nil, err
	}
	second, err := a.participations(of, on(&q.To))
	if err != nil {
		return nil, err
	}
	if visits := len(first.List) + len(second.List); visits > a.ask.Visits {
		return nil, store.TooManyParticipations(a.model.Participation, visits, a.ask.Visits)
	}
	joined, left, stayed := compared(first.Actors, second.Actors)
	actors := append(append(append([]string{}, joined...), left...), stayed...)
	ranks, err := a.ranks(a.model.Participation.From.Target, actors)
	if err != nil {
		return nil, err
	}
	answer := &object{}
	answer.point("joined", sorted(joined, ranks)...)
	answer.point("left", sorted(left, ranks)...)
	answer.point("stayed", sorted(stayed, ranks)...)
	return []*object{answer}, nil
}

// compared parts two ascending lists into what is in the second only, in the first
// only, and in both.
func compared(first, second []string) (joined, left, stayed []string) {
	for len(first) > 0 || len(second) > 0 {
		switch {
		case len(first) == 0 || len(second) > 0 && second[0] < first[0]:
			joined, second = append(joined, second[0]), second[1:]
		case len(second) == 0 || first[0] < second[0]:
			left, first = append(left, first[0]), first[1:]
		default:
			stayed, first, second = append(stayed, first[0]), first[1:], second[1:]
		}
	}
	return joined, left, stayed
}
