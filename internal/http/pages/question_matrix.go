package pages

import (
	"slices"
	"strings"

	"whojoins/internal/picture"
	"whojoins/internal/questions"
)

// matrixView is a table of who takes part in what, with the names of both as headers.
type matrixView struct {
	Columns []questions.Item
	Rows    []matrixRow
}

// matrixRow has a cell for each column: what is where both meet, in words, or nothing.
type matrixRow struct {
	Header questions.Item
	Cells  []string
}

// matrix reads the cells of an answer. The rows and the columns with most cells come first.
func (a answered) matrix(c questions.MatrixColumns) (v matrixView) {
	r, ok := a.with(c.Row)
	if !ok {
		return v
	}
	order := func(column string) (items []questions.Item) {
		cells := map[questions.Item]int{}
		for i := range r.worded.Rows {
			item := first(r.worded, i, column)
			if cells[item]++; cells[item] == 1 {
				items = append(items, item)
			}
		}
		slices.SortStableFunc(items, func(a, b questions.Item) int { return cells[b] - cells[a] })
		return items
	}
	v.Columns = order(c.Column)
	for _, header := range order(c.Row) {
		v.Rows = append(v.Rows, matrixRow{header, make([]string, len(v.Columns))})
	}
	for i := range r.worded.Rows {
		row := slices.IndexFunc(v.Rows, func(m matrixRow) bool { return m.Header == first(r.worded, i, c.Row) })
		column := slices.Index(v.Columns, first(r.worded, i, c.Column))
		v.Rows[row].Cells[column] = strings.Join(distinctTexts(r.worded.Rows[i][r.worded.Index(c.Group)]), "; ")
	}
	return v
}

func distinctTexts(c questions.Cell) (list []string) {
	for _, item := range c {
		if item.Text != "" && !slices.Contains(list, item.Text) {
			list = append(list, item.Text)
		}
	}
	return list
}

// linked returns the matrix with the suffix that carries the language of the page.
func (v matrixView) linked(suffix string) matrixView {
	for i := range v.Columns {
		v.Columns[i].Address += suffix
	}
	for i := range v.Rows {
		v.Rows[i].Header.Address += suffix
	}
	return v
}

// picture draws the matrix with a mark for each role.
func (v matrixView) picture(a answered) picture.Picture {
	m, g := picture.Matrix{Caption: a.caption}, grouping{}
	for _, c := range v.Columns {
		m.Columns = append(m.Columns, picture.Header{Label: c.Text, Hint: c.Text, Address: c.Address})
	}
	for i, r := range v.Rows {
		m.Rows = append(m.Rows, picture.Header{Label: r.Header.Text, Hint: r.Header.Text, Address: r.Header.Address})
		for j, text := range r.Cells {
			if text == "" {
				continue
			}
			cell := picture.Cell{Row: i, Column: j, Hint: r.Header.Text + " · " + v.Columns[j].Text + ": " + text}
			for role := range strings.SplitSeq(text, "; ") {
				cell.Groups = append(cell.Groups, g.number(role))
			}
			m.Cells = append(m.Cells, cell)
		}
	}
	m.Groups = g
	return m
}
