package storetest

import (
	"context"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

var _ store.Walker = oracleView{}

// node returns the number of an entity: its position in the graph, or NoNode.
func (o *oracle) node(e *store.Object) store.Node {
	if at := slices.Index(o.graph.Entities, e); at >= 0 {
		return store.Node(at)
	}
	return store.NoNode
}

// Nodes implements store.Walker.
func (v oracleView) Nodes(ctx context.Context, refs []string) ([]store.Node, error) {
	nodes := []store.Node{}
	for _, ref := range refs {
		nodes = append(nodes, v.node(v.find(ref)))
	}
	return nodes, store.Ended(ctx)
}

// Count implements store.Walker.
func (v oracleView) Count(ctx context.Context, at []store.Node, via model.TypeSet) (int, error) {
	n := 0
	for _, s := range v.steps(via, nil) {
		if slices.Contains(at, s.Near) {
			n++
		}
		if slices.Contains(at, s.Far) {
			n++
		}
	}
	return n, store.Ended(ctx)
}

// DegreesByType implements store.Walker.
func (v oracleView) DegreesByType(ctx context.Context, at []store.Node, via model.TypeSet) (*store.DegreesByType, error) {
	fan := &store.DegreesByType{}
	for _, r := range v.graph.Relations {
		if deprecated(r) || !via.Has(r.Type) {
			continue
		}
		if slices.Contains(at, v.node(v.entities[r.From])) {
			fan.Starting[r.Type.Index]++
		}
		if slices.Contains(at, v.node(v.entities[r.To])) {
			fan.Ending[r.Type.Index]++
		}
	}
	return fan, store.Ended(ctx)
}

// Expand implements store.Walker.
func (v oracleView) Expand(ctx context.Context, at []store.Node, via model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	for _, s := range v.steps(via, on) {
		if slices.Contains(at, s.Near) {
			dst = append(dst, s)
		}
		if slices.Contains(at, s.Far) {
			dst = append(dst, store.Step{Link: s.Link, Near: s.Far, Far: s.Near})
		}
	}
	return dst, store.Ended(ctx)
}

// Among implements store.Walker.
func (v oracleView) Among(ctx context.Context, nodes []store.Node, starting, ending model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	for _, s := range v.steps(starting|ending, on) {
		if slices.Contains(nodes, s.Near) && slices.Contains(nodes, s.Far) {
			dst = append(dst, s)
		}
	}
	return dst, store.Ended(ctx)
}

// steps returns all relations of some types, forward.
func (o *oracle) steps(via model.TypeSet, on *model.Days) (list []store.Step) {
	for i, r := range o.graph.Relations {
		if via.Has(r.Type) && !deprecated(r) && (on == nil || o.active(r, *on, *on)) {
			list = append(list, store.Step{Link: store.Link(i), Near: o.node(o.entities[r.From]), Far: o.node(o.entities[r.To]), Forward: true})
		}
	}
	return list
}

// Degrees implements store.Walker.
func (v oracleView) Degrees(ctx context.Context, nodes []store.Node) ([]int, error) {
	degrees := []int{}
	for _, n := range nodes {
		degrees = append(degrees, v.degree(v.graph.Entities[n]))
	}
	return degrees, store.Ended(ctx)
}

// Entity implements store.Walker.
func (v oracleView) Entity(n store.Node) (*model.Type, string) {
	e := v.graph.Entities[n]
	return e.Type, e.ID
}

// Relation implements store.Walker.
func (v oracleView) Relation(l store.Link) (*model.Type, string) {
	r := v.graph.Relations[l]
	return r.Type, r.ID
}
