package fallback

import (
	"context"
	"maps"
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// tabulator tabulates all participations that its store returns.
type tabulator struct {
	*reader
	store.Partners
}

// Matrix implements store.Tabulator.
func (t *tabulator) Matrix(ctx context.Context, q *plan.Matrix, visits int) (*store.Matrix, error) {
	ends := t.model.Participation
	where := plan.All{&plan.AtEnd{End: ends.From, Where: q.Rows}, &plan.AtEnd{End: ends.To, Where: q.Columns}, plan.ActiveOn(q.On)}
	found, err := t.Participations(ctx, where, visits)
	if err != nil {
		return nil, err
	}
	rows, columns := make([]int, len(found.Actors)), make([]int, len(found.Initiatives))
	for _, p := range found.List {
		rows[p.Actor]++
		columns[p.Initiative]++
	}
	shownRows, err := store.Largest(t.work, rows, q.FirstRows)
	if err != nil {
		return nil, err
	}
	shownColumns, err := store.Largest(t.work, columns, q.FirstColumns)
	if err != nil {
		return nil, err
	}
	m := &store.Matrix{Rows: picked(found.Actors, shownRows), Columns: picked(found.Initiatives, shownColumns),
		Truncated: len(shownRows) < len(rows) || len(shownColumns) < len(columns)}
	m.Cells, err = t.cells(found, inverse(shownRows, len(rows)), inverse(shownColumns, len(columns)), len(shownColumns))
	return m, err
}

// cells returns the cells of a table. rowAt and columnAt have the position in the table of each end
// of the participations, or -1.
func (t *tabulator) cells(found *store.Participations, rowAt, columnAt []int, columns int) ([]store.MatrixCell, error) {
	// Participations are ordered by id, and so are those in each cell.
	cells := map[int][]string{}
	for i, p := range found.List {
		if err := t.work.Add(plan.UnitsRow); err != nil {
			return nil, err
		}
		if row, column := rowAt[p.Actor], columnAt[p.Initiative]; row >= 0 && column >= 0 {
			at := row*columns + column
			cells[at] = append(cells[at], found.Relation(i))
		}
	}
	filled := slices.Collect(maps.Keys(cells))
	if err := plan.Sort(t.work, filled); err != nil {
		return nil, err
	}
	list := make([]store.MatrixCell, len(filled))
	for i, at := range filled {
		list[i] = store.MatrixCell{Row: at / columns, Column: at % columns, Relations: cells[at]}
	}
	return list, nil
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
