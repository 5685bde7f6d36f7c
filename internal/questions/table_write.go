package questions

import (
	"net/url"
	"slices"
	"strings"
)

// tableWriter fills one table.
type tableWriter struct {
	table Table
	// columns is the column of each leaf in the table.
	columns map[*branch]int
	// toward are the lists whose items are rows, and the branches that hold them.
	toward map[*branch]bool
	row    []Cell
}

// table returns a table with a row for each item of a list, and the wanted leaves as columns;
// without a list it has one row.
func (b *branch) table(answer *tree, rows *branch, wanted func(*branch) bool) Table {
	w := &tableWriter{columns: map[*branch]int{}, toward: map[*branch]bool{}}
	last := rows
	for l := rows; l != nil; l = l.sole() {
		last = l
	}
	w.addColumns(b, last, wanted)
	w.row = make([]Cell, len(w.table.Columns))
	if !w.fill(b, answer) && rows == nil {
		w.emit()
	}
	w.hide()
	return w.table
}

// addColumns adds the leaves of a branch, and marks the branches toward the innermost list
// whose items are rows.
func (w *tableWriter) addColumns(b, rows *branch, wanted func(*branch) bool) {
	w.toward[b] = rows != nil && b.holds(rows)
	if len(b.inside) == 0 && b.path != "" && wanted(b) {
		w.columns[b] = len(w.table.Columns)
		w.table.Columns = append(w.table.Columns, Column{Name: b.path})
	}
	for _, in := range b.inside {
		w.addColumns(in, rows, wanted)
	}
}

// fill writes a value into the row. The items of a list become rows, which repeat the values
// around the list; the result reports whether there were any.
func (w *tableWriter) fill(b *branch, t *tree) (any bool) {
	if t.kind != list {
		return w.object(b, t)
	}
	for _, item := range t.items {
		before := slices.Clone(w.row)
		if !w.object(b, item) {
			w.emit()
		}
		w.row = before
	}
	return len(t.items) > 0
}

func (w *tableWriter) object(b *branch, t *tree) (any bool) {
	for i, key := range t.keys {
		if in := b.child(key); !w.toward[in] {
			w.cells(in, t, t.items[i])
		}
	}
	for i, key := range t.keys {
		if in := b.child(key); w.toward[in] {
			any = w.fill(in, t.items[i]) || any
		}
	}
	return any
}

// cells writes a value into its cell, and the values within it into theirs.
func (w *tableWriter) cells(b *branch, of, t *tree) {
	switch {
	case t.kind == scalar:
		w.add(b, Item{t.text, address(b.key, of), t.number})
	case t.kind == list && !b.rows():
		for _, item := range t.items {
			w.add(b, Item{Text: item.text, Number: item.number})
		}
	case t.kind == list:
		for _, item := range t.items {
			w.join(b, item)
		}
	case t.kind == object:
		for i, key := range t.keys {
			w.cells(b.child(key), t, t.items[i])
		}
	}
}

// join writes an item of a list. The item has an entry in each cell, even if it has no value
// there, so that the entries of different cells stay aligned.
func (w *tableWriter) join(b *branch, item *tree) {
	before := slices.Clone(w.row)
	for i, key := range item.keys {
		w.cells(b.child(key), item, item.items[i])
	}
	for leaf, column := range w.columns {
		if b.holds(leaf) && len(w.row[column]) == len(before[column]) {
			w.row[column] = append(w.row[column], Item{})
		}
	}
}

func (w *tableWriter) add(b *branch, item Item) {
	if column, ok := w.columns[b]; ok {
		w.row[column] = append(w.row[column], item)
	}
}

func (w *tableWriter) emit() { w.table.Rows = append(w.table.Rows, slices.Clone(w.row)) }

// address returns the address that a value links to: for a name, the page of the entity here
// or else the external page in the same object; for a web address, the address itself.
func address(key string, of *tree) string {
	web := func(text string) string {
		if u, err := url.Parse(text); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
			return text
		}
		return ""
	}
	switch id := of.at("id"); {
	case key == "url":
		return web(of.at("url"))
	case key == "name" && id != "":
		return "/id/" + url.PathEscape(id)
	case key == "name":
		return web(of.at("url"))
	}
	return ""
}

// hide marks the columns that another column makes superfluous.
func (w *tableWriter) hide() {
	has := func(name string) bool {
		return slices.ContainsFunc(w.table.Columns, func(c Column) bool { return c.Name == name })
	}
	for i, c := range w.table.Columns {
		above := c.Name[:strings.LastIndexByte(c.Name, '.')+1]
		switch key := c.Name[len(above):]; {
		case key == "id" && has(above+"name"):
			w.table.Columns[i].Shown = InTerminal
		case key == "id" && has(above+"type"), key == "url" && has(above+"name") && !has(above+"id"), key == "value" && has(above+"label"):
			w.table.Columns[i].Shown = Nowhere
		}
	}
}
