package picture

import (
	"math"
	"strconv"
)

// curveSteps is the number of straight lines that stand for a curve.
const curveSteps = 8

// flatten returns the rings and lines of a path that this package writes, as points; a closed ring
// ends where it begins.
func flatten(d string) (rings [][]point) {
	r := pathReader{d: d}
	var ring []point
	end := func() {
		if len(ring) > 0 {
			rings = append(rings, ring)
		}
		ring = nil
	}
	for r.next() {
		at := point{}
		if len(ring) > 0 {
			at = ring[len(ring)-1]
		}
		switch r.command {
		case 'M':
			end()
			ring = []point{r.point()}
		case 'L':
			ring = append(ring, r.point())
		case 'l':
			p := r.point()
			ring = append(ring, point{at.x + p.x, at.y + p.y})
		case 'C':
			b, c, to := r.point(), r.point(), r.point()
			for i := 1; i <= curveSteps; i++ {
				ring = append(ring, curve(at, b, c, to, float64(i)/curveSteps))
			}
		case 'z':
			ring = append(ring, ring[0])
			end()
		}
	}
	end()
	return rings
}

// curve returns the point of a cubic Bézier curve at t, between 0 and 1.
func curve(a, b, c, d point, t float64) point {
	u := 1 - t
	wa, wb, wc, wd := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return point{
		float64(wa*a.x) + float64(wb*b.x) + float64(wc*c.x) + float64(wd*d.x),
		float64(wa*a.y) + float64(wb*b.y) + float64(wc*c.y) + float64(wd*d.y),
	}
}

// pathReader reads commands and numbers of a path.
type pathReader struct {
	d       string
	command byte
}

// next moves to the next command, or the next numbers of the same one.
func (r *pathReader) next() bool {
	for r.d != "" && (r.d[0] == ' ' || r.d[0] == ',') {
		r.d = r.d[1:]
	}
	if r.d == "" {
		return false
	}
	if c := r.d[0]; c >= 'A' {
		r.command, r.d = c, r.d[1:]
	}
	return true
}

func (r *pathReader) point() point { return point{r.number(), r.number()} }

func (r *pathReader) number() float64 {
	for r.d != "" && (r.d[0] == ' ' || r.d[0] == ',') {
		r.d = r.d[1:]
	}
	n := 0
	for n < len(r.d) && (r.d[n] >= '0' && r.d[n] <= '9' || r.d[n] == '.' || n == 0 && r.d[n] == '-') {
		n++
	}
	f, err := strconv.ParseFloat(r.d[:n], 64)
	if err != nil {
		f = math.NaN()
	}
	r.d = r.d[n:]
	return f
}
