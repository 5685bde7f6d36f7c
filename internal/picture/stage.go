package picture

import (
	"math"
	"slices"
)

// Stage is a network whose places are given: that of the explorer. All its nodes and links are drawn; labels
// only where they cover no other, the heaviest first.
type Stage struct {
	Caption
	Nodes []Placed
	Links []Link
	// Groups are the names of the groups, for the legend.
	Groups []string
}

// Placed is a node with its place, in any unit; the vertical axis points up. Bold nodes are labelled first.
type Placed struct {
	Node
	X, Y float64
	Bold bool
}

const (
	// crowd is the number of nodes above which symbols become smaller.
	crowd = 40.0
	// stageHeight is the height of the drawing without its legend.
	stageHeight = 540.0
	// longestLabel is the width of the longest label.
	longestLabel = 150.0
)

// Draw draws the links, then the nodes, then the labels that fit.
func (s Stage) Draw() *Drawing {
	d := newDrawing(s.Caption)
	d.Height = stageHeight
	if s.Small {
		d.Height = 320
	}
	if len(s.Nodes) == 0 {
		d.Height = 40
		return d
	}
	at := make([]point, len(s.Nodes))
	for i, n := range s.Nodes {
		at[i] = point{n.X, -n.Y}
	}
	spread(at, d.Width, d.Height)
	for _, faint := range []bool{true, false} {
		for _, l := range s.Links {
			if l.Faint == faint {
				d.add(connect(at[l.From], at[l.To], faint))
			}
		}
	}
	radii, occurs := s.radii(), map[int]bool{}
	order := s.order()
	for _, i := range slices.Backward(order) {
		n := s.Nodes[i]
		occurs[n.Group] = true
		d.add(item{n.Hint, n.Address, []shape{symbol(n.Group, at[i].x, at[i].y, radii[i])}})
	}
	s.label(d, order, at, radii)
	if !s.Small {
		d.Height = d.groupLegend(s.Groups, occurs, d.Height+6)
	}
	return d
}

// order returns the positions of the nodes: the bold ones first, then the heaviest.
func (s Stage) order() []int {
	order := make([]int, len(s.Nodes))
	for i := range order {
		order[i] = i
	}
	bold := func(i int) int {
		if s.Nodes[i].Bold {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if d := bold(a) - bold(b); d != 0 {
			return d
		}
		return s.Nodes[b].Weight - s.Nodes[a].Weight
	})
	return order
}

// radii returns the sizes of the symbols, which are smaller the more there are.
func (s Stage) radii() []float64 {
	heaviest := 1
	for _, n := range s.Nodes {
		heaviest = max(heaviest, n.Weight)
	}
	shrunk := min(1, math.Sqrt(crowd/float64(len(s.Nodes))))
	radii := make([]float64, len(s.Nodes))
	for i, n := range s.Nodes {
		r := leastRadius + (mostRadius-leastRadius)*math.Sqrt(float64(n.Weight)/float64(heaviest))
		radii[i] = max(1.5, r*shrunk)
	}
	return radii
}

// label writes labels below the nodes, in their order, where they cover no symbol of a bold node and no
// other label, and stay within the drawing.
func (s Stage) label(d *Drawing, order []int, at []point, radii []float64) {
	var taken []box
	for _, i := range order {
		if s.Nodes[i].Bold {
			taken = append(taken, box{at[i], 2 * radii[i], 2 * radii[i]})
		}
	}
	for _, i := range order {
		n := s.Nodes[i]
		row := fit(n.Label, longestLabel, nodeText, n.Bold)
		b := box{point{at[i].x, at[i].y + radii[i] + nodeLine/2 + 1}, textWidth(row, nodeText, n.Bold) + 6, nodeLine}
		inside := b.x-b.w/2 >= 0 && b.x+b.w/2 <= d.Width && b.y+b.h/2 <= d.Height
		if !inside || slices.ContainsFunc(taken, b.covers) {
			continue
		}
		taken = append(taken, b)
		d.add(text{x: b.x, y: b.y + nodeLine/2 - 3, text: row, size: nodeText, at: atMiddle, fill: ink, bold: n.Bold, halo: true})
	}
}
