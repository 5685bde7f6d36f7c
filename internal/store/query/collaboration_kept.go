package query

import (
	"fmt"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// mostKept is the largest number of pairs of a network that is kept for later requests.
const mostKept = 1 << 20

// counted is a network whose pairs were counted, and is never modified afterwards.
type counted struct {
	// network has the actors and what they are in, without what one request shows of it.
	network collaborations
	census  census
	// pairs are all pairs, or the first most of them if there are more.
	pairs pairList
	most  int
	// units is the work of counting.
	units int
}

// newCounted returns a network without pairs. If key is not empty, the network is to be kept.
func newCounted(n *collaborations, key string, asked asked) *counted {
	c := &counted{network: *n, census: census{strength: make([]int, len(n.found.Actors)), heaviest: make([]uint32, len(n.found.Actors))}}
	if asked.links > 0 {
		c.most = asked.links + 1
	}
	if key != "" {
		c.most = max(c.most, mostKept)
	}
	return c
}

func (c *counted) add(p pair) {
	c.census.add(p)
	if c.pairs.len() < c.most {
		c.pairs.add(p)
	}
}

// size returns about how many numbers of four bytes the network has.
func (c *counted) size() int {
	n := &c.network
	const perActor, perInitiative = 4 + 2 + 1 + 1, 4 + 1 // ids, strength, heaviest; positions
	return 3*c.pairs.len() + 2*len(n.found.List) + perActor*len(n.found.Actors) + perInitiative*len(n.found.Initiatives) + 2*len(n.members.items)
}

// key returns the key under which the network of a query is kept. It is empty for a network of
// some participations only: there are too many of these.
func (a *asked) key(q *plan.Collaboration) string {
	if !unconditional(q.Between) || !unconditional(q.In) || q.On != nil {
		return ""
	}
	return fmt.Sprintf("collaboration %d %t", q.Minimum, a.ordered)
}

func unconditional(p plan.Predicate) bool {
	all, ok := p.(plan.All)
	return p == nil || ok && len(all) == 0
}

// kept returns the network that was kept under a key, or nil.
func (r *runner) kept(key string) *counted {
	keeper, ok := r.view.View.(store.Keeper)
	if !ok || key == "" {
		return nil
	}
	c, _ := keeper.Kept(key).(*counted)
	return c
}

// keep keeps a network under a key, if it has all its pairs.
func (r *runner) keep(key string, c *counted) {
	keeper, ok := r.view.View.(store.Keeper)
	if _, links := c.census.size(1); !ok || key == "" || links > min(c.pairs.len(), mostKept) {
		return
	}
	keeper.Keep(key, c.size(), c)
}

// reuse answers a query from a network whose pairs were counted before, and counts the work as
// if they were counted again.
func (r *runner) reuse(c *counted, q *plan.Collaboration, asked asked) (*collaborations, error) {
	if err := r.work.Add(c.units); err != nil {
		return nil, err
	}
	n := c.network
	s := r.selection(&n, &q.Page)
	for p := range c.pairs.all(r.work) {
		s.add(p)
	}
	return &n, r.show(&n, q, s, c, asked)
}
