package result

import (
	"io"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// tableWriter writes one table.
type tableWriter struct {
	*Table
	c     store.Cursor
	lines *lines
	out   []byte
	// start is the position of the table in out or, if it is sent in pieces, that of a row. limit
	// is the largest number of bytes from there on.
	start, limit int
	// to, where it is set, receives the table in pieces.
	to io.Writer
	// item, where it is set, receives the items of the table's list, and each the cells of
	// its rows, instead of writing them.
	item func(place, []plan.Out)
	each func(cells [][]byte) error
	// cells are those of the current row, one per column; their memory is reused.
	cells [][]byte
	// line and texts are the row for the csv writer.
	line  []byte
	ends  []int
	texts []string
	// marks are the positions of items in the cells of lists that are being joined.
	marks []int
	work  *plan.Work
	err   error
}

func newTableWriter(t *Table, f Form, c store.Cursor, dst []byte, limit int, work *plan.Work) *tableWriter {
	n := len(t.columns)
	return &tableWriter{Table: t, c: c, lines: newLines(f), out: dst, start: len(dst), limit: limit, work: work,
		cells: make([][]byte, n), ends: make([]int, n), texts: make([]string, n)}
}

// fill writes the fields of an object into their cells, except the list of the rows.
func (w *tableWriter) fill(p place, outs []plan.Out) {
	for i := range outs {
		o := &outs[i]
		b := w.of[o]
		switch {
		case b.n == 0 || b.rows:
		case b.kind == leafBranch:
			w.leaf(p, o, b.first)
		case b.kind == listBranch && b.statements:
			w.joinStatements(p, o, b)
		case b.kind == listBranch:
			w.join(p, o, b)
		default:
			if in, fields, ok := w.enter(p, o); ok {
				w.fill(in, fields)
				w.leave(o)
			}
		}
	}
}

// descend finds the list of the rows within an object and writes them. It reports whether the
// list has rows.
func (w *tableWriter) descend(p place, outs []plan.Out, rows *branch) (any bool) {
	for i := range outs {
		o := &outs[i]
		b := w.of[o]
		switch {
		case !b.holds(rows):
		case b == rows:
			n := 0
			if rows.statements && rows.sole == nil && w.item == nil {
				any = w.statementRows(p, o, rows) || any
				continue
			}
			w.items(p, o, func(in place, fields []plan.Out) {
				any = true
				n++
				w.mark(o, rows, n)
				if w.item != nil {
					w.item(in, fields)
				} else {
					w.row(in, fields, rows)
				}
			})
		default:
			if in, fields, ok := w.enter(p, o); ok {
				any = w.descend(in, fields, rows) || any
				w.leave(o)
			}
		}
	}
	return any
}

// row writes the rows of one item: one for each item of the list of rows within it, or a
// single row.
func (w *tableWriter) row(p place, outs []plan.Out, level *branch) {
	for at := level.first; at < level.first+level.n; at++ {
		if level.mark == nil || at != level.mark.first {
			w.cells[at] = w.cells[at][:0]
		}
	}
	w.fill(p, outs)
	if w.err != nil {
		return
	}
	if level.sole == nil || !w.descend(p, outs, level.sole) {
		w.emit()
	}
}

// join writes all items of a list into its cells. Every item has a position in every cell,
// even without a value, so that the positions in all cells of a list correspond.
func (w *tableWriter) join(p place, o *plan.Out, b *branch) {
	first := true
	w.items(p, o, func(in place, fields []plan.Out) {
		base := len(w.marks)
		for at := b.first; at < b.first+b.n; at++ {
			if !first {
				w.cells[at] = append(w.cells[at], separator...)
			}
			w.marks = append(w.marks, len(w.cells[at]))
		}
		first = false
		w.fill(in, fields)
		w.measure(b)
		for i, start := range w.marks[base:] {
			w.cells[b.first+i] = escape(w.cells[b.first+i], start)
		}
		w.marks = w.marks[:base]
	})
}

// emit writes the cells as a row, with one allocation per row.
func (w *tableWriter) emit() {
	w.compute()
	units := len(w.cells) * plan.UnitsCell
	for _, cell := range w.cells {
		units += len(cell) / plan.BytesPerUnit
	}
	if err := w.work.Add(units); err != nil {
		w.fail(err)
		return
	}
	if w.each != nil {
		if w.err == nil {
			w.err = w.each(w.cells)
		}
		return
	}
	w.line = w.line[:0]
	for i, cell := range w.cells {
		start := len(w.line)
		w.line = append(w.line, cell...)
		if !w.columns[i].cell.Number() {
			w.line = harmless(w.line, start)
		}
		w.ends[i] = len(w.line)
	}
	text, start := string(w.line), 0
	for i, end := range w.ends {
		w.texts[i] = text[start:end]
		start = end
	}
	w.record(w.texts)
}

// record writes a row of texts, within the limit.
func (w *tableWriter) record(texts []string) {
	if w.err != nil {
		return
	}
	if w.to != nil {
		w.start = len(w.out)
	}
	w.out, w.err = w.lines.append(w.out, texts)
	w.added()
}

// pieceBytes is the size from which a piece of a table is sent.
const pieceBytes = 64 << 10

// added checks the size of what was written, and sends it if it is long enough.
func (w *tableWriter) added() {
	switch {
	case w.err != nil:
	case len(w.out)-w.start > w.limit:
		w.err = tooLarge(w.limit)
	case w.to != nil && len(w.out) >= pieceBytes:
		w.flush()
	}
}

// flush sends what was written since the last piece.
func (w *tableWriter) flush() {
	_, w.err = w.to.Write(w.out)
	w.out = w.out[:0]
}

// measure checks the size of the cells of a list, before the next item is added.
func (w *tableWriter) measure(b *branch) {
	size := 0
	for _, cell := range w.cells[b.first : b.first+b.n] {
		size += len(cell)
	}
	if size > w.limit {
		w.fail(tooLarge(w.limit))
	}
}
