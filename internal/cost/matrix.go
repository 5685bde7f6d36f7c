package cost

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// matrix estimates the table of actors and initiatives. The entities at the end with fewer relations
// are asked about, then the relations of those that meet the condition are visited; the entities at
// the other end are asked about once each.
func (e *estimator) matrix(q *plan.Matrix, visits float64) found {
	t := e.model.Participation
	ends, where := [2]*model.End{t.From, t.To}, [2]plan.Predicate{q.Rows, q.Columns}
	all := e.all(t, false).n
	near, least, asked, met := 0, all, [2]float64{}, [2]float64{}
	for i, end := range ends {
		asked[i] = e.entitiesOn(end.Side)
		met[i] = e.meets(e.at(end), where[i])
		n, ok := e.candidates(e.table(e.model.AnyEntity), where[i], all/fanOut)
		if !ok {
			continue
		}
		asked[i] = n
		if read := n * e.degrees(e.at(end).unreached(), end.Side, false).relations(); read < least {
			near, least = i, read
		}
	}
	visited := all * met[near]
	asked[1-near] = min(visited, e.entitiesOn(ends[1-near].Side))
	for i, end := range ends {
		if !isTrue(where[i]) {
			test := e.test(e.at(end), where[i], asked[i])
			test[Filter] = max(test[Filter], plan.UnitsRow)
			e.addAll(test, asked[i])
		}
	}
	e.add(Walk, visited*plan.UnitsRow)
	n := visited * met[1-near]
	if n > visits {
		return found{objects: 1}
	}
	rows, columns := min(n, float64(q.FirstRows)), min(n, float64(q.FirstColumns))
	far := min(n, asked[1-near])
	e.add(Sort, sortUnits(far)+min(n, asked[near])+far+sortUnits(min(n/2, 2*rows))+sortUnits(min(n/2, 2*columns)))
	return found{objects: 1, by: t.From.Side, sizes: map[string]float64{
		"rows": rows, "columns": columns, "cells": min(rows*columns/2, n), "relations": 1,
	}}
}

// entitiesOn returns the number of entities with current relations on a side.
func (e *estimator) entitiesOn(side *model.Side) (n float64) {
	for _, t := range side.Near.Target.Members {
		if d := e.objects(t).Sides[side.Name]; d != nil {
			n += float64(sum(d.Entities))
		}
	}
	return n
}
