package ask

import (
	"slices"

	"whojoins/plan"
)

// overlap says who takes part in all of some initiatives, and who in one of them alone.
func (a *asker) overlap(q *plan.Overlap) ([]*object, error) {
	asked, err := a.find(a.model.Joining.To.Target, q.Of...)
	if err != nil || slices.Contains(asked, named{}) {
		return nil, err
	}
	joins, err := a.joins(a.within(q.Of...))
	if err != nil {
		return nil, err
	}
	in := map[named]map[named]bool{}
	for _, j := range joins {
		if in[j.actor] == nil {
			in[j.actor] = map[named]bool{}
		}
		in[j.actor][j.initiative] = true
	}
	all := len(distinct(asked))
	var shared []named
	alone := map[named][]named{}
	for actor, initiatives := range in {
		if len(initiatives) == all {
			shared = append(shared, actor)
		}
		if len(initiatives) == 1 {
			for only := range initiatives {
				alone[only] = append(alone[only], actor)
			}
		}
	}
	answer := &object{}
	answer.point("shared", entities(byName(shared))...)
	var own []*object
	for _, initiative := range distinct(asked) {
		o := &object{}
		o.point("initiative", ref{id: initiative.id})
		o.point("participants", entities(byName(alone[initiative]))...)
		own = append(own, o)
	}
	answer.hold("own", own...)
	return []*object{answer}, nil
}

// distinct drops what stands twice and keeps the order.
func distinct(list []named) []named {
	seen := map[named]bool{}
	return slices.DeleteFunc(slices.Clone(list), func(n named) bool {
		known := seen[n]
		seen[n] = true
		return known
	})
}
