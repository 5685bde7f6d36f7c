package picture

import "math"

// Matrix shows who takes part in what: a mark where a row and a column meet.
type Matrix struct {
	Caption
	Rows, Columns []Header
	Cells         []Cell
	// Groups are the names of the marks, for the legend.
	Groups []string
}

// Header names a row or a column.
type Header struct{ Label, Hint, Address string }

// Cell is what is where a row and a column meet: one mark for each group.
type Cell struct {
	Row, Column int
	Groups      []int
	Hint        string
}

const (
	matrixText = 12.0
	matrixRow  = 22.0
	// mostRows and mostColumns are how many are drawn, smallRows and smallColumns in a small picture.
	mostRows, mostColumns   = 60, 30
	smallRows, smallColumns = 8, 10
	// slope is the sine of the angle at which the names of columns are written, and lean its cosine.
	slope, lean = 0.866, 0.5
)

// Draw draws the names of the columns above, and of the rows on the left of the marks.
func (m Matrix) Draw() *Drawing {
	d := newDrawing(m.Caption)
	rows, columns := m.Rows[:min(len(m.Rows), mostRows)], m.Columns[:min(len(m.Columns), mostColumns)]
	if m.Small {
		rows, columns = rows[:min(len(rows), smallRows)], columns[:min(len(columns), smallColumns)]
	}
	d.Left = len(m.Rows) - len(rows) + len(m.Columns) - len(columns)
	labels, names := 0.0, 0.0
	for _, r := range rows {
		labels = max(labels, textWidth(r.Label, matrixText, false))
	}
	for _, c := range columns {
		names = max(names, textWidth(c.Label, matrixText, false))
	}
	labels, names = min(labels, d.Width*0.42)+8, min(names, 130)
	// The last name leans out of the table by its length.
	w := min(44, math.Floor((d.Width-labels-float64(names*lean)-4)/float64(max(len(columns), 1))))
	top := 10 + float64(names*slope)
	left, bottom := labels, top+float64(float64(len(rows))*matrixRow)
	for i, c := range columns {
		x := left + float64((float64(i)+0.5)*w)
		d.add(path{lines(point{x, top}, point{x, bottom}), style{stroke: line, width: 1}},
			item{c.Hint, c.Address, []shape{text{x: x + 4, y: top - 5, text: fit(c.Label, names+0.01, matrixText, false), size: matrixText, fill: ink, steep: true}}})
	}
	for i, r := range rows {
		y := top + float64((float64(i)+0.5)*matrixRow)
		d.add(path{lines(point{left, y}, point{left + float64(float64(len(columns))*w), y}), style{stroke: line, width: 1}},
			item{r.Hint, r.Address, []shape{text{x: labels - 6, y: y + 4, text: fit(r.Label, labels-8, matrixText, false), size: matrixText, at: atEnd, fill: ink}}})
	}
	occurs := map[int]bool{}
	for _, c := range m.Cells {
		if c.Row >= 0 && c.Row < len(rows) && c.Column >= 0 && c.Column < len(columns) {
			for _, g := range c.Groups {
				occurs[g] = true
			}
			d.add(c.marks(left+float64((float64(c.Column)+0.5)*w), top+float64((float64(c.Row)+0.5)*matrixRow), w))
		}
	}
	d.Height = bottom + 6
	if !m.Small {
		d.Height = d.groupLegend(m.Groups, occurs, d.Height)
	}
	return d
}

// marks draws the marks of a cell beside each other, or below each other where the column is narrow.
func (c Cell) marks(x, y, w float64) shape {
	n := float64(len(c.Groups))
	r, across := min(6, (w-4)/2.1/max(n, 1)), 1.0
	if r < 4 {
		r, across = min(6, (matrixRow-2)/2.1/max(n, 1), (w-2)/2), 0
	}
	var parts []shape
	for i, g := range c.Groups {
		off := (float64(i) - (n-1)/2) * 2.1 * r
		parts = append(parts, symbol(g, x+float64(across*off), y+float64((1-across)*off), r))
	}
	return item{hint: c.Hint, shapes: parts}
}
