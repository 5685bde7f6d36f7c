package network

import (
	"math"
	"math/rand/v2"

	"whojoins/internal/plan"
)

// Point is a position in a picture, in no unit.
type Point struct{ X, Y float64 }

const (
	// rounds is the number of times that all nodes move, for a network of up to roundNodes nodes;
	// larger ones get fewer, so that the time stays bounded.
	rounds     = 300
	minRounds  = 80
	roundNodes = 10_000
	// repulsion, gravity and tolerance are those of ForceAtlas2: how strongly nodes push each
	// other away and are pulled to the middle, and how much they may swing.
	repulsion = 10.0
	gravity   = 1.0
	tolerance = 1.0
	// theta is the size of a cell relative to its distance below which its nodes count as one.
	theta = 1.2
)

// Layout places the nodes so that linked ones are near each other: ForceAtlas2 (Jacomy and others
// 2014) with the approximation of Barnes and Hut, from random positions. It follows from the
// network and the seed alone. Weights do not count.
func (g *Graph) Layout(work *plan.Work, seed uint64) ([]Point, error) {
	n := g.Nodes()
	l := &layout{Graph: g, at: make([]Point, n), force: make([]Point, n), last: make([]Point, n), mass: make([]float64, n), speed: 1, efficiency: 1}
	rnd := rand.New(rand.NewPCG(seed, seed))
	radius := 10 * math.Sqrt(float64(n))
	for node := range n {
		angle, r := 2*math.Pi*rnd.Float64(), radius*math.Sqrt(rnd.Float64())
		l.at[node] = Point{r * math.Cos(angle), r * math.Sin(angle)}
		l.mass[node] = float64(len(g.neighbours(uint32(node))) + 1)
	}
	for range max(minRounds, rounds*min(n, roundNodes)/max(n, 1)) {
		if err := l.round(work); err != nil {
			return nil, err
		}
	}
	for node, p := range l.at {
		l.at[node] = Point{math.Round(p.X*100) / 100, math.Round(p.Y*100) / 100}
	}
	return l.at, nil
}

// layout is the state of a layout.
type layout struct {
	*Graph
	at, force, last   []Point
	mass              []float64
	speed, efficiency float64
	tree              tree
}

// round moves all nodes once.
func (l *layout) round(work *plan.Work) error {
	l.last, l.force = l.force, l.last
	if err := l.tree.build(work, l.at, l.mass); err != nil {
		return err
	}
	for node, p := range l.at {
		f, steps := l.tree.push(p, uint32(node), l.mass[node])
		// Gravity does not depend on the distance.
		if d := math.Hypot(p.X, p.Y); d > 0 {
			pull := gravity * l.mass[node] / d
			f.X -= float64(pull * p.X)
			f.Y -= float64(pull * p.Y)
		}
		ends := l.neighbours(uint32(node))
		if err := work.Add(plan.UnitsRow + steps/2 + len(ends)); err != nil {
			return err
		}
		for _, end := range ends {
			f.X += l.at[end].X - p.X
			f.Y += l.at[end].Y - p.Y
		}
		l.force[node] = f
	}
	l.adapt()
	for node := range l.at {
		f := l.force[node]
		swing := l.mass[node] * math.Hypot(l.last[node].X-f.X, l.last[node].Y-f.Y)
		factor := l.speed / (1 + math.Sqrt(float64(l.speed*swing)))
		l.at[node].X += float64(factor * f.X)
		l.at[node].Y += float64(factor * f.Y)
	}
	return work.Add(2 * len(l.at))
}

// adapt sets the speed of the round: higher while nodes move on, lower while they swing to and fro.
func (l *layout) adapt() {
	swinging, traction := 0.0, 0.0
	for node, f := range l.force {
		before := l.last[node]
		swinging += float64(l.mass[node] * math.Hypot(before.X-f.X, before.Y-f.Y))
		traction += float64(l.mass[node] / 2 * math.Hypot(before.X+f.X, before.Y+f.Y))
	}
	if swinging == 0 {
		return
	}
	n := float64(len(l.at))
	estimated := 0.05 * math.Sqrt(n)
	jitter := tolerance * max(math.Sqrt(estimated), min(10, estimated*traction/(n*n)))
	if swinging/traction > 2 {
		if l.efficiency > 0.05 {
			l.efficiency *= 0.5
		}
		jitter = max(jitter, tolerance)
	}
	target := jitter * l.efficiency * traction / swinging
	switch {
	case swinging > jitter*traction:
		if l.efficiency > 0.05 {
			l.efficiency *= 0.7
		}
	case l.speed < 1000:
		l.efficiency *= 1.3
	}
	l.speed += min(target-l.speed, 0.5*l.speed)
}
