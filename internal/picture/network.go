package picture

import (
	"context"
	"math"
	"slices"
	"strings"

	"whojoins/internal/network"
	"whojoins/internal/plan"
)

// MaxNodes is the number of nodes of a network that are drawn.
const MaxNodes = 60

// smallNodes is the number of nodes of a small network.
const smallNodes = 24

// Network is an entity and what is around it, or things that are linked to each other.
type Network struct {
	Caption
	// Nodes are the things, the one in the middle first. Those beyond MaxNodes are not drawn.
	Nodes []Node
	// Peers reports whether no node is in the middle, so that none stands out but by its weight.
	Peers bool
	// Links join nodes, given by their positions in Nodes.
	Links []Link
	// Groups are the names of the groups, for the legend.
	Groups []string
}

// Node is one thing in a network.
type Node struct {
	// Label is written below it, Hint is its whole name, Address where a click leads.
	Label, Hint, Address string
	// Group is the position of its group in Groups.
	Group int
	// Weight makes it larger: how many relations it has.
	Weight int
}

// Link is a link between two nodes.
type Link struct {
	From, To int
	// Faint reports whether it is drawn less clearly than the others.
	Faint bool
}

const (
	nodeText    = 12.0
	nodeLine    = 14.0
	leastRadius = 5.0
	mostRadius  = 13.0
	centre      = 17.0
)

// placed is a node with its label and its place.
type placed struct {
	Node
	box
	radius float64
	rows   []string
	bold   bool
}

// Draw places the nodes so that linked ones are near each other and no label covers another.
func (n Network) Draw() *Drawing {
	d := newDrawing(n.Caption)
	most := MaxNodes
	if n.Small {
		most = smallNodes
	}
	d.Left = max(len(n.Nodes)-most, 0)
	nodes := n.place(n.Nodes[:len(n.Nodes)-d.Left])
	links := n.drawn(len(nodes))
	n.arrange(d, nodes, links)
	for _, faint := range []bool{true, false} {
		for _, l := range links {
			if l.Faint == faint {
				d.add(connect(nodes[l.From].middle(), nodes[l.To].middle(), faint))
			}
		}
	}
	occurs := map[int]bool{}
	for i := len(nodes) - 1; i >= 0; i-- { // the middle is drawn last, above the others
		d.add(nodes[i].shape())
		occurs[nodes[i].Group] = true
	}
	if !n.Small {
		d.Height = d.groupLegend(n.Groups, occurs, d.Height+6)
	}
	return d
}

// place sets the labels and the sizes of nodes.
func (n Network) place(nodes []Node) []placed {
	heaviest := 1
	for _, node := range nodes {
		heaviest = max(heaviest, node.Weight)
	}
	limit, most := 128.0, 3
	if len(nodes) > 24 {
		limit, most = 112, 2
	}
	if len(nodes) > 40 {
		limit = 96
	}
	list := make([]placed, len(nodes))
	for i, node := range nodes {
		p := placed{Node: node, radius: leastRadius + (mostRadius-leastRadius)*math.Sqrt(float64(node.Weight)/float64(heaviest))}
		if i == 0 && !n.Peers {
			p.bold, p.radius = true, centre
		}
		switch {
		case n.Small && (i > 0 || n.Peers):
			p.radius *= 0.7
		case n.Small:
			p.radius, p.rows = 9, wrap(node.Label, smallWidth/2, nodeText, true, 1)
		default:
			p.rows = labelRows(node.Label, limit, p.bold, most)
		}
		p.w, p.h = 2*p.radius+4, 2*p.radius+4
		for _, row := range p.rows {
			p.w = max(p.w, textWidth(row, nodeText, p.bold)+8)
			p.h += nodeLine
		}
		list[i] = p
	}
	return list
}

// labelRows breaks a label into rows. Where there is no room for all of it, what follows a colon tells
// more than what comes before.
func labelRows(label string, limit float64, bold bool, most int) []string {
	rows := wrap(label, limit, nodeText, bold, most)
	if _, rest, ok := strings.Cut(label, ": "); ok && len(rows) > 0 && strings.HasSuffix(rows[len(rows)-1], "…") {
		return wrap(rest, limit, nodeText, bold, most)
	}
	return rows
}

// drawn returns the links between the first count nodes, each pair once.
func (n Network) drawn(count int) (list []Link) {
	seen := map[[2]int]bool{}
	for _, l := range n.Links {
		pair := [2]int{min(l.From, l.To), max(l.From, l.To)}
		if pair[0] == pair[1] || pair[0] < 0 || pair[1] >= count || seen[pair] {
			continue
		}
		seen[pair] = true
		list = append(list, Link{pair[0], pair[1], l.Faint})
	}
	slices.SortStableFunc(list, func(a, b Link) int { return a.From*MaxNodes + a.To - b.From*MaxNodes - b.To })
	return list
}

// arrange sets the places of the nodes and the height of the drawing.
func (n Network) arrange(d *Drawing, nodes []placed, links []Link) {
	d.Height = 40
	if len(nodes) == 0 {
		return
	}
	at := layout(len(nodes), joined(len(nodes), links))
	area := 0.0
	for _, p := range nodes {
		area += float64(p.w * p.h)
	}
	d.Height = max(240, min(720, math.Round(area*2.6/d.Width)))
	if n.Small {
		d.Height = 210
	}
	spread(at, d.Width, d.Height)
	boxes := make([]box, len(nodes))
	for i := range nodes {
		nodes[i].point = at[i]
		boxes[i] = nodes[i].box
	}
	d.Height = separate(boxes, d.Width, d.Height)
	for i := range nodes {
		nodes[i].box = boxes[i]
	}
}

// joined returns links that join all nodes: besides the given ones, one from the first node to the first of
// each part that nothing links to it. Without them such parts drift far away, and leave no room for the rest.
func joined(nodes int, links []Link) []Link {
	part := make([]int, nodes)
	for i := range part {
		part[i] = i
	}
	root := func(i int) int {
		for part[i] != i {
			part[i] = part[part[i]]
			i = part[i]
		}
		return i
	}
	for _, l := range links {
		a, b := root(l.From), root(l.To)
		part[max(a, b)] = min(a, b) // the root of a part is its first node
	}
	all := slices.Clone(links)
	for i := 1; i < nodes; i++ {
		if part[i] == i {
			all = append(all, Link{From: 0, To: i})
		}
	}
	return all
}

// layoutSeed makes the layout the same each time.
const layoutSeed = 18

// layout places nodes by their links, in no unit.
func layout(nodes int, links []Link) []point {
	list := make([]network.Link, len(links))
	for i, l := range links {
		list[i] = network.Link{From: uint32(l.From), To: uint32(l.To), Weight: 1}
	}
	work := plan.NewWork(context.Background()) // so few nodes are placed within milliseconds
	at := make([]point, nodes)
	g, err := network.New(work, nodes, slices.Values(list))
	if err == nil {
		var found []network.Point
		if found, err = g.Layout(work, layoutSeed); err == nil {
			for i, p := range found {
				at[i] = point{p.X, p.Y}
			}
		}
	}
	if err != nil {
		panic(err) // work without a deadline does not end early
	}
	return at
}

// connect draws a link.
func connect(from, to point, faint bool) shape {
	s := style{stroke: edge, width: 1.2}
	if faint {
		s = style{stroke: line, width: 0.8}
	}
	return path{lines(from, to), s}
}

// middle returns the place of the symbol.
func (p placed) middle() point { return point{p.x, p.y - p.h/2 + p.radius + 2} }

// shape draws a node with its label below it.
func (p placed) shape() shape {
	at := p.middle()
	parts := []shape{symbol(p.Group, at.x, at.y, p.radius)}
	for i, row := range p.rows {
		parts = append(parts, text{
			x: at.x, y: at.y + p.radius + 12 + float64(float64(i)*nodeLine), text: row, size: nodeText, at: atMiddle, fill: ink, bold: p.bold, halo: true,
		})
	}
	return item{p.Hint, p.Address, parts}
}
