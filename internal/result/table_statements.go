package result

import (
	"bytes"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Statements of one source that are the same at several places, such as claims and evidence, are
// one row of a table, and one item of a cell: their places are joined. An answer in JSON has each.

// isStatements reports whether a list has statements: objects with a place in a source.
func isStatements(o *plan.Out) bool {
	return o.Field != nil && o.Field.Object != nil && o.Field.Object.WithRole(model.Locator) != nil
}

// isLocator reports whether a field is the place of a statement.
func isLocator(o *plan.Out) bool { return o.Field != nil && o.Field.Role == model.Locator }

// statements are the statements of a list, each once.
type statements struct {
	// columns are those of the list.
	columns []*branch
	list    []*merged
	byKey   map[string]*merged
	key     []byte
}

// merged is one statement: its cells, and the different places of each column for them.
type merged struct {
	cells  [][]byte
	places [][][]byte
}

// statementsOf returns an empty collection for the columns of a list.
func (t *Table) statementsOf(b *branch) *statements {
	return &statements{columns: t.columns[b.first : b.first+b.n], byKey: map[string]*merged{}}
}

// add adds a statement, whose cells it copies.
func (s *statements) add(cells [][]byte) {
	s.key = s.key[:0]
	for i, cell := range cells {
		if !s.columns[i].locator {
			s.key = append(append(s.key, cell...), 0)
		}
	}
	one := s.byKey[string(s.key)]
	if one == nil {
		one = &merged{cells: make([][]byte, len(cells)), places: make([][][]byte, len(cells))}
		for i, cell := range cells {
			one.cells[i] = bytes.Clone(cell)
		}
		s.byKey[string(s.key)] = one
		s.list = append(s.list, one)
	}
	for i, cell := range cells {
		if s.columns[i].locator && len(cell) > 0 && !contains(one.places[i], cell) {
			one.places[i] = append(one.places[i], bytes.Clone(cell))
		}
	}
}

func contains(list [][]byte, text []byte) bool {
	for _, known := range list {
		if bytes.Equal(known, text) {
			return true
		}
	}
	return false
}

// appendCell appends a cell of a statement. Several places are joined like the items of a list.
func (m *merged) appendCell(dst []byte, i int) []byte {
	if len(m.places[i]) == 0 {
		return append(dst, m.cells[i]...)
	}
	if len(m.places[i]) == 1 {
		return append(dst, m.places[i][0]...)
	}
	for n, place := range m.places[i] {
		if n > 0 {
			dst = append(dst, separator...)
		}
		start := len(dst)
		dst = escape(append(dst, place...), start)
	}
	return dst
}

// statementRows writes the rows of a list of statements. It reports whether there are any.
func (w *tableWriter) statementRows(p place, o *plan.Out, b *branch) bool {
	s := w.statementsOf(b)
	w.items(p, o, func(in place, fields []plan.Out) {
		for at := b.first; at < b.first+b.n; at++ {
			w.cells[at] = w.cells[at][:0]
		}
		w.fill(in, fields)
		if err := w.work.Add(b.n * plan.UnitsCell); err != nil {
			w.fail(err)
		}
		s.add(w.cells[b.first : b.first+b.n])
	})
	for _, one := range s.list {
		for i := range one.cells {
			w.cells[b.first+i] = one.appendCell(w.cells[b.first+i][:0], i)
		}
		if w.err == nil {
			w.emit()
		}
	}
	return len(s.list) > 0
}

// joinStatements writes the items of a list of statements into its cells, as join does.
func (w *tableWriter) joinStatements(p place, o *plan.Out, b *branch) {
	s := w.statementsOf(b)
	before, cells := make([]int, b.n), make([][]byte, b.n)
	for i := range before {
		before[i] = len(w.cells[b.first+i])
	}
	w.items(p, o, func(in place, fields []plan.Out) {
		w.fill(in, fields)
		w.measure(b)
		for i, start := range before {
			cells[i] = w.cells[b.first+i][start:]
			w.cells[b.first+i] = w.cells[b.first+i][:start]
		}
		s.add(cells)
	})
	for n, one := range s.list {
		for i := range one.cells {
			cell := w.cells[b.first+i]
			if n > 0 {
				cell = append(cell, separator...)
			}
			start := len(cell)
			w.cells[b.first+i] = escape(one.appendCell(cell, i), start)
		}
		w.measure(b)
	}
}
