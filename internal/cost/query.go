package cost

import (
	"math"

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
		f = e.search(query)
	case *plan.Resolve:
		f = e.resolve(query)
	case *plan.Paths:
		f = e.paths(query, float64(q.Visits))
	case *plan.Neighbourhood:
		f = e.neighbourhood(query, float64(q.Visits))
	case *plan.Collaborators:
		f = e.collaborators(query)
	case *plan.Collaboration:
		f = e.collaboration(query, float64(q.Visits))
	case *plan.Matrix:
		f = e.matrix(query)
	case *plan.Changes:
		f = e.changes()
	case *plan.Overlap:
		f = e.overlap(query)
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
		e.foundFields(f, s.Select, o.Shape.Cases[0].Fields, n*f.sizes[s.Field.Name])
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
	e.add(Answer, n*plan.UnitsLookup)
	g := e.all(t, false)
	if t.Kind != model.Relation {
		g.by = f.by
	}
	e.objectsOf(o, g.times(n))
}

// participations estimates how the participations are found that meet all conditions, and
// returns their number.
func (e *estimator) participations(conditions ...plan.Predicate) (n float64) {
	where := plan.All(conditions)
	t := e.model.Participation
	rows := e.all(t, false)
	n = rows.n * e.meets(rows, where)
	if visited, ok := e.candidates(rows, where, rows.n/fanOut); ok {
		rows = rows.times(visited)
	}
	test := e.test(rows, where, rows.n)
	test[Filter] = max(test[Filter], plan.UnitsRow)
	e.addAll(test, rows.n)
	// The entities at both ends are sorted.
	e.add(Walk, n*(plan.UnitsRow+2*float64(plan.UnitsKeep))+2*sortUnits(n))
	return n
}

func (e *estimator) actor(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: e.model.Participation.From, Where: where}
}

func (e *estimator) initiative(where plan.Predicate) plan.Predicate {
	return &plan.AtEnd{End: e.model.Participation.To, Where: where}
}

// sizesAt returns the distribution of the number of participations of the entities at one end.
// If reached, an entity counts as often as it has participations.
func (e *estimator) sizesAt(end *model.End, reached bool) degrees {
	g := e.at(end)
	if !reached {
		g = g.unreached()
	}
	return e.degrees(g, end.Side, false)
}

// collaborators estimates the search for the partners of an actor.
func (e *estimator) collaborators(q *plan.Collaborators) found {
	p := e.model.Participation
	own := e.sizesAt(p.From, false).relations()
	in := own * e.meets(e.at(p.To), q.In)
	e.addAll(e.test(e.at(p.To), q.In, own), own)
	visits := in * e.sizesAt(p.To, true).relations()
	e.add(Walk, (own+visits)*plan.UnitsRow)
	partners := min(visits, e.at(p.From).n)
	page := min(partners, float64(q.Page.Limit))
	e.add(Sort, partners*2*plan.UnitsKeep+sortUnits(page))
	if q.Initiatives > 0 {
		e.add(Walk, visits*plan.UnitsRow+sortUnits(in))
	}
	return found{objects: 1, by: p.From.Side, sizes: map[string]float64{
		"nodes": page, "edges": page, "initiatives": min(in, 2),
	}}
}

// collaboration estimates the network of actors.
func (e *estimator) collaboration(q *plan.Collaboration, visits float64) found {
	p := e.model.Participation
	n := e.participations(e.actor(q.Between), e.initiative(q.In), plan.ActiveOn(q.On))
	left := ratio(n, e.all(p, false).n)
	initiatives := float64(0)
	squares := 0.0
	for _, t := range p.To.Target.Members {
		if d := e.objects(t).Sides[p.To.Side.Name]; d != nil {
			initiatives += float64(sum(d.Entities))
			squares += float64(d.Squares)
		}
	}
	in := e.meets(e.at(p.To), q.In)
	// Of the members of an initiative, as many are left as conditions on the actors leave.
	among := ratio(left, max(in, atLeast))
	pairs := in * among * among * max(squares-e.all(p, false).n, 0) / 2
	e.add(Pairs, n*plan.UnitsRow+sortUnits(n))
	if pairs > visits {
		return found{objects: 1} // TOO_LARGE
	}
	e.add(Pairs, pairs*plan.UnitsRow+sortUnits(pairs))
	links := min(pairs, float64(q.First))
	return found{objects: 1, by: p.From.Side, sizes: map[string]float64{
		"nodes": min(2*links, e.at(p.From).n), "links": links, "initiatives": 1,
	}}
}

// matrix estimates the table of actors and initiatives.
func (e *estimator) matrix(q *plan.Matrix) found {
	n := e.participations(e.actor(q.Rows), e.initiative(q.Columns), plan.ActiveOn(q.On))
	rows, columns := min(n, float64(q.FirstRows)), min(n, float64(q.FirstColumns))
	e.add(Sort, n*plan.UnitsRow+2*sortUnits(n/2))
	return found{objects: 1, by: e.model.Participation.From.Side, sizes: map[string]float64{
		"rows": rows, "columns": columns, "cells": min(rows*columns/2, n), "relations": 1,
	}}
}

// changes estimates the comparison of the participants of an initiative on two days.
func (e *estimator) changes() found {
	n := e.sizesAt(e.model.Participation.To, false).relations()
	e.add(Walk, 2*(plan.UnitsLookup+n*plan.UnitsRow+sortUnits(n))+n*plan.UnitsLookup)
	return found{objects: 1, by: e.model.Participation.From.Side, sizes: map[string]float64{
		"joined": n / 3, "left": n / 3, "stayed": n / 3,
	}}
}

// overlap estimates the comparison of the participants of several initiatives.
func (e *estimator) overlap(q *plan.Overlap) found {
	n := e.sizesAt(e.model.Participation.To, false).relations()
	initiatives := float64(len(q.Of))
	e.add(Walk, initiatives*(plan.UnitsLookup+n*(plan.UnitsRow+plan.UnitsLookup)+sortUnits(n)))
	return found{objects: 1, by: e.model.Participation.From.Side, sizes: map[string]float64{
		"shared": 1, "own": initiatives, "participants": n,
	}}
}

// walkDegrees returns the mean number of relations that a walk follows from an entity: from any
// entity, and from one that a relation leads to.
func (e *estimator) walkDegrees(via model.TypeSet) (any, reached float64) {
	all := e.all(e.model.AnyEntity, false)
	total := 0.0
	for _, t := range e.model.Relations {
		if !via.Has(t) {
			continue
		}
		n := e.all(t, false).n
		any += 2 * ratio(n, all.n)
		for _, end := range []*model.End{t.From, t.To} {
			total += n
			reached += n * e.stepsFrom(e.at(end), via)
		}
	}
	return any, ratio(reached, total)
}

// stepsFrom returns the mean number of relations of the entities of a group that a walk passes.
func (e *estimator) stepsFrom(g *group, via model.TypeSet) (n float64) {
	passed := &group{n: g.n, by: g.by}
	for _, s := range g.of {
		if s.typ.Passable {
			passed.of = append(passed.of, s)
		}
	}
	for _, t := range e.model.Relations {
		if via.Has(t) {
			n += e.degrees(passed, t.From.Side, false).relations() + e.degrees(passed, t.To.Side, false).relations()
		}
	}
	return n
}

// stepUnits is the work of a step of a walk: the relation, the entity that it leads to, and
// whether that was visited before.
const stepUnits = 4

// paths estimates the search for paths, which alternates between both ends.
func (e *estimator) paths(q *plan.Paths, visits float64) found {
	any, reached := e.walkDegrees(q.Via)
	relations, entities := 0.0, e.all(e.model.AnyEntity, false).n
	for _, t := range e.model.Relations {
		if q.Via.Has(t) {
			relations += e.all(t, false).n
		}
	}
	frontier, seen, length := [2]float64{any, any}, [2]float64{1, 1}, 0.0
	walked := 0.0
	for hops := 0; hops < q.MaxHops; hops++ {
		end := hops % 2
		steps := min(frontier[end], 2*relations)
		if walked+steps > visits {
			break
		}
		walked += steps
		length++
		met := seen[1-end] * steps / max(entities, 1)
		fresh := entities * (1 - math.Exp(-steps/max(entities, 1)))
		seen[end] = min(seen[end]+fresh, entities)
		frontier[end] = fresh * reached
		if met >= 1 {
			break
		}
	}
	e.add(Walk, 2*plan.UnitsLookup+walked*stepUnits)
	paths := min(float64(q.First), 3)
	return found{objects: paths, sizes: map[string]float64{"steps": length}}
}

// neighbourhood estimates the search for the entities near others.
func (e *estimator) neighbourhood(q *plan.Neighbourhood, visits float64) found {
	any, reached := e.walkDegrees(q.Via)
	all := e.all(e.model.AnyEntity, false)
	shown := all.types(q.Types)
	frontier, nodes, walked, degree := float64(len(q.Of)), float64(len(q.Of)), 0.0, any
	e.add(Walk, frontier*plan.UnitsLookup)
	for range q.Depth {
		if nodes >= float64(q.First) {
			break
		}
		steps := frontier * degree
		if walked+steps > visits {
			break
		}
		walked += steps
		fresh := all.n * (1 - math.Exp(-steps/max(all.n, 1)))
		nodes += fresh * shown
		frontier, degree = fresh, reached
	}
	n := min(nodes, float64(q.First))
	between := min(n*(any+reached)/2, visits)
	e.add(Walk, walked*stepUnits+nodes*plan.UnitsRow+sortUnits(nodes)+between*plan.UnitsRow)
	links := min(between/2, float64(q.Links), walked+between/8)
	return found{objects: 1, sizes: map[string]float64{"nodes": n, "links": links}}
}
