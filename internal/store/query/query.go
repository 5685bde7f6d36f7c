// Package query answers graph queries, which are not lists: what a text finds, how two
// entities are connected, who works with whom. Each is one algorithm above the stores. The
// algorithm makes the objects of the answer, which refer to entities and relations by id;
// what is selected of these is then read, all at once, by the same plans as lists.
//
// Each file has one graph query: from its arguments (plan.Query) to objects whose fields
// have the names that schema.graphqls gives them.
//
// Few tests notice a change to how paths are found, since most graphs have few paths: the
// tests of this package and of storetest compare random paths and neighbourhoods with what
// walking every path finds (storetest.Walks). Run them with more operations after a change:
//
//	go test ./internal/store/query -run TestWalks -operations 100000
package query

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/fallback"
)

// Handles reports whether Run answers a plan itself, and not the view.
func Handles(p *plan.Plan) bool {
	switch root := p.Root.Slots[0].(type) {
	case *plan.Meta, *plan.GraphQuery:
		return true
	case *plan.Column, *plan.PartList, *plan.Referred, *plan.ReferredList, *plan.Nested, *plan.EndOf, *plan.Lookup, *plan.Connection:
		return false
	default:
		panic(plan.Unhandled(root))
	}
}

// Run answers any plan: a graph query, the description of the service, or what the view
// answers itself. about has what the program knows of itself (store.Meta). Errors are those
// of View.Run.
func Run(ctx context.Context, v store.View, m *model.Model, p *plan.Plan, about map[string]model.Value) (store.Cursor, error) {
	if !Handles(p) {
		return v.Run(ctx, p)
	}
	q, ok := p.Root.Slots[0].(*plan.GraphQuery)
	if !ok {
		return store.Meta(ctx, v, m, p, about)
	}
	r := &runner{ctx: ctx, view: fallback.Complete(v, m), model: m, query: q}
	objects, err := r.answer()
	if err != nil {
		return nil, err
	}
	return r.fetch(p.Root, objects)
}

// runner answers one graph query.
type runner struct {
	ctx   context.Context
	view  *fallback.View
	model *model.Model
	query *plan.GraphQuery
}

// answer returns the objects of the answer. Where the query has no list of objects, it is
// one object, or none for null.
func (r *runner) answer() ([]*object, error) {
	switch q := r.query.Query.(type) {
	case *plan.Paths:
		return r.paths(q)
	case *plan.Neighbourhood:
		return r.neighbourhood(q)
	case *plan.Collaborators:
		return r.collaborators(q)
	case *plan.Collaboration:
		return r.collaboration(q)
	case *plan.Matrix:
		return r.matrix(q)
	case *plan.Changes:
		return r.changes(q)
	case *plan.Search:
		return r.search(q)
	case *plan.Resolve:
		return r.resolve(q)
	case *plan.Overlap:
		return r.overlap(q)
	default:
		panic(plan.Unhandled(q))
	}
}
