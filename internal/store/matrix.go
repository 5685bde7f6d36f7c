package store

import (
	"cmp"
	"context"
	"slices"

	"whojoins/internal/plan"
)

// Tabulator is an optional interface of a View that tabulates participations.
type Tabulator interface {
	// Matrix tabulates the current participations of the actors that meet q.Rows in the initiatives
	// that meet q.Columns; if q.On is set, those active on that day. It shows the q.FirstRows actors
	// and the q.FirstColumns initiatives with the most of them; equal numbers are ordered by id. If
	// they are more than visits, the error is TooManyParticipations. The other errors are those of
	// View.Run.
	Matrix(ctx context.Context, q *plan.Matrix, visits int) (*Matrix, error)
}

// Matrix is a table of participations.
type Matrix struct {
	// Rows are the ids of the actors shown, and Columns those of the initiatives.
	Rows, Columns []string
	// Cells are those with participations, row by row.
	Cells []MatrixCell
	// Truncated reports whether further actors or initiatives have participations.
	Truncated bool
}

// MatrixCell has the participations of an actor in an initiative.
type MatrixCell struct {
	// Row and Column are positions in Matrix.Rows and Matrix.Columns.
	Row, Column int
	// Relations are the ids of the participations, in ascending order.
	Relations []string
}

// Largest returns the positions of the first largest counts, ordered by count, then by position.
// Only those that may be among the first by their count are sorted.
func Largest(work *plan.Work, counts []int, first int) ([]int, error) {
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
	if err := work.Add((len(counts) + len(with)) * plan.UnitsRow); err != nil {
		return nil, err
	}
	err := plan.SortFunc(work, order, func(a, b int) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return order[:min(first, len(order))], err
}
