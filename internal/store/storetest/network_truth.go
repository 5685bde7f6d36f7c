package storetest

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// trueNetwork is a network of collaboration that is measured from the definitions of its
// measures, one by one.
type trueNetwork struct {
	links []answer
	ids   []string
	// between has the number of links on a shortest path between two nodes, and the number of
	// such paths.
	between map[[2]string][2]int
}

func endID(link answer, end string) string { return link[end].(answer)["id"].(string) }

func newTrueNetwork(links []answer) *trueNetwork {
	n := &trueNetwork{links: links, between: map[[2]string][2]int{}}
	for _, l := range links {
		n.ids = append(n.ids, endID(l, "from"), endID(l, "to"))
	}
	slices.Sort(n.ids)
	n.ids = slices.Compact(n.ids)
	for _, id := range n.ids {
		n.walk(id)
	}
	return n
}

// others returns the neighbours of a node, with the weights of the links.
func (n *trueNetwork) others(id string) map[string]int {
	others := map[string]int{}
	for _, l := range n.links {
		switch id {
		case endID(l, "from"):
			others[endID(l, "to")] = l["weight"].(int)
		case endID(l, "to"):
			others[endID(l, "from")] = l["weight"].(int)
		}
	}
	return others
}

// walk counts the shortest paths from a node, level by level.
func (n *trueNetwork) walk(from string) {
	n.between[[2]string{from, from}] = [2]int{0, 1}
	level := map[string]int{from: 1}
	for distance := 1; len(level) > 0; distance++ {
		next := map[string]int{}
		for id, paths := range level {
			for other := range n.others(id) {
				if _, reached := n.between[[2]string{from, other}]; !reached {
					next[other] += paths
				}
			}
		}
		for id, paths := range next {
			n.between[[2]string{from, id}] = [2]int{distance, paths}
		}
		level = next
	}
}

func (n *trueNetwork) degree(id string) int { return len(n.others(id)) }

func (n *trueNetwork) strength(id string) (sum int) {
	for _, weight := range n.others(id) {
		sum += weight
	}
	return sum
}

// betweenness adds for each pair of other nodes the share of its shortest paths that lead through
// the node.
func (n *trueNetwork) betweenness(id string) (sum float64) {
	pairs := 0
	for i, from := range n.ids {
		for _, to := range n.ids[i+1:] {
			if from == id || to == id {
				continue
			}
			pairs++
			whole, linked := n.between[[2]string{from, to}]
			before, after := n.between[[2]string{from, id}], n.between[[2]string{id, to}]
			if linked && before[1] > 0 && after[1] > 0 && before[0]+after[0] == whole[0] {
				sum += float64(before[1]*after[1]) / float64(whole[1])
			}
		}
	}
	return sum / float64(max(pairs, 1))
}

// together returns the first and the last day on which two actors took part in one of some
// initiatives, as an answer has them, by the participations that are active on a day. It tries the
// days on which a participation begins or ends.
func (o *oracle) together(a, b *store.Object, shared []*store.Object, on *model.Days) (first, last any) {
	days := []model.Days{model.FirstDay, model.LastDay}
	participation := o.graph.Model.Participation
	for _, r := range o.all(participation, false) {
		for _, e := range []*store.Object{r, o.find(r.To)} {
			for _, role := range []model.Role{model.Start, model.Finish} {
				if begin, end, err := model.ParseDate(fieldOf(e, e.Type.WithRole(role).Name).Text); err == nil {
					days = append(days, begin, end)
				}
			}
		}
	}
	slices.Sort(days)
	takesPart := func(actor, in *store.Object, day model.Days) bool {
		return slices.ContainsFunc(o.all(participation, false), func(r *store.Object) bool {
			return r.From == actor.ID && r.To == in.ID && (on == nil || o.active(r, *on, *on)) && o.active(r, day, day)
		})
	}
	both := slices.DeleteFunc(days, func(day model.Days) bool {
		return !slices.ContainsFunc(shared, func(in *store.Object) bool { return takesPart(a, in, day) && takesPart(b, in, day) })
	})
	if len(both) == 0 {
		return nil, nil
	}
	if day := both[0]; day > model.FirstDay {
		first = model.FormatDay(day)
	}
	if day := both[len(both)-1]; day < model.LastDay {
		last = model.FormatDay(day)
	}
	return first, last
}
