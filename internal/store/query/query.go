// Package query answers graph queries, such as searches, paths between two entities, and
// collaborators of an actor, which lists cannot express. Each is one algorithm that works with
// every store. The algorithm makes the objects of the answer, which refer to entities and
// relations by id. The fields that are selected of these entities and relations are then read,
// all at once, by a plan like those of lists.
//
// Each file contains one graph query: from its arguments (plan.Query) to objects whose fields
// have the names in schema.graphqls.
//
// Few tests notice a change to the search for paths, since most graphs have few paths. The
// tests of this package and of storetest compare random paths and neighbourhoods with the
// result of an exhaustive walk (storetest.Walks). Run them with more operations after a change:
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

// Handles reports whether Run answers a plan itself instead of running it in the view.
func Handles(p *plan.Plan) bool {
	switch root := p.Root.Slots[0].(type) {
	case *plan.Meta, *plan.GraphQuery:
		return true
	case *plan.Lookup:
		return root.Type.Mixed() || root.Of != nil
	case *plan.Column, *plan.PartList, *plan.Referred, *plan.ReferredList, *plan.Nested, *plan.EndOf, *plan.Connection:
		return false
	default:
		panic(plan.Unhandled(root))
	}
}

// Run answers any plan: a graph query, a lookup of entities and relations together or of entities
// that must have certain types, the description of the service, or a plan that the view runs. work
// counts what the operation does (store.ViewOptions). about has the values that the program
// provides (store.Meta). The errors are those of View.Run.
func Run(ctx context.Context, work *plan.Work, v store.View, m *model.Model, p *plan.Plan, about map[string]model.Value) (store.Cursor, error) {
	if !Handles(p) {
		return v.Run(ctx, p)
	}
	if look, ok := p.Root.Slots[0].(*plan.Lookup); ok {
		return nodes(ctx, work, v, m, p.Root, look)
	}
	q, ok := p.Root.Slots[0].(*plan.GraphQuery)
	if !ok {
		return store.Meta(ctx, v, m, p, about)
	}
	r := &runner{ctx: ctx, work: work, view: fallback.Complete(v, m, work), model: m, query: q}
	objects, err := r.answer()
	if err != nil {
		return nil, err
	}
	f := newFetch(m, work)
	all := list{made: objects}
	if err := f.gatherAll(q.Select, &all); err != nil {
		return nil, err
	}
	return f.cursor(ctx, v, frame{sel: p.Root, list: all})
}

// runner answers one graph query.
type runner struct {
	ctx   context.Context
	work  *plan.Work
	view  *fallback.View
	model *model.Model
	query *plan.GraphQuery
}

// answer returns the objects of the answer. If the query returns a single object, the list has
// that object, or is empty for null.
func (r *runner) answer() ([]*object, error) {
	switch q := r.query.Query.(type) {
	case *plan.Paths:
		return r.paths(q)
	case *plan.Neighbourhood:
		return r.neighbourhood(q)
	case *plan.Collaborators:
		return r.collaborators(q)
	case *plan.Candidates:
		return r.candidates(q)
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
	case *plan.Gaps:
		return r.gaps(q)
	default:
		panic(plan.Unhandled(q))
	}
}
