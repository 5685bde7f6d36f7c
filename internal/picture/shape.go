package picture

import (
	"strconv"
	"strings"
)

// shape is a part of a drawing.
//
//sumtype:decl
type shape interface{ isShape() }

type (
	// rect is a rectangle, with corners of radius r.
	rect struct {
		x, y, w, h, r float64
		style
	}
	disc struct {
		x, y, r float64
		style
	}
	// path is an outline, written as the attribute d of an SVG path with the commands M, L, l, Q, C
	// and z.
	path struct {
		d string
		style
	}
	// text is a line of text whose baseline is at y.
	text struct {
		x, y float64
		text string
		size float64
		at   anchor
		fill paint
		bold bool
		// halo reports whether the text has an edge in the colour of the ground, because it lies on
		// other shapes.
		halo bool
		// steep reports whether the text runs upwards, turned about its start.
		steep bool
	}
	// item is shapes that stand for one thing: hint is shown while the mouse is over it, address is
	// where a click leads. Both may be empty.
	item struct {
		hint, address string
		shapes        []shape
	}
)

func (rect) isShape() {}
func (disc) isShape() {}
func (path) isShape() {}
func (text) isShape() {}
func (item) isShape() {}

// style is how a shape is painted; either paint may be none.
type style struct {
	fill, stroke paint
	width        float64
	dashed       bool
}

// anchor is the place of a text relative to its point.
type anchor string

const (
	atStart  anchor = ""
	atMiddle anchor = "middle"
	atEnd    anchor = "end"
)

// point is a position in a drawing.
type point struct{ x, y float64 }

// lines returns a path from point to point.
func lines(points ...point) string {
	var b strings.Builder
	for i, p := range points {
		if i == 0 {
			b.WriteByte('M')
		} else {
			b.WriteByte('L')
		}
		b.WriteString(number(p.x) + "," + number(p.y))
	}
	return b.String()
}

// number writes a length with at most one decimal.
func number(f float64) string {
	s := strconv.FormatFloat(f, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// groups is the number of groups that have a colour and a symbol of their own.
const groups = 8

// corner lists the corners of the symbols of groups, for a radius of 1; a symbol without corners is
// a disc.
var corner = [groups][]point{
	1: {{-0.88, -0.88}, {0.88, -0.88}, {0.88, 0.88}, {-0.88, 0.88}},
	2: {{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}},
	3: {{0, -1.2}, {1.15, 0.8}, {-1.15, 0.8}},
	4: {{-0.55, -0.95}, {0.55, -0.95}, {1.1, 0}, {0.55, 0.95}, {-0.55, 0.95}, {-1.1, 0}},
	5: {{0, 1.2}, {-1.15, -0.8}, {1.15, -0.8}},
	6: {{-0.4, -1.1}, {0.4, -1.1}, {0.4, -0.4}, {1.1, -0.4}, {1.1, 0.4}, {0.4, 0.4}, {0.4, 1.1}, {-0.4, 1.1}, {-0.4, 0.4}, {-1.1, 0.4}, {-1.1, -0.4}, {-0.4, -0.4}},
	7: {{-1.2, -0.6}, {1.2, -0.6}, {1.2, 0.6}, {-1.2, 0.6}},
}

// symbol returns the symbol of a group: groups are told apart by colour and by shape.
func symbol(group int, x, y, r float64) shape {
	s := style{fill: groupPaint(group), stroke: ground, width: 1}
	corners := corner[groupOf(group)]
	if corners == nil {
		return disc{x, y, r, s}
	}
	points := make([]point, len(corners))
	for i, c := range corners {
		points[i] = point{x + float64(c.x*r), y + float64(c.y*r)}
	}
	return path{lines(points...) + "z", s}
}
