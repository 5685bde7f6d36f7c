package cost

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// found is the expected answer to a graph query: how many objects its lists have, and what the
// entities are like that it refers to.
type found struct {
	// objects is the number of objects at the root of the answer.
	objects float64
	// sizes has the mean number of items of each list in one object that has it.
	sizes map[string]float64
	// by is the side by which entities are found, if relations lead to them.
	by *model.Side
}

// graphQuery estimates a graph query and its answer.
func (e *estimator) graphQuery(q *plan.GraphQuery, o *plan.Out) {
	var f found
	switch query := q.Query.(type) {
	case *plan.Search:
		f = e.search(query, q)
	case *plan.Resolve:
		f = e.resolve(query)
	case *plan.Paths:
		f = e.paths(query, float64(q.Visits))
	case *plan.Neighbourhood:
		f = e.neighbourhood(query, float64(q.Visits))
	case *plan.Collaborators:
		f = e.collaborators(query)
	case *plan.Candidates:
		f = e.candidatesFor(query, q)
	case *plan.Collaboration:
		f = e.collaboration(query, q)
	case *plan.Matrix:
		f = e.matrix(query, float64(q.Visits))
	case *plan.Changes:
		f = e.changes(query)
	case *plan.Overlap:
		f = e.overlap(query)
	case *plan.Gaps:
		f = e.gaps(query, float64(q.Visits))
	default:
		panic(plan.Unhandled(query))
	}
	e.foundFields(&f, q.Select, o.Shape.Cases[0].Fields, f.objects)
}

// textBytes is the mean length of a text that a graph query makes, such as a reason.
const textBytes = 20

// foundFields estimates the fields of a number of objects of an answer.
func (e *estimator) foundFields(f *found, sel *plan.Select, outs []plan.Out, n float64) {
	for i := range outs {
		o := &outs[i]
		e.write(n, 1, float64(len(o.Label)+1))
		switch o.Kind {
		case plan.OutTypename:
			e.write(n, 0, typenameBytes)
		case plan.OutScalar, plan.OutScalars:
			bytes := float64(numberBytes)
			if o.Field.Scalar == model.Text || o.Field.Scalar == model.ID {
				bytes = textBytes
			}
			e.write(n, 0, bytes)
		case plan.OutEmbedded:
			e.write(n, float64(len(o.Fields)), float64(len(o.Fields))*cursorBytes/2)
		default:
			e.within(o.Key, func() { e.foundObjects(f, sel.Slots[o.Slot], o, n) })
		}
	}
}

// foundObjects estimates the objects in a field of a number of objects.
func (e *estimator) foundObjects(f *found, slot plan.Slot, o *plan.Out, n float64) {
	switch s := slot.(type) {
	case *plan.PartList:
		size := f.sizes[s.Field.Name]
		if s.First != nil {
			size = min(size, float64(*s.First))
		}
		e.foundFields(f, s.Select, o.Shape.Cases[0].Fields, n*size)
	case *plan.Nested:
		e.foundFields(f, s.Select, o.Shape.Cases[0].Fields, n)
	case *plan.Referred:
		e.fetch(f, s.Field.Of, o, n)
	case *plan.ReferredList:
		size := f.sizes[s.Field.Name]
		if s.First >= 0 {
			size = min(size, float64(s.First))
		}
		e.fetch(f, s.Field.Of, o, n*size)
	case *plan.Column, *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
	default:
		panic(plan.Unhandled(s))
	}
}

// fetch estimates entities or relations that are read by their ids.
func (e *estimator) fetch(f *found, t *model.Type, o *plan.Out, n float64) {
	e.add(Answer, n*(plan.UnitsLookup+plan.UnitsRef))
	g := e.all(t, false)
	if t.Kind != model.Relation {
		g.by = f.by
	}
	e.objectsOf(o, g.times(n))
}

// unitsPlace is for each participation whose ends are placed among all ends, for either of them.
const unitsPlace = 2.5

// participations estimates how the participations are found that meet all conditions, and
// returns their number; false if they are more than may be visited, so that the query ends.
func (e *estimator) participations(visits float64, conditions ...plan.Predicate) (n float64, ok bool) {
	where := plan.All(conditions)
	t := e.model.Participation
	rows := e.all(t, false)
	n = rows.n * e.meets(rows, where)
	if visited, ok := e.candidates(rows, where, rows.n/fanOut); ok {
		rows = rows.times(visited)
	}
	if !isTrue(where) {
		test := e.test(rows, where, rows.n)
		test[Filter] = max(test[Filter], plan.UnitsRow)
		e.addAll(test, rows.n)
	}
	if n > visits {
		return n, false
	}
	// The positions of the entities at both ends are found in a set of all entities.
	e.add(Walk, 2*(n*unitsPlace*plan.UnitsRow+e.entities/64))
	return n, true
}

func (e *estimator) actor(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: e.model.Participation.From, Where: where}
}

func (e *estimator) initiative(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: e.model.Participation.To, Where: where}
}

// sizesAt returns the mean number of participations of the entities at one end, and of those that
// a caller names.
func (e *estimator) sizesAt(end *model.End, refs ...string) (reached, named float64) {
	g := e.at(end)
	reached = e.degrees(g, end.Side, false).relations()
	g = g.unreached()
	g.named = refs
	return reached, e.degrees(g, end.Side, false).relations()
}

// ranks adds the work of sorting entities by their names.
func (e *estimator) ranks(end *model.End, n float64) {
	_, bytes := e.at(end).values(e.model.AnyEntity.Field("name"))
	e.add(Sort, n*(plan.UnitsLookup+plan.UnitsRow+float64(plan.FoldUnits(int(bytes)))+plan.UnitsRef)+2*sortUnits(n))
}

// collaborators estimates the search for the partners of an actor.
func (e *estimator) collaborators(q *plan.Collaborators) found {
	p := e.model.Participation
	_, own := e.sizesAt(p.From, q.Of)
	in := own * e.meets(e.at(p.To), q.In)
	e.addAll(e.test(e.at(p.To), q.In, own), own)
	if q.On != nil {
		in *= half
	}
	size, _ := e.sizesAt(p.To)
	visits := in * size
	e.add(Walk, plan.UnitsLookup+(own+visits)*plan.UnitsRow)
	partners := min(visits, e.at(p.From).n)
	if q.On != nil {
		partners *= half
	}
	page := min(partners, float64(q.Page.Limit))
	e.add(Sort, partners*(plan.UnitsRow+2*plan.UnitsKeep)+sortUnits(page))
	if q.Initiatives > 0 {
		e.add(Walk, visits*plan.UnitsRow+sortUnits(in))
	}
	return found{objects: 1, by: p.From.Side, sizes: map[string]float64{
		"nodes": page, "edges": page, "initiatives": min(in, 2),
	}}
}

// changes estimates the comparison of the participants of an initiative on two days.
func (e *estimator) changes(q *plan.Changes) found {
	_, n := e.sizesAt(e.model.Participation.To, q.Initiative)
	e.add(Walk, 2*n*(plan.UnitsRow+plan.UnitsCompare))
	n *= half
	e.add(Walk, 3*plan.UnitsLookup+4*(n*plan.UnitsSeek+sortUnits(n)))
	e.ranks(e.model.Participation.From, n)
	return found{objects: 1, by: e.model.Participation.From.Side, sizes: map[string]float64{
		"joined": n / 3, "left": n / 3, "stayed": n / 3,
	}}
}

// overlap estimates the comparison of the participants of several initiatives.
func (e *estimator) overlap(q *plan.Overlap) found {
	of := slices.Compact(slices.Sorted(slices.Values(q.Of)))
	_, n := e.sizesAt(e.model.Participation.To, of...)
	initiatives := float64(len(of))
	e.add(Walk, initiatives*(3*plan.UnitsLookup+n*(2*plan.UnitsRef+2*plan.UnitsSeek)+2*sortUnits(n)))
	e.ranks(e.model.Participation.From, initiatives*n)
	return found{objects: 1, by: e.model.Participation.From.Side, sizes: map[string]float64{
		"shared": 1, "own": initiatives, "participants": n,
	}}
}
