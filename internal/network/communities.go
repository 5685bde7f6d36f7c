package network

import (
	"cmp"
	"slices"

	"whojoins/internal/plan"
)

// Communities returns the community of each node, found by the Louvain method: nodes move to the
// community that raises the modularity by weight most, until none can; then communities become
// the nodes of a smaller network, and so on. A community whose nodes hold together only through
// nodes that left it is divided. All comparisons are of whole numbers, and nodes move in their
// order, so that the result follows from the network. Communities are numbered from 1 on, the
// largest first, equal ones by their smallest node.
func (g *Graph) Communities(work *plan.Work) ([]int, error) {
	l := newLevel(g)
	of := make([]uint32, g.Nodes())
	for node := range of {
		of[node] = uint32(node)
	}
	for {
		moved, err := l.move(work)
		if err != nil {
			return nil, err
		}
		if !moved {
			break
		}
		renamed := l.rename()
		for node := range of {
			of[node] = renamed[of[node]]
		}
		if l, err = l.fold(work, renamed); err != nil {
			return nil, err
		}
		if err := work.Add(len(of)); err != nil {
			return nil, err
		}
	}
	if err := g.divide(work, of); err != nil {
		return nil, err
	}
	return numbered(work, of)
}

// level is a network whose nodes are communities of the level below.
type level struct {
	first   []uint32
	ends    []uint32
	weights []int64
	// own is twice the weight of the links within each node, and strength the weight of all its
	// links, those within it counted twice. all is the sum of the strengths.
	own, strength []int64
	all           int64
	// of is the community of each node, and total the strength of each community.
	of    []uint32
	total []int64
	// to has the weight of the links from the current node to each community, and near the
	// communities that have some.
	to   []int64
	near []uint32
}

func newLevel(g *Graph) *level {
	l := &level{first: g.first, ends: g.ends, weights: make([]int64, len(g.weights)), own: make([]int64, g.Nodes())}
	for i, w := range g.weights {
		l.weights[i] = int64(w)
	}
	l.begin()
	return l
}

// begin makes each node a community of its own.
func (l *level) begin() {
	n := len(l.own)
	l.strength, l.of, l.to = make([]int64, n), make([]uint32, n), make([]int64, n)
	for node := range n {
		l.of[node], l.strength[node] = uint32(node), l.own[node]
		for _, w := range l.weights[l.first[node]:l.first[node+1]] {
			l.strength[node] += w
		}
		l.all += l.strength[node]
	}
	l.total = slices.Clone(l.strength)
}

// linksPerUnit is the number of links whose communities are compared in one unit of work.
const linksPerUnit = 4

// move moves nodes while the modularity rises, and reports whether any moved. The modularity
// rises with each move, so that the moves end.
func (l *level) move(work *plan.Work) (moved bool, err error) {
	for again := true; again; {
		again = false
		for node := range uint32(len(l.of)) {
			if err := work.Add(plan.UnitsRow + int(l.first[node+1]-l.first[node])/linksPerUnit); err != nil {
				return false, err
			}
			if l.moveOne(node) {
				again, moved = true, true
			}
		}
	}
	return moved, nil
}

// moveOne moves a node to the best community, and reports whether that is another one. The gain
// of a community is the change of the modularity times a positive number that is the same for all
// communities of the node.
func (l *level) moveOne(node uint32) bool {
	l.near = l.near[:0]
	for i := l.first[node]; i < l.first[node+1]; i++ {
		c := l.of[l.ends[i]]
		if l.to[c] == 0 {
			l.near = append(l.near, c)
		}
		l.to[c] += l.weights[i]
	}
	from := l.of[node]
	l.total[from] -= l.strength[node]
	best, most := from, l.gain(node, from)
	for _, c := range l.near {
		if gain := l.gain(node, c); gain > most || gain == most && c < best && best != from {
			best, most = c, gain
		}
	}
	for _, c := range l.near {
		l.to[c] = 0
	}
	l.total[best] += l.strength[node]
	l.of[node] = best
	return best != from
}

func (l *level) gain(node, community uint32) int64 {
	return l.to[community]*l.all - l.strength[node]*l.total[community]
}

// rename numbers the communities in the order of their first nodes, and returns the number for
// each node.
func (l *level) rename() []uint32 {
	names, n := make([]uint32, len(l.of)), uint32(0)
	renamed := make([]uint32, len(l.of))
	for node, c := range l.of {
		if names[c] == 0 {
			n++
			names[c] = n
		}
		renamed[node] = names[c] - 1
	}
	return renamed
}

// fold returns the network of the communities.
func (l *level) fold(work *plan.Work, renamed []uint32) (*level, error) {
	if err := work.Add(2*len(renamed) + len(l.ends)); err != nil {
		return nil, err
	}
	n := int(slices.Max(renamed)) + 1
	// members has the nodes of each community, one community after another.
	begin, members := make([]uint32, n+1), make([]uint32, len(renamed))
	for _, c := range renamed {
		begin[c+1]++
	}
	for c := range n {
		begin[c+1] += begin[c]
	}
	next := slices.Clone(begin[:n])
	for node, c := range renamed {
		members[next[c]] = uint32(node)
		next[c]++
	}
	f := &level{first: make([]uint32, 1, n+1), own: make([]int64, n)}
	to := make([]int64, n)
	for c := range uint32(n) {
		start := len(f.ends)
		for _, node := range members[begin[c]:begin[c+1]] {
			f.own[c] += l.own[node]
			for i := l.first[node]; i < l.first[node+1]; i++ {
				other := renamed[l.ends[i]]
				if other == c {
					f.own[c] += l.weights[i]
					continue
				}
				if to[other] == 0 {
					f.ends = append(f.ends, other)
				}
				to[other] += l.weights[i]
			}
		}
		for _, other := range f.ends[start:] {
			f.weights = append(f.weights, to[other])
			to[other] = 0
		}
		f.first = append(f.first, uint32(len(f.ends)))
	}
	f.begin()
	return f, nil
}

// divide gives each connected part of a community a number of its own: that of its smallest node.
func (g *Graph) divide(work *plan.Work, of []uint32) error {
	parts := make([]uint32, len(of)) // 0 is unknown
	var reached []uint32
	for start := range uint32(len(of)) {
		if parts[start] != 0 {
			continue
		}
		parts[start] = start + 1
		for reached = append(reached[:0], start); len(reached) > 0; {
			at := reached[len(reached)-1]
			reached = reached[:len(reached)-1]
			if err := work.Add(plan.UnitsRow + len(g.neighbours(at))); err != nil {
				return err
			}
			for _, end := range g.neighbours(at) {
				if parts[end] == 0 && of[end] == of[at] {
					parts[end] = start + 1
					reached = append(reached, end)
				}
			}
		}
	}
	for node, part := range parts {
		of[node] = part - 1
	}
	return nil
}

// numbered returns the final numbers of communities, each of which is named by its smallest node.
func numbered(work *plan.Work, of []uint32) ([]int, error) {
	sizes := make([]int, len(of))
	for _, c := range of {
		sizes[c]++
	}
	var order []uint32
	for c, size := range sizes {
		if size > 0 {
			order = append(order, uint32(c))
		}
	}
	err := plan.SortFunc(work, order, func(a, b uint32) int { return cmp.Or(cmp.Compare(sizes[b], sizes[a]), cmp.Compare(a, b)) })
	if err != nil {
		return nil, err
	}
	number := make([]int, len(of))
	for i, c := range order {
		number[c] = i + 1
	}
	list := make([]int, len(of))
	for node, c := range of {
		list[node] = number[c]
	}
	return list, work.Add(2 * len(of))
}
