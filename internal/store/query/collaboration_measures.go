package query

import (
	"math"

	"whojoins/internal/model"
	"whojoins/internal/network"
	"whojoins/internal/plan"
)

// maxCommunityLinks is the largest number of links of a network whose communities are found.
const maxCommunityLinks = 5_000_000

// measures describe the actors of a network, by position in store.Participations. Measures that
// are not selected, or that the network is too large for, are empty.
type measures struct {
	strength    []int
	betweenness []float64
	community   []int
}

// describe sets the measures of an actor.
func (m *measures) describe(o *object, at int) {
	o.set("strength", model.IntValue(int64(m.strength[at])))
	if m.betweenness != nil {
		o.set("betweenness", model.FloatValue(m.betweenness[at]))
	}
	if m.community != nil {
		o.set("community", model.IntValue(int64(m.community[at])))
	}
}

// census is what is known of a network after its pairs are counted.
type census struct {
	strength []int
	// heaviest is the weight of the heaviest link of each actor, and weights the number of links
	// of each weight.
	heaviest []uint32
	weights  []int
}

func (c *census) add(p pair) {
	c.strength[p.from] += int(p.weight)
	c.strength[p.to] += int(p.weight)
	c.heaviest[p.from], c.heaviest[p.to] = max(c.heaviest[p.from], p.weight), max(c.heaviest[p.to], p.weight)
	for len(c.weights) <= int(p.weight) {
		c.weights = append(c.weights, 0)
	}
	c.weights[p.weight]++
}

// size returns the numbers of nodes and links that a network with a minimum has.
func (c *census) size(minimum int) (nodes, links int) {
	for _, w := range c.heaviest {
		if w > 0 && int(w) >= minimum {
			nodes++
		}
	}
	for _, n := range c.weights[min(minimum, len(c.weights)):] {
		links += n
	}
	return nodes, links
}

// asked is what a query needs of a network.
type asked struct {
	betweenness, community bool
	// links is the largest number of links of a network that is measured; 0 if none is. ordered
	// is true if the pairs must be counted in the order of both actors.
	links   int
	ordered bool
}

func (r *runner) asked(q *plan.Collaboration) asked {
	a := asked{betweenness: r.query.SelectsWithin("nodes", "betweenness"), community: r.query.SelectsWithin("nodes", "community")}
	if a.betweenness {
		// A network of n links has more than sqrt(2n) nodes.
		a.links = int(math.Pow(float64(r.query.Measures)/math.Sqrt2, 2.0/3)) + 1
	}
	if a.community {
		a.links = max(a.links, maxCommunityLinks)
	}
	a.ordered = a.links > 0 || q.Page.Limit < 0
	return a
}

// show sets the pairs to show and the size of the network, and measures it.
func (r *runner) show(n *collaborations, q *plan.Collaboration, s *selection, counted *counted, asked asked) (err error) {
	c := &counted.census
	n.nodes, n.links = c.size(1)
	n.strength = c.strength
	if n.shown, err = s.sorted(c.weights); err != nil {
		return err
	}
	n.after = s.before
	if asked.betweenness {
		asked.betweenness, err = r.fits(c, q, "measures", "nodes times links to measure betweenness", r.query.Measures, func(nodes, links int) int { return nodes * links })
		if err != nil {
			return err
		}
	}
	if asked.community {
		asked.community, err = r.fits(c, q, "", "links in which to find communities", maxCommunityLinks, func(_, links int) int { return links })
		if err != nil {
			return err
		}
	}
	if !asked.betweenness && !asked.community {
		return nil
	}
	return r.measure(n, &counted.pairs, asked.betweenness, asked.community)
}

// fits reports whether a network is small enough for a measure. If not, it returns an error
// unless the query is lenient.
func (r *runner) fits(c *census, q *plan.Collaboration, limit, what string, allowed int, of func(nodes, links int) int) (bool, error) {
	asked := of(c.size(1))
	if asked <= allowed || q.Lenient {
		return asked <= allowed, nil
	}
	fits := 0
	for _, minimum := range suggestedMinimums {
		if nodes, links := c.size(minimum); minimum > q.Minimum && links > 0 && of(nodes, links) <= allowed {
			fits = minimum
			break
		}
	}
	return false, plan.Over(plan.TooLarge, limit, asked, allowed, fewer(fits), "%s", what)
}

// measure measures a network, of which only the actors with links are nodes.
func (r *runner) measure(n *collaborations, pairs *pairList, betweenness, community bool) error {
	if err := r.work.Add(len(n.found.Actors) + 2*pairs.len()); err != nil {
		return err
	}
	node, nodes := make([]uint32, len(n.found.Actors)), uint32(0)
	for at, strength := range n.strength {
		if node[at] = nodes; strength > 0 {
			nodes++
		}
	}
	links := func(yield func(network.Link) bool) {
		for p := range pairs.all(r.work) {
			if !yield(network.Link{From: node[p.from], To: node[p.to], Weight: p.weight}) {
				return
			}
		}
	}
	g, err := network.New(r.work, int(nodes), links)
	if err != nil {
		return err
	}
	if betweenness {
		values, err := g.Betweenness(r.work)
		if err != nil {
			return err
		}
		n.betweenness = spread(values, node, n.strength)
	}
	if community {
		values, err := g.Communities(r.work)
		if err != nil {
			return err
		}
		n.community = spread(values, node, n.strength)
	}
	return nil
}

// spread returns the values of nodes by the positions of their actors.
func spread[T any](values []T, node []uint32, strength []int) []T {
	list := make([]T, len(node))
	for at := range list {
		if strength[at] > 0 {
			list[at] = values[node[at]]
		}
	}
	return list
}
