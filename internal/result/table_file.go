package result

import (
	"io"
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Rows sends the rows of the table like Write, without the line of names, for answers that are
// written page by page. It sends them in pieces, so that it holds little more than the longest
// row in memory. A row of more than limit bytes is TOO_LARGE.
func (t *Table) Rows(to io.Writer, f Form, c store.Cursor, limit int, work *plan.Work) error {
	w := newTableWriter(t, f, c, nil, limit, work)
	return w.send(to)
}

// send writes the rows and sends them in pieces.
func (w *tableWriter) send(to io.Writer) error {
	w.to = to
	if err := w.run(); err != nil {
		return err
	}
	w.flush()
	return w.err
}

// Names appends the line of names.
func (t *Table) Names(dst []byte, f Form) ([]byte, error) { return newLines(f).append(dst, t.names) }

// Each calls row with the cells of each row, without the escapes of a form. Their memory is
// reused for the next row. A row with a list of more than limit bytes is TOO_LARGE.
func (t *Table) Each(c store.Cursor, limit int, work *plan.Work, row func(cells [][]byte) error) error {
	w := newTableWriter(t, CSV, c, nil, limit, work)
	w.each = row
	return w.run()
}

// Objects reports whether the items of the table's list are objects, which Lines requires:
// those of facets and sums of money are not.
func (t *Table) Objects() bool {
	for o, b := range t.of {
		if b == t.root.sole {
			return o.Kind == plan.OutList || o.Kind == plan.OutNodes || o.Kind == plan.OutEdges
		}
	}
	return false
}

// Lines sends the objects of the table's list, each as one line of JSON, in pieces like Rows.
func (t *Table) Lines(to io.Writer, c store.Cursor, limit int, work *plan.Work) error {
	w := newTableWriter(t, CSV, c, nil, limit, work)
	one := &writer{c: c, limit: limit, work: work}
	one.ready, _ = c.(store.Ready)
	w.item = func(p place, outs []plan.Out) {
		for i := range outs {
			if outs[i].Kind == plan.OutNode {
				p, outs = place{sel: outs[i].Shape.Select}, outs[i].Shape.Of(c.Type())
				break
			}
		}
		switch {
		case outs == nil && p.sel == nil:
			w.out = append(w.out, "null\n"...)
		case p.sel == nil:
			w.fail(plan.Errorf(plan.BadUserInput, "request a table or JSON instead", "JSON Lines needs a list of entities or relations, and %s is not one", t.field))
		default:
			w.start, one.start, one.counted = len(w.out), len(w.out), len(w.out)
			w.out = append(one.fields(w.out, p.sel, outs), '\n')
			if one.err != nil {
				w.fail(one.err)
			}
			w.added()
		}
	}
	return w.send(to)
}

// run writes the rows.
func (w *tableWriter) run() error {
	at := place{sel: w.slots}
	if w.item == nil {
		w.fill(at, w.roots)
	}
	w.descend(at, w.roots, w.root.sole)
	if err := w.c.Err(); err != nil {
		return err
	}
	return w.err
}

// Harmless returns a text for a cell of CSV: a text that a spreadsheet would read as a formula
// gets an apostrophe in front.
func Harmless(text string) string {
	return string(harmless([]byte(strings.ToValidUTF8(text, "\uFFFD")), 0))
}
