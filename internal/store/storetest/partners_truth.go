package storetest

import (
	"cmp"
	"fmt"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// answer is a JSON object.
type answer map[string]any

// truth returns the answer to a graph query about partners, with the fields of selections.
func (o *oracle) truth(q plan.Query) any {
	switch q := q.(type) {
	case *plan.Collaboration:
		return o.trueCollaboration(q)
	case *plan.Candidates:
		return o.trueCandidates(q)
	case *plan.Matrix:
		return o.trueMatrix(q)
	case *plan.Changes:
		return o.trueChanges(q)
	case *plan.Overlap:
		return o.trueOverlap(q)
	case *plan.Gaps:
		return o.trueGaps(q)
	case *plan.Search, *plan.Resolve, *plan.Paths, *plan.Neighbourhood, *plan.Collaborators:
		panic(fmt.Sprintf("storetest: the truth about a %T is not known here", q))
	default:
		panic(plan.Unhandled(q))
	}
}

// those returns the entities of a type that meet a condition, ordered by id.
func (o *oracle) those(t *model.Type, where plan.Predicate) (list []*store.Object) {
	for _, e := range o.all(t, false) {
		if o.match(e, where) {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *store.Object) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// idObjects returns the selected fields of entities: their ids.
func idObjects(list []*store.Object) []answer {
	objects := []answer{}
	for _, e := range list {
		objects = append(objects, answer{"id": e.ID})
	}
	return objects
}

// inNameOrder returns the selected fields of entities, ordered by name.
func inNameOrder(list []*store.Object) []answer {
	slices.SortFunc(list, func(a, b *store.Object) int {
		return cmp.Or(sorted(fieldOf(a, "name"), fieldOf(b, "name")), cmp.Compare(a.ID, b.ID))
	})
	return idObjects(list)
}

// trueCollaboration tries every pair.
func (o *oracle) trueCollaboration(q *plan.Collaboration) any {
	participation := o.graph.Model.Participation
	actors, initiatives := o.those(participation.From.Target, q.Between), o.those(participation.To.Target, q.In)
	links := []answer{}
	for i, from := range actors {
		for _, to := range actors[i+1:] {
			var shared []*store.Object
			for _, initiative := range initiatives {
				if o.participates(from, initiative, q.On) && o.participates(to, initiative, q.On) {
					shared = append(shared, initiative)
				}
			}
			if len(shared) >= q.Minimum {
				first, last := o.together(from, to, shared, q.On)
				links = append(links, answer{"from": answer{"id": from.ID}, "to": answer{"id": to.ID}, "weight": len(shared),
					"activeFrom": first, "activeUntil": last, "initiatives": inNameOrder(shared)})
			}
		}
	}
	slices.SortStableFunc(links, func(a, b answer) int { return cmp.Compare(b["weight"].(int), a["weight"].(int)) })
	whole := newTrueNetwork(links)
	shown := links
	if after := q.Page.After; after != nil {
		shown = slices.DeleteFunc(slices.Clone(links), func(l answer) bool {
			return cmp.Or(cmp.Compare(int(after[0].Int), l["weight"].(int)), cmp.Compare(endID(l, "from"), after[1].Text), cmp.Compare(endID(l, "to"), after[2].Text)) <= 0
		})
	}
	more := len(shown) > q.Page.Limit
	shown = shown[:min(len(shown), q.Page.Limit)]
	nodes := []answer{}
	for _, actor := range actors {
		if degree := newTrueNetwork(shown).degree(actor.ID); degree > 0 {
			nodes = append(nodes, answer{"entity": answer{"id": actor.ID}, "degree": degree, "strength": whole.strength(actor.ID), "betweenness": whole.betweenness(actor.ID)})
		}
	}
	omitted := len(links) - len(shown)
	return answer{"nodes": nodes, "links": shown, "omitted": omitted, "truncated": omitted > 0,
		"size":     answer{"nodes": len(whole.ids), "links": len(links)},
		"pageInfo": answer{"hasNextPage": more, "hasPreviousPage": q.Page.After != nil}}
}

// trueMatrix fills every cell of the complete table.
func (o *oracle) trueMatrix(q *plan.Matrix) any {
	participation := o.graph.Model.Participation
	cell := func(actor, initiative *store.Object) (found []*store.Object) {
		for _, r := range o.all(participation, false) {
			if r.From == actor.ID && r.To == initiative.ID && (q.On == nil || o.active(r, *q.On, *q.On)) {
				found = append(found, r)
			}
		}
		slices.SortFunc(found, func(a, b *store.Object) int { return cmp.Compare(a.ID, b.ID) })
		return found
	}
	actors, initiatives := o.those(participation.From.Target, q.Rows), o.those(participation.To.Target, q.Columns)
	relations := func(e *store.Object, others []*store.Object, row bool) (n int) {
		for _, other := range others {
			if row {
				n += len(cell(e, other))
			} else {
				n += len(cell(other, e))
			}
		}
		return n
	}
	ranked := func(list, others []*store.Object, row bool, first int) (shown []*store.Object, cut bool) {
		for _, e := range list {
			if relations(e, others, row) > 0 {
				shown = append(shown, e)
			}
		}
		slices.SortStableFunc(shown, func(a, b *store.Object) int {
			return cmp.Compare(relations(b, others, row), relations(a, others, row))
		})
		return shown[:min(first, len(shown))], len(shown) > first
	}
	rows, cutRows := ranked(actors, initiatives, true, q.FirstRows)
	columns, cutColumns := ranked(initiatives, actors, false, q.FirstColumns)
	cells := []answer{}
	for _, row := range rows {
		for _, column := range columns {
			if found := cell(row, column); len(found) > 0 {
				cells = append(cells, answer{"row": row.ID, "column": column.ID, "relations": idObjects(found)})
			}
		}
	}
	return answer{"rows": idObjects(rows), "columns": idObjects(columns), "cells": cells, "truncated": cutRows || cutColumns}
}

// trueChanges checks every actor on both days.
func (o *oracle) trueChanges(q *plan.Changes) any {
	initiative := o.find(q.Initiative)
	if initiative == nil || !o.graph.Model.Participation.To.Target.Types.Has(initiative.Type) {
		return nil
	}
	var joined, left, stayed []*store.Object
	for _, actor := range o.all(o.graph.Model.Participation.From.Target, false) {
		switch before, after := o.participates(actor, initiative, &q.From), o.participates(actor, initiative, &q.To); {
		case before && after:
			stayed = append(stayed, actor)
		case before:
			left = append(left, actor)
		case after:
			joined = append(joined, actor)
		}
	}
	return answer{"joined": inNameOrder(joined), "left": inNameOrder(left), "stayed": inNameOrder(stayed)}
}

// trueOverlap checks every actor in every initiative.
func (o *oracle) trueOverlap(q *plan.Overlap) any {
	var initiatives []*store.Object
	for _, ref := range q.Of {
		e := o.find(ref)
		if e == nil || !o.graph.Model.Participation.To.Target.Types.Has(e.Type) {
			return nil
		}
		if !slices.Contains(initiatives, e) {
			initiatives = append(initiatives, e)
		}
	}
	var shared []*store.Object
	alone := map[*store.Object][]*store.Object{}
	for _, actor := range o.all(o.graph.Model.Participation.From.Target, false) {
		var in []*store.Object
		for _, initiative := range initiatives {
			if o.participates(actor, initiative, nil) {
				in = append(in, initiative)
			}
		}
		if len(in) == len(initiatives) {
			shared = append(shared, actor)
		}
		if len(in) == 1 {
			alone[in[0]] = append(alone[in[0]], actor)
		}
	}
	own := []answer{}
	for _, initiative := range initiatives {
		own = append(own, answer{"initiative": answer{"id": initiative.ID}, "participants": inNameOrder(alone[initiative])})
	}
	return answer{"shared": inNameOrder(shared), "own": own}
}

// trueGaps decides about every initiative by its participants.
func (o *oracle) trueGaps(q *plan.Gaps) any {
	participation := o.graph.Model.Participation
	verdicts := [3][]*store.Object{}
	for _, initiative := range o.all(participation.To.Target, false) {
		if !o.match(initiative, q.In) {
			continue
		}
		known, such, doubtful := 0, false, false
		for _, r := range o.beside(initiative, participation.To.Side, false) {
			actor := o.at(r, participation.From)
			known++
			such = such || o.match(actor, q.Lacking)
			doubtful = doubtful || o.match(actor, plan.Missing(q.Lacking))
		}
		complete := initiative.Value(initiative.Type.Field("coverage").Leaf("complete")).Int == 1
		switch {
		case such:
		case complete && !doubtful:
			verdicts[0] = append(verdicts[0], initiative)
		case known > 0:
			verdicts[1] = append(verdicts[1], initiative)
		default:
			verdicts[2] = append(verdicts[2], initiative)
		}
	}
	words := [][2]string{{"LACKS", "Lacks one"}, {"NONE_KNOWN", "None on record"}, {"UNKNOWN", "Nothing on record"}}
	nodes, counts := []answer{}, []answer{}
	for i, list := range verdicts {
		for _, id := range inNameOrder(list) {
			nodes = append(nodes, answer{"initiative": id, "verdict": words[i][0]})
		}
		if len(list) > 0 {
			counts = append(counts, answer{"value": words[i][0], "label": words[i][1], "count": len(list)})
		}
	}
	total, from := len(nodes), 0
	if after := q.Page.After; after != nil {
		for from < total && !o.isAfter(nodes[from], words, after) {
			from++
		}
	}
	to := min(total, from+q.Page.Limit)
	return answer{"nodes": nodes[from:to], "totalCount": total, "verdicts": counts,
		"pageInfo": answer{"hasNextPage": to < total, "hasPreviousPage": q.Page.After != nil}}
}

// isAfter reports whether a gap comes after a cursor.
func (o *oracle) isAfter(node answer, words [][2]string, after []model.Value) bool {
	e := o.find(node["initiative"].(answer)["id"].(string))
	rank := slices.IndexFunc(words, func(w [2]string) bool { return w[0] == node["verdict"] })
	return cmp.Or(cmp.Compare(int64(rank), after[0].Int), sorted(fieldOf(e, "name"), after[1]), cmp.Compare(e.ID, after[2].Text)) > 0
}
