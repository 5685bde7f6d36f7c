package query

import (
	"cmp"
	"maps"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// matrix tabulates which actors participate in which initiatives.
func (r *runner) matrix(q *plan.Matrix) ([]*object, error) {
	found, err := r.participations(r.actor(q.Rows), r.initiative(q.Columns), plan.ActiveOn(q.On))
	if err != nil {
		return nil, err
	}
	rows, columns := make([]int, len(found.Actors)), make([]int, len(found.Initiatives))
	for _, p := range found.List {
		rows[p.Actor]++
		columns[p.Initiative]++
	}
	shownRows, err := r.largest(rows, q.FirstRows)
	if err != nil {
		return nil, err
	}
	shownColumns, err := r.largest(columns, q.FirstColumns)
	if err != nil {
		return nil, err
	}
	rowAt, columnAt := inverse(shownRows, len(rows)), inverse(shownColumns, len(columns))
	// Participations are ordered by id, and so are those in each cell.
	cells := map[int][]ref{}
	for i, p := range found.List {
		if err := r.work.Add(plan.UnitsRow); err != nil {
			return nil, err
		}
		if row, column := rowAt[p.Actor], columnAt[p.Initiative]; row >= 0 && column >= 0 {
			at := row*len(shownColumns) + column
			cells[at] = append(cells[at], ref{typ: r.model.Participation, id: found.Relation(i)})
		}
	}
	answer := &object{}
	answer.refer("rows", entities(picked(found.Actors, shownRows))...)
	answer.refer("columns", entities(picked(found.Initiatives, shownColumns))...)
	var list []*object
	filled := slices.Collect(maps.Keys(cells))
	if err := plan.Sort(r.work, filled); err != nil {
		return nil, err
	}
	for _, at := range filled {
		if err := r.work.Add(plan.UnitsSeek); err != nil {
			return nil, err
		}
		o := &object{}
		o.set("row", model.IDValue(found.Actors[shownRows[at/len(shownColumns)]]))
		o.set("column", model.IDValue(found.Initiatives[shownColumns[at%len(shownColumns)]]))
		o.refer("relations", cells[at]...)
		list = append(list, o)
	}
	answer.add("cells", list...)
	answer.set("truncated", model.BoolValue(len(shownRows) < len(rows) || len(shownColumns) < len(columns)))
	return []*object{answer}, nil
}

// largest returns the positions of the first largest counts. Equal counts are ordered by
// position. Only those that may be among the first by their count are sorted.
func (r *runner) largest(counts []int, first int) ([]int, error) {
	with := make([]int, 1+slices.Max(append(counts, 0)))
	for _, n := range counts {
		with[n]++
	}
	least, before := len(with)-1, 0
	for ; least > 0 && before+with[least] < first; least-- {
		before += with[least]
	}
	var order []int
	for i, n := range counts {
		if n >= least {
			order = append(order, i)
		}
	}
	if err := r.work.Add((len(counts) + len(with)) * plan.UnitsRow); err != nil {
		return nil, err
	}
	err := plan.SortFunc(r.work, order, func(a, b int) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return order[:min(first, len(order))], err
}

// inverse returns, for each position below n, its index in a list of positions, or -1.
func inverse(positions []int, n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	for i, position := range positions {
		at[position] = i
	}
	return at
}

// picked returns the ids at the given positions.
func picked(ids []string, at []int) []string {
	list := make([]string, len(at))
	for i, position := range at {
		list[i] = ids[position]
	}
	return list
}
