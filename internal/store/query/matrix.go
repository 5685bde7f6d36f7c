package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// matrix says who takes part in what, as a table.
func (a *asker) matrix(q *plan.Matrix) ([]*object, error) {
	participations, err := a.participations(a.actor(q.Rows), a.initiative(q.Columns), on(q.On))
	if err != nil {
		return nil, err
	}
	rows, columns := make([]int, len(participations.Actors)), make([]int, len(participations.Initiatives))
	for _, j := range participations.List {
		rows[j.Actor]++
		columns[j.Initiative]++
	}
	shownRows, shownColumns := most(rows, q.FirstRows), most(columns, q.FirstColumns)
	rowAt, columnAt := places(shownRows, len(rows)), places(shownColumns, len(columns))
	// Relations come by id, so those of a cell do too.
	cells := map[int][]ref{}
	for _, j := range participations.List {
		if r, c := rowAt[j.Actor], columnAt[j.Initiative]; r >= 0 && c >= 0 {
			at := r*len(shownColumns) + c
			cells[at] = append(cells[at], ref{typ: a.model.Participation, id: j.Relation})
		}
	}
	answer := &object{}
	answer.point("rows", entities(picked(participations.Actors, shownRows))...)
	answer.point("columns", entities(picked(participations.Initiatives, shownColumns))...)
	var list []*object
	for r, row := range shownRows {
		for c, column := range shownColumns {
			relations := cells[r*len(shownColumns)+c]
			if len(relations) == 0 {
				continue
			}
			o := &object{}
			o.set("row", model.IDValue(participations.Actors[row]))
			o.set("column", model.IDValue(participations.Initiatives[column]))
			o.point("relations", relations...)
			list = append(list, o)
		}
	}
	answer.hold("cells", list...)
	answer.set("truncated", model.BoolValue(len(shownRows) < len(rows) || len(shownColumns) < len(columns)))
	return []*object{answer}, nil
}

// most are the positions of the first largest counts, equal ones by position.
func most(counts []int, first int) []int {
	order := make([]int, len(counts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return order[:min(first, len(order))]
}

// places turns a list of positions round: of each of n, where it stands in the list; -1
// where it does not.
func places(shown []int, n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	for i, position := range shown {
		at[position] = i
	}
	return at
}

func picked(ids []string, at []int) []string {
	list := make([]string, len(at))
	for i, position := range at {
		list[i] = ids[position]
	}
	return list
}
