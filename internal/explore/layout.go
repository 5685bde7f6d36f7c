package explore

import (
	"math"
	"slices"

	"whojoins/internal/network"
	"whojoins/internal/plan"
)

const (
	// layoutSeed makes a layout the same each time.
	layoutSeed = 1
	// mostLaidOut is the number of nodes that are placed by their links; a layout of more takes too long
	// for one request.
	mostLaidOut = 600
	// ring is the distance between the nodes around another, in the unit of the layout, and golden the
	// angle from one to the next, by which they fill a disc evenly.
	ring   = 6.0
	golden = 2.399963229728653
)

// layout places the nodes of a network: the first ones by their links, each other one around the first node
// before it that it is linked to, or else around the middle. Links have the smaller node first and are in order.
func layout(work *plan.Work, nodes int, links []network.Link) ([]network.Point, error) {
	core := min(nodes, mostLaidOut)
	var inner []network.Link
	around := make([]int, nodes)
	for i := range around {
		around[i] = -1
	}
	for _, l := range links {
		switch {
		case int(l.To) < core:
			inner = append(inner, l)
		case around[l.To] < 0:
			around[l.To] = int(l.From)
		}
	}
	g, err := network.New(work, core, slices.Values(inner))
	if err != nil {
		return nil, err
	}
	at, err := g.Layout(work, layoutSeed)
	if err != nil {
		return nil, err
	}
	placed := make([]int, nodes+1)
	for node := core; node < nodes; node++ {
		hub, centre := nodes, network.Point{}
		if around[node] >= 0 {
			hub, centre = around[node], at[around[node]]
		}
		placed[hub]++
		angle, radius := golden*float64(placed[hub]), ring*math.Sqrt(float64(placed[hub]+1))
		at = append(at, network.Point{
			X: math.Round((centre.X+float64(radius*math.Cos(angle)))*100) / 100, Y: math.Round((centre.Y+float64(radius*math.Sin(angle)))*100) / 100,
		})
	}
	return at, work.Add(nodes * plan.UnitsRow)
}
