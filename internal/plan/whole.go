package plan

import "math"

// Whole returns a clone of a plan whose graph query returns everything that it finds, whatever it
// requests with `first`, and leaves out measures that would be refused. Paths are as many as one
// query may request. Any other plan is returned as it is.
func (p *Plan) Whole() *Plan {
	asked, ok := p.Root.Slots[0].(*GraphQuery)
	if !ok {
		return p
	}
	whole := p.Clone()
	to := whole.Root.Slots[0].(*GraphQuery)
	switch q := asked.Query.(type) {
	case *Collaboration:
		to.Query = with(q, func(q *Collaboration) { q.Page.Limit, q.Lenient = -1, true })
	case *Matrix:
		to.Query = with(q, func(q *Matrix) { q.FirstRows, q.FirstColumns = math.MaxInt32, math.MaxInt32 })
	case *Neighbourhood:
		to.Query = with(q, func(q *Neighbourhood) { q.First, q.Links = math.MaxInt32, math.MaxInt32 })
	case *Collaborators:
		to.Query = with(q, func(q *Collaborators) { q.Page.Limit = math.MaxInt32 - 1 })
	case *Candidates:
		to.Query = with(q, func(q *Candidates) { q.Page.Limit = math.MaxInt32 - 1 })
	case *Gaps:
		to.Query = with(q, func(q *Gaps) { q.Page.Limit = math.MaxInt32 - 1 })
	case *Paths:
		to.Query = with(q, func(q *Paths) { q.First = maxPaths })
	case *Search, *Resolve, *Changes, *Overlap:
	default:
		panic(Unhandled(q))
	}
	return whole
}

// Stage returns a clone of the plan of a neighbourhood that asks for given entities and for given
// relations between them, whatever the request asks for. The caller has bounded the relations to visit.
func (p *Plan) Stage(entities []string, relations map[string]bool) *Plan {
	stage := p.Clone()
	to := stage.Root.Slots[0].(*GraphQuery)
	to.Visits = math.MaxInt
	to.Query = with(to.Query.(*Neighbourhood), func(q *Neighbourhood) {
		q.Of, q.Depth, q.Via, q.On, q.Only = entities, 0, p.Model.AnyRelation.Types, nil, relations
		q.First, q.Links = math.MaxInt32, math.MaxInt32
	})
	return stage
}
