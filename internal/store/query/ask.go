// Package query answers the questions to the graph that are not lists: what a text finds,
// how two entities are linked, who works with whom. Each is one algorithm above the
// stores. It makes the objects of the answer, in which entities and relations stand by
// their ids; what is selected of those is then fetched, all at once, by the plans that
// lists are made of.
//
// A question is a file here: from what is asked (plan.Query) to objects whose fields
// have the names that schema.graphqls gives them.
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

// Run answers any plan: a question to the graph, the description of the service, or
// what the view answers itself. about has what the program knows of itself (store.Meta).
// Errors are those of View.Run.
func Run(ctx context.Context, v store.View, m *model.Model, p *plan.Plan, about map[string]model.Value) (store.Cursor, error) {
	switch root := p.Root.Slots[0].(type) {
	case *plan.Meta:
		return store.Meta(ctx, v, m, p, about)
	case *plan.GraphQuery:
		a := &asker{ctx: ctx, view: fallback.Complete(v, m), model: m, ask: root}
		objects, err := a.answer()
		if err != nil {
			return nil, err
		}
		return a.fetch(p.Root, objects)
	case *plan.Column, *plan.PartList, *plan.Referred, *plan.ReferredList, *plan.Nested, *plan.EndOf, *plan.Lookup, *plan.Connection:
		return v.Run(ctx, p)
	default:
		panic(plan.Unhandled(root))
	}
}

// asker is one question being answered.
type asker struct {
	ctx   context.Context
	view  *fallback.View
	model *model.Model
	ask   *plan.GraphQuery
}

// answer gives the objects of the answer: one, or none for null, unless it is a list.
func (a *asker) answer() ([]*object, error) {
	switch q := a.ask.Query.(type) {
	case *plan.Paths:
		return a.paths(q)
	case *plan.Neighbourhood:
		return a.neighbourhood(q)
	case *plan.Collaborators:
		return a.collaborators(q)
	case *plan.Collaboration:
		return a.collaboration(q)
	case *plan.Matrix:
		return a.matrix(q)
	case *plan.Changes:
		return a.changes(q)
	case *plan.Search:
		return a.search(q)
	case *plan.Resolve:
		return a.resolve(q)
	case *plan.Overlap:
		return a.overlap(q)
	default:
		panic(plan.Unhandled(q))
	}
}
