package result

import (
	"slices"

	"whojoins/internal/plan"
)

// Added is a column that is computed from the other cells of each row. It comes last.
type Added struct {
	// Name is the name of the column.
	Name string
	// Text returns its cell in a row; cell returns that of another column, empty where none has the
	// name.
	Text func(cell func(column string) string) string
}

// With returns a table with one more column. Objects in JSON Lines do not have it. The error is
// BAD_USER_INPUT when another column has its name.
func (t *Table) With(a *Added) (*Table, error) {
	if a == nil {
		return t, nil
	}
	with := *t
	with.computed = a
	with.columns = append(slices.Clip(t.columns), &branch{key: a.Name, name: a.Name, kind: leafBranch})
	with.names = append(slices.Clip(t.names), a.Name)
	return &with, with.distinct()
}

// compute fills the cell of the added column.
func (w *tableWriter) compute() {
	if w.computed == nil {
		return
	}
	last := len(w.cells) - 1
	w.cells[last] = append(w.cells[last][:0], w.computed.Text(func(column string) string {
		if i := slices.Index(w.names, column); i >= 0 && i < last {
			return string(w.cells[i])
		}
		return ""
	})...)
	if err := w.work.Add(len(w.names) * plan.UnitsCell); err != nil {
		w.fail(err)
	}
}
