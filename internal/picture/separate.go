package picture

import "math"

// box is a rectangle about a point.
type box struct {
	point
	w, h float64
}

// covers reports whether two boxes overlap.
func (b box) covers(c box) bool {
	return math.Abs(b.x-c.x) < (b.w+c.w)/2 && math.Abs(b.y-c.y) < (b.h+c.h)/2
}

// spread moves points so that they fill a drawing.
func spread(at []point, width, height float64) {
	low, high := at[0], at[0]
	for _, p := range at {
		low = point{min(low.x, p.x), min(low.y, p.y)}
		high = point{max(high.x, p.x), max(high.y, p.y)}
	}
	scale := func(v, low, high, size float64) float64 {
		const margin = 0.08
		if high-low < 1e-9 {
			return size / 2
		}
		return size * (margin + float64((1-2*margin)*(v-low)/(high-low)))
	}
	for i, p := range at {
		at[i] = point{scale(p.x, low.x, high.x, width), scale(p.y, low.y, high.y, height)}
	}
}

const (
	// patience is the number of rounds after which the drawing becomes higher, stretch by how much.
	patience = 40
	stretch  = 1.06
	// apart is the distance between boxes.
	apart = 2.0
)

// separate moves boxes until none covers another, and returns the height that this takes. Boxes keep
// within the width. Two that overlap move away from each other where less is needed.
func separate(boxes []box, width, height float64) float64 {
	for round := 1; ; round++ {
		moved := false
		for i := range boxes {
			for j := i + 1; j < len(boxes); j++ {
				moved = push(&boxes[i], &boxes[j], round) || moved
			}
		}
		if !moved {
			break
		}
		if round%patience == 0 {
			height *= stretch
			for i := range boxes {
				boxes[i].y *= stretch
			}
		}
		for i := range boxes {
			boxes[i].keep(width, height)
		}
	}
	return crop(boxes)
}

// push moves two boxes away from each other if they overlap, and reports whether they did.
func push(a, b *box, round int) bool {
	dx, dy := b.x-a.x, b.y-a.y
	overX, overY := (a.w+b.w)/2+apart-math.Abs(dx), (a.h+b.h)/2+apart-math.Abs(dy)
	if overX <= 0 || overY <= 0 {
		return false
	}
	const more = 0.05 // so that rounding leaves no overlap
	// Between walls, only moves up and down help in the end.
	if overX < overY && round%3 != 0 {
		move := math.Copysign(overX/2+more, dx)
		a.x, b.x = a.x-move, b.x+move
		return true
	}
	move := math.Copysign(overY/2+more, dy)
	a.y, b.y = a.y-move, b.y+move
	return true
}

// keep moves a box into the drawing.
func (b *box) keep(width, height float64) {
	b.x = min(max(b.x, b.w/2), width-b.w/2)
	b.y = min(max(b.y, b.h/2), height-b.h/2)
}

// crop moves boxes to the top, and returns the height that they take.
func crop(boxes []box) float64 {
	const margin = 4
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, b := range boxes {
		top, bottom = min(top, b.y-b.h/2), max(bottom, b.y+b.h/2)
	}
	for i := range boxes {
		boxes[i].y += margin - top
	}
	return math.Ceil(bottom - top + 2*margin)
}
