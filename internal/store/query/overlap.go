package query

import (
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// overlap finds the actors that participate in all of the given initiatives, and those that
// participate in only one. The answer is null if one of the initiatives is unknown.
func (r *runner) overlap(q *plan.Overlap) ([]*object, error) {
	requested, err := store.LookupNames(r.ctx, r.view, r.model.Participation.To.Target, q.Of...)
	if err != nil || slices.Contains(requested, store.NamedEntity{}) {
		return nil, err
	}
	initiatives := distinct(requested)
	found, err := r.participations(r.initiative(&plan.Refers{Refs: initiatives}))
	if err != nil {
		return nil, err
	}
	in := make([]map[uint32]bool, len(found.Actors))
	for _, p := range found.List {
		if err := r.work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		if in[p.Actor] == nil {
			in[p.Actor] = map[uint32]bool{}
		}
		in[p.Actor][p.Initiative] = true
	}
	if err := r.work.Add(len(found.Actors) * plan.UnitsRef); err != nil {
		return nil, err
	}
	var shared []string
	alone := map[string][]string{}
	for i, actor := range found.Actors {
		if len(in[i]) == len(initiatives) {
			shared = append(shared, actor)
		}
		if len(in[i]) == 1 {
			for only := range in[i] {
				alone[found.Initiatives[only]] = append(alone[found.Initiatives[only]], actor)
			}
		}
	}
	ranks, err := r.ranks(r.model.Participation.From.Target, found.Actors)
	if err != nil {
		return nil, err
	}
	answer := &object{}
	refs, err := r.sorted(shared, ranks)
	if err != nil {
		return nil, err
	}
	answer.refer("shared", refs...)
	var own []*object
	for _, id := range initiatives {
		o := &object{}
		o.refer("initiative", ref{id: id})
		if refs, err = r.sorted(alone[id], ranks); err != nil {
			return nil, err
		}
		o.refer("participants", refs...)
		own = append(own, o)
	}
	answer.add("own", own...)
	return []*object{answer}, nil
}

// distinct returns the distinct ids of entities, in the order of the list.
func distinct(list []store.NamedEntity) []string {
	var ids []string
	for _, n := range list {
		if !slices.Contains(ids, n.ID) {
			ids = append(ids, n.ID)
		}
	}
	return ids
}
