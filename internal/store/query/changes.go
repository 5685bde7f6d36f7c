package query

import (
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// changes compares the participants of an initiative on two days. The answer is null if the
// initiative is unknown.
func (r *runner) changes(q *plan.Changes) ([]*object, error) {
	found, err := store.LookupNames(r.ctx, r.view, r.model.Participation.To.Target, q.Initiative)
	if err != nil || found[0].ID == "" {
		return nil, err
	}
	of := r.initiative(&plan.Refers{Refs: []string{found[0].ID}})
	first, err := r.participations(of, plan.ActiveOn(&q.From))
	if err != nil {
		return nil, err
	}
	second, err := r.participations(of, plan.ActiveOn(&q.To))
	if err != nil {
		return nil, err
	}
	if visits := len(first.List) + len(second.List); visits > r.query.Visits {
		return nil, store.TooManyParticipations(r.model.Participation, visits, r.query.Visits)
	}
	if err := r.work.Add((len(first.Actors) + len(second.Actors)) * plan.UnitsCompare); err != nil {
		return nil, err
	}
	joined, left, stayed := compare(first.Actors, second.Actors)
	ranks, err := r.ranks(r.model.Participation.From.Target, slices.Concat(joined, left, stayed))
	if err != nil {
		return nil, err
	}
	answer := &object{}
	for _, set := range []struct {
		name string
		ids  []string
	}{{"joined", joined}, {"left", left}, {"stayed", stayed}} {
		refs, err := r.sorted(set.ids, ranks)
		if err != nil {
			return nil, err
		}
		answer.refer(set.name, refs...)
	}
	return []*object{answer}, nil
}

// compare splits two ascending lists of ids into those that only the second list has, those
// that only the first has, and those that both have.
func compare(first, second []string) (joined, left, stayed []string) {
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
