package network

import (
	"math"

	"whojoins/internal/plan"
)

// tree divides the plane into squares, down to single nodes (Barnes and Hut).
type tree struct {
	cells []square
	stack []uint32
}

// square is a part of the plane.
type square struct {
	// x and y are its middle, half is half its side.
	x, y, half float64
	// mass is the sum of the masses of its nodes, middle their centre of mass.
	mass   float64
	middle Point
	// inside is the first of its four parts, or 0 if it has none; node is its only node plus 1, or 0.
	inside, node uint32
}

// deepest is the number of levels below which nodes at almost the same place count as one.
const deepest = 40

// build divides the plane for nodes with positions and masses.
func (t *tree) build(work *plan.Work, at []Point, mass []float64) error {
	side := 1.0
	for _, p := range at {
		side = max(side, math.Abs(p.X), math.Abs(p.Y))
	}
	t.cells = append(t.cells[:0], square{half: side})
	for node, p := range at {
		if err := work.Add(plan.UnitsSeek); err != nil {
			return err
		}
		t.add(p, uint32(node), mass[node], at, mass)
	}
	return nil
}

// add adds a node.
func (t *tree) add(p Point, node uint32, m float64, at []Point, mass []float64) {
	for cell, depth := uint32(0), 0; ; depth++ {
		c := &t.cells[cell]
		whole := c.mass + m
		c.middle.X += (p.X - c.middle.X) * m / whole
		c.middle.Y += (p.Y - c.middle.Y) * m / whole
		c.mass = whole
		if c.inside == 0 {
			if c.node == 0 && whole == m {
				c.node = node + 1
				return
			}
			if depth == deepest {
				return
			}
			old := c.node - 1
			t.divide(cell)
			part := t.part(cell, at[old])
			t.cells[part].node, t.cells[part].mass, t.cells[part].middle = old+1, mass[old], at[old]
		}
		cell = t.part(cell, p)
	}
}

// divide divides a square into four.
func (t *tree) divide(cell uint32) {
	c := t.cells[cell]
	half := c.half / 2
	t.cells[cell].inside, t.cells[cell].node = uint32(len(t.cells)), 0
	for i := range 4 {
		part := square{x: c.x - half, y: c.y - half, half: half}
		if i&1 != 0 {
			part.x = c.x + half
		}
		if i&2 != 0 {
			part.y = c.y + half
		}
		t.cells = append(t.cells, part)
	}
}

// part returns the part of a square that a point is in.
func (t *tree) part(cell uint32, p Point) uint32 {
	c := &t.cells[cell]
	part := c.inside
	if p.X >= c.x {
		part++
	}
	if p.Y >= c.y {
		part += 2
	}
	return part
}

// push returns the force by which all other nodes push a node away, and the number of squares that
// were visited.
func (t *tree) push(p Point, node uint32, mass float64) (f Point, steps int) {
	for t.stack = append(t.stack[:0], 0); len(t.stack) > 0; steps++ {
		c := &t.cells[t.stack[len(t.stack)-1]]
		t.stack = t.stack[:len(t.stack)-1]
		if c.mass == 0 || c.node == node+1 {
			continue
		}
		dx, dy := p.X-c.middle.X, p.Y-c.middle.Y
		square := float64(dx*dx) + float64(dy*dy)
		if c.inside != 0 && 4*c.half*c.half > theta*theta*square {
			t.stack = append(t.stack, c.inside, c.inside+1, c.inside+2, c.inside+3)
			continue
		}
		if square > 0 {
			factor := repulsion * mass * c.mass / square
			f.X += float64(dx * factor)
			f.Y += float64(dy * factor)
		}
	}
	return f, steps
}
