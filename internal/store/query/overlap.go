package query

import (
	"slices"

	"whojoins/internal/plan"
)

// overlap says who takes part in all of some initiatives, and who in one of them alone.
func (a *asker) overlap(q *plan.Overlap) ([]*object, error) {
	asked, err := a.find(a.model.Participation.To.Target, q.Of...)
	if err != nil || slices.Contains(asked, named{}) {
		return nil, err
	}
	initiatives := distinct(asked)
	participations, err := a.participations(a.initiative(&plan.Refers{Refs: initiatives}))
	if err != nil {
		return nil, err
	}
	in := make([]map[uint32]bool, len(participations.Actors))
	for _, j := range participations.List {
		if in[j.Actor] == nil {
			in[j.Actor] = map[uint32]bool{}
		}
		in[j.Actor][j.Initiative] = true
	}
	var shared []string
	alone := map[string][]string{}
	for i, actor := range participations.Actors {
		if len(in[i]) == len(initiatives) {
			shared = append(shared, actor)
		}
		if len(in[i]) == 1 {
			for only := range in[i] {
				alone[participations.Initiatives[only]] = append(alone[participations.Initiatives[only]], actor)
			}
		}
	}
	ranks, err := a.ranks(a.model.Participation.From.Target, participations.Actors)
	if err != nil {
		return nil, err
	}
	answer := &object{}
	answer.point("shared", sorted(shared, ranks)...)
	var own []*object
	for _, id := range initiatives {
		o := &object{}
		o.point("initiative", ref{id: id})
		o.point("participants", sorted(alone[id], ranks)...)
		own = append(own, o)
	}
	answer.hold("own", own...)
	return []*object{answer}, nil
}

// distinct gives the ids, without what stands twice, in the order of the list.
func distinct(list []named) []string {
	var ids []string
	for _, n := range list {
		if !slices.Contains(ids, n.id) {
			ids = append(ids, n.id)
		}
	}
	return ids
}
