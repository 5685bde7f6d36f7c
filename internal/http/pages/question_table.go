package pages

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/questions"
)

// tableView is a table on a page.
type tableView struct {
	Heading string
	Columns []columnView
	Rows    [][]cellView
	// More is the number of rows that are only in the files.
	More int
}

// columnView is the head of a column: Address is the address of the page in its order, and Sorted is
// ascending, descending or empty.
type columnView struct{ Heading, Address, Sorted string }

// cellView is a cell. Key is what the cell is sorted by, if that differs from its words. Label is the
// heading of its column. Main reports whether the cell names what the row is about, which a phone shows
// first.
type cellView struct {
	questions.Cell
	Key, Label   string
	Number, Main bool
}

// shownRows is the number of rows of a table on a page.
const shownRows = 300

// orderKey is the key of an address that has the order of the tables.
const orderKey = "sort"

// order is the order of the tables of a page: by the column with a name, or that of the answer.
type order struct {
	column  string
	reverse bool
	// values are the other values of the address.
	values url.Values
}

// orderOf returns the order that an address names, as column or -column, and the other values.
func orderOf(values url.Values) (order, url.Values) {
	rest := maps.Clone(values)
	o := order{values: rest}
	o.column, o.reverse = strings.CutPrefix(rest.Get(orderKey), "-")
	rest.Del(orderKey)
	return o, rest
}

// head returns the head of a column, whose link reverses the order if the table has it already.
func (o order) head(c questions.Column) columnView {
	v, name := columnView{Heading: c.Heading}, c.Name
	if c.Name == o.column {
		v.Sorted = "ascending"
		if o.reverse {
			v.Sorted = "descending"
		} else {
			name = "-" + name
		}
	}
	values := maps.Clone(o.values)
	values.Set(orderKey, name)
	v.Address = "?" + values.Encode() + "#answer"
	return v
}

// sort returns the positions of the rows in the order: numbers by value, before text by its folded
// form, and empty cells last.
func (r rows) sort(o order) []int {
	at := make([]int, len(r.raw.Rows))
	for i := range at {
		at[i] = i
	}
	column := r.raw.Index(o.column)
	if column < 0 {
		return at
	}
	type key struct {
		rank   int
		number float64
		text   string
	}
	keys := make([]key, len(at))
	for i := range keys {
		raw := r.raw.Rows[i][column].String()
		number, err := strconv.ParseFloat(raw, 64)
		switch {
		case raw == "":
			keys[i] = key{rank: 2}
		case err == nil:
			keys[i] = key{number: number}
		case isDate(raw):
			keys[i] = key{rank: 1, text: raw}
		default:
			keys[i] = key{rank: 1, text: model.Fold(r.worded.Rows[i][column].String())}
		}
	}
	slices.SortStableFunc(at, func(i, j int) int {
		a, b := keys[i], keys[j]
		if a.rank == 2 || b.rank == 2 {
			return a.rank - b.rank
		}
		sign := cmp.Or(a.rank-b.rank, cmp.Compare(a.number, b.number), strings.Compare(a.text, b.text))
		if o.reverse {
			return -sign
		}
		return sign
	})
	return at
}

// named returns the table with a name.
func (a answered) named(name string) (rows, bool) {
	called := func(t questions.Table) bool { return t.Name == name }
	raw, worded := slices.IndexFunc(a.raw, called), slices.IndexFunc(a.worded, called)
	if raw < 0 || worded < 0 {
		return rows{}, false
	}
	return rows{a.raw[raw], a.worded[worded]}, true
}

// view returns a table as a page shows it. The addresses of entities get the suffix that carries the
// language of the page.
func (r rows) view(suffix string, o order) tableView {
	v := tableView{Heading: r.worded.Heading, More: max(len(r.worded.Rows)-shownRows, 0)}
	var shown []int
	for i, c := range r.worded.Columns {
		if c.Shown == questions.Everywhere {
			shown = append(shown, i)
			v.Columns = append(v.Columns, o.head(c))
		}
	}
	main := r.main(shown)
	for _, row := range r.sort(o)[:len(r.worded.Rows)-v.More] {
		var cells []cellView
		for _, i := range shown {
			cell := cellView{Cell: itemsOf(r.worded.Rows[row][i], suffix), Label: r.worded.Columns[i].Heading, Main: i == main}
			if raw := r.raw.Rows[row][i]; len(raw) == 1 && (raw[0].Number || isDate(raw[0].Text)) {
				cell.Number = raw[0].Number
				if raw[0].Text != cell.String() {
					cell.Key = raw[0].Text
				}
			}
			cells = append(cells, cell)
		}
		v.Rows = append(v.Rows, cells)
	}
	return v
}

// main returns the first of some columns that has entities, else the first, or -1.
func (r rows) main(columns []int) int {
	for _, i := range columns {
		for _, row := range r.worded.Rows {
			if len(row[i]) > 0 && strings.HasPrefix(row[i][0].Address, "/id/") {
				return i
			}
		}
	}
	if len(columns) > 0 {
		return columns[0]
	}
	return -1
}

// itemsOf returns the values of a cell that are not empty.
func itemsOf(cell questions.Cell, suffix string) (shown questions.Cell) {
	for _, item := range cell {
		if strings.HasPrefix(item.Address, "/id/") {
			item.Address += suffix
		}
		if item.Text != "" {
			shown = append(shown, item)
		}
	}
	return shown
}

// isDate reports whether a value is a date, in the form of the dataset.
func isDate(text string) bool {
	_, _, err := model.ParseDate(text)
	return err == nil
}

// shortLength is the greatest length of a cell that stays on one line.
const shortLength = 12

// isShort reports whether a cell stays on one line, as a date does.
func isShort(c cellView) bool {
	return c.Key != "" || utf8.RuneCountInString(c.String()) <= shortLength
}
