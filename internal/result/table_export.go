package result

import (
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Rows appends the rows of the table as Write does, without the line of names, for
// answers that come page by page.
func (t *Table) Rows(dst []byte, f Form, c store.Cursor) ([]byte, error) {
	w := newTableWriter(t, f, c, dst, -1)
	err := w.run()
	return w.out, err
}

// Names appends the line of names.
func (t *Table) Names(dst []byte, f Form) ([]byte, error) { return newLines(f).append(dst, t.names) }

// Numbers says of each column whether its cells are numbers.
func (t *Table) Numbers() []bool {
	numbers := make([]bool, len(t.columns))
	for i, b := range t.columns {
		numbers[i] = b.number
	}
	return numbers
}

// Each gives the cells of each row, with nothing escaped for a form. Their memory is
// used again for the next row.
func (t *Table) Each(c store.Cursor, row func(cells [][]byte) error) error {
	w := newTableWriter(t, CSV, c, nil, -1)
	w.each = row
	return w.run()
}

// Objects says whether the list that the table is of has objects, which Lines takes:
// facets and sums of money have none.
func (t *Table) Objects() bool {
	for o, b := range t.of {
		if b == t.root.sole {
			return o.Kind == plan.OutList || o.Kind == plan.OutNodes || o.Kind == plan.OutEdges
		}
	}
	return false
}

// Lines appends the objects of the list that the table is of, each as one line of JSON.
func (t *Table) Lines(dst []byte, c store.Cursor) ([]byte, error) {
	w := newTableWriter(t, CSV, c, dst, -1)
	one := &writer{c: c}
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
			w.fail(plan.Errorf(plan.BadUserInput, "ask for a table instead, or for JSON", "JSON Lines takes a list of entities or relations, and %s is none", t.field))
		default:
			w.out = append(one.fields(w.out, p.sel, outs), '\n')
			if one.err != nil {
				w.fail(one.err)
			}
		}
	}
	err := w.run()
	return w.out, err
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

// Harmless is a text as it may stand in a cell of CSV: what a spreadsheet would take for
// a formula has an apostrophe before it.
func Harmless(text string) string {
	return string(harmless([]byte(strings.ToValidUTF8(text, "\uFFFD")), 0))
}
