package storetest

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// truth is what is true of walks in a graph, found in the plainest way there is: every
// way without a repeated entity is walked, every relation is looked at again for each
// level.
type truth struct {
	*oracle
	via model.TypeSet
	on  *model.Days
}

// wayStep is a step of a path, as an answer writes it; wayEnd an entity or a relation.
type wayStep struct {
	Relation struct{ ID, Type string }
	From, To wayEnd
	Forward  bool
}

type wayEnd struct{ ID string }

// wayPath is a path, as an answer writes it.
type wayPath struct {
	Length int
	Steps  []wayStep
}

// open says whether a relation may be walked.
func (w *truth) open(r *store.Object) bool {
	return w.via.Has(r.Type) && !deprecated(r) && (w.on == nil || w.active(r, *w.on, *w.on))
}

// paths are the first of all ways, the shortest first, then by the ids along them.
func (w *truth) paths(from, to *store.Object, maxHops, slack, first int) []wayPath {
	all := []wayPath{}
	if from == nil || to == nil || from == to {
		return all
	}
	w.extend(from, to, maxHops, nil, []string{from.ID}, func(steps []wayStep) {
		all = append(all, wayPath{len(steps), slices.Clone(steps)})
	})
	ids := func(p wayPath) (list []string) {
		for _, s := range p.Steps {
			list = append(list, s.Relation.ID)
		}
		return list
	}
	slices.SortFunc(all, func(a, b wayPath) int {
		return cmp.Or(cmp.Compare(a.Length, b.Length), slices.Compare(ids(a), ids(b)))
	})
	all = slices.DeleteFunc(all, func(p wayPath) bool { return p.Length > all[0].Length+slack })
	return all[:min(first, len(all))]
}

// extend walks on from an entity in every way, and calls found at the end.
func (w *truth) extend(at, to *store.Object, left int, steps []wayStep, been []string, found func([]wayStep)) {
	if at == to {
		found(steps)
		return
	}
	if left == 0 || len(steps) > 0 && !at.Type.Passable {
		return
	}
	for _, r := range w.touching[at.ID] {
		far := r.To
		if far == at.ID {
			far = r.From
		}
		if !w.open(r) || slices.Contains(been, far) {
			continue
		}
		s := wayStep{From: wayEnd{at.ID}, To: wayEnd{far}, Forward: r.From == at.ID}
		s.Relation.ID, s.Relation.Type = r.ID, r.Type.Enum
		w.extend(w.entities[far], to, left-1, append(steps[:len(steps):len(steps)], s), append(been[:len(been):len(been)], far), found)
	}
}

// wayNode and wayLink are of a neighbourhood, as an answer writes them.
type wayNode struct {
	Entity           wayEnd
	Degree, Distance int
}

type wayLink struct{ Relation, From, To wayEnd }

type wayGraph struct {
	Nodes     []wayNode
	Links     []wayLink
	Truncated bool
	Omitted   int
}

// neighbourhood is what is near to some entities.
func (w *truth) neighbourhood(of []*store.Object, depth int, types model.TypeSet, first, links int) wayGraph {
	away := map[*store.Object]int{}
	for _, e := range of {
		if e != nil {
			away[e] = 0
		}
	}
	shown := func() []wayNode {
		list := []wayNode{}
		for e, distance := range away {
			if distance == 0 || types.Has(e.Type) {
				list = append(list, wayNode{wayEnd{e.ID}, w.degree(e), distance})
			}
		}
		return list
	}
	for level := 1; level <= depth && len(shown()) < first; level++ {
		for _, r := range w.graph.Relations {
			w.spread(r, away, level)
		}
	}
	g := wayGraph{Nodes: shown(), Links: []wayLink{}}
	slices.SortFunc(g.Nodes, func(a, b wayNode) int {
		return cmp.Or(cmp.Compare(a.Distance, b.Distance), cmp.Compare(b.Degree, a.Degree), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	g.Omitted = max(0, len(g.Nodes)-first)
	g.Nodes = g.Nodes[:min(first, len(g.Nodes))]
	g.Links = w.inside(g.Nodes)
	g.Truncated = g.Omitted > 0 || len(g.Links) > links
	g.Links = g.Links[:min(links, len(g.Links))]
	return g
}

// spread comes over a relation to what is not known to be nearer.
func (w *truth) spread(r *store.Object, away map[*store.Object]int, level int) {
	if !w.open(r) {
		return
	}
	ends := []*store.Object{w.entities[r.From], w.entities[r.To]}
	for i, near := range ends {
		far := ends[1-i]
		distance, been := away[near]
		_, known := away[far]
		if been && !known && distance == level-1 && (distance == 0 || near.Type.Passable) {
			away[far] = level
		}
	}
}

// inside are the relations among some nodes, by id.
func (w *truth) inside(nodes []wayNode) []wayLink {
	list := []wayLink{}
	has := func(id string) bool {
		return slices.ContainsFunc(nodes, func(n wayNode) bool { return n.Entity.ID == id })
	}
	for _, r := range w.graph.Relations {
		if w.open(r) && has(r.From) && has(r.To) {
			list = append(list, wayLink{wayEnd{r.ID}, wayEnd{r.From}, wayEnd{r.To}})
		}
	}
	slices.SortFunc(list, func(a, b wayLink) int { return cmp.Compare(a.Relation.ID, b.Relation.ID) })
	return list
}
