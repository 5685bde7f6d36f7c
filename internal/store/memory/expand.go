package memory

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

var _ store.Walker = (*view)(nil)

// linkShift separates the two parts of a store.Link: the relation type and the row.
const linkShift = 32

func linkOf(r *relations, row uint32) store.Link {
	return store.Link(r.typ.Index)<<linkShift | store.Link(row)
}

// Nodes implements store.Walker.
func (v *view) Nodes(ctx context.Context, refs []string) ([]store.Node, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	nodes := make([]store.Node, len(refs))
	for i, ref := range refs {
		if err := work.Add(plan.UnitsLookup); err != nil {
			return nil, err
		}
		if e, ok := v.snap.names.find(ref); ok {
			nodes[i] = store.Node(e)
		} else {
			nodes[i] = store.NoNode
		}
	}
	return nodes, nil
}

// Count implements store.Walker.
func (v *view) Count(ctx context.Context, at []store.Node, via model.TypeSet) (int, error) {
	fan, err := v.DegreesByType(ctx, at, via)
	if err != nil {
		return 0, err
	}
	return fan.Total(), nil
}

// DegreesByType implements store.Walker.
func (v *view) DegreesByType(ctx context.Context, at []store.Node, via model.TypeSet) (*store.DegreesByType, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	var fan store.DegreesByType
	for _, r := range v.snap.relationsOf(via) {
		counts := [2]*int{&fan.Starting[r.typ.Index], &fan.Ending[r.typ.Index]}
		for i, near := range r.byEnd {
			for _, n := range at {
				*counts[i] += near.degree(uint32(n))
			}
			if err := work.Add(len(at)); err != nil {
				return nil, err
			}
		}
	}
	return &fan, nil
}

// Expand implements store.Walker.
func (v *view) Expand(ctx context.Context, at []store.Node, via model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range v.snap.relationsOf(via) {
		active := r.activeOn(on)
		for i, near := range r.byEnd {
			for _, n := range at {
				far := near.beyond(uint32(n))
				for at, row := range near.of(uint32(n)) {
					if err := work.Add(plan.UnitsRow); err != nil {
						return nil, err
					}
					if active(row) {
						dst = append(dst, store.Step{Link: linkOf(r, row), Near: n, Far: store.Node(far[at]), Forward: i == 0})
					}
				}
			}
		}
	}
	return dst, nil
}

// Among implements store.Walker.
func (v *view) Among(ctx context.Context, nodes []store.Node, starting, ending model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	in := newBits(v.snap.entities.rows)
	for _, n := range nodes {
		in.add(uint32(n))
	}
	for i, via := range []model.TypeSet{starting, ending} {
		for _, r := range v.snap.relationsOf(via) {
			active := r.activeOn(on)
			for _, n := range nodes {
				far := r.byEnd[i].beyond(uint32(n))
				for at, row := range r.byEnd[i].of(uint32(n)) {
					if err := work.Add(plan.UnitsRow); err != nil {
						return nil, err
					}
					if in.has(far[at]) && active(row) {
						dst = append(dst, store.Step{Link: linkOf(r, row), Near: store.Node(r.ends[0][row]), Far: store.Node(r.ends[1][row]), Forward: true})
					}
				}
			}
		}
	}
	return dst, nil
}

// Degrees implements store.Walker.
func (v *view) Degrees(ctx context.Context, nodes []store.Node) ([]int, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	degrees := make([]int, len(nodes))
	for _, r := range v.snap.relationsOf(v.snap.model.AnyRelation.Types) {
		for _, near := range r.byEnd {
			for i, n := range nodes {
				degrees[i] += near.degree(uint32(n))
			}
			if err := work.Add(len(nodes)); err != nil {
				return nil, err
			}
		}
	}
	return degrees, nil
}

// Entity implements store.Walker.
func (v *view) Entity(n store.Node) (*model.Type, string) {
	return v.snap.typ(uint32(n)), v.snap.names.ids.text.at(int(n))
}

// Relation implements store.Walker.
func (v *view) Relation(l store.Link) (*model.Type, string) {
	r := v.snap.relations[l>>linkShift]
	return r.typ, r.table.columns[v.snap.model.AnyRelation.Field("id")].dict.text.at(int(uint32(l)))
}

// relationsOf returns the relations of some types.
func (s *snapshot) relationsOf(via model.TypeSet) (list []*relations) {
	for _, t := range s.model.Relations {
		if via.Has(t) {
			list = append(list, s.relations[t.Index])
		}
	}
	return list
}

// activeOn returns a filter for relations that are active on a day; if on is nil, all match.
func (r *relations) activeOn(on *model.Days) filter {
	if on == nil {
		return always
	}
	return func(row uint32) bool { return r.active(row, *on, *on) }
}
