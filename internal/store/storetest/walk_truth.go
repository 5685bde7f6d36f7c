package storetest

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// truth finds paths and neighbourhoods in the simplest way: it follows every path without a
// repeated entity, and checks every relation again for each level.
type truth struct {
	*oracle
	via model.TypeSet
	on  *model.Days
}

// pathStep is a step of a path in an answer, and pathEnd an entity or a relation.
type pathStep struct {
	Relation struct{ ID, Type string }
	From, To pathEnd
	Forward  bool
}

type pathEnd struct{ ID string }

// truePath is a path in an answer.
type truePath struct {
	Length int
	Steps  []pathStep
}

// open reports whether a relation may be followed.
func (w *truth) open(r *store.Object) bool {
	return w.via.Has(r.Type) && !deprecated(r) && (w.on == nil || w.active(r, *w.on, *w.on))
}

// paths returns the first of all paths: the shortest first, then by the ids along them.
func (w *truth) paths(from, to *store.Object, maxHops, slack, first int) []truePath {
	all := []truePath{}
	if from == nil || to == nil || from == to {
		return all
	}
	w.extend(from, to, maxHops, nil, []string{from.ID}, func(steps []pathStep) {
		all = append(all, truePath{len(steps), slices.Clone(steps)})
	})
	ids := func(p truePath) (list []string) {
		for _, s := range p.Steps {
			list = append(list, s.Relation.ID)
		}
		return list
	}
	slices.SortFunc(all, func(a, b truePath) int {
		return cmp.Or(cmp.Compare(a.Length, b.Length), slices.Compare(ids(a), ids(b)))
	})
	all = slices.DeleteFunc(all, func(p truePath) bool { return p.Length > all[0].Length+slack })
	return all[:min(first, len(all))]
}

// extend follows every path from an entity, and calls found with each path to the goal.
func (w *truth) extend(at, to *store.Object, left int, steps []pathStep, been []string, found func([]pathStep)) {
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
		s := pathStep{From: pathEnd{at.ID}, To: pathEnd{far}, Forward: r.From == at.ID}
		s.Relation.ID, s.Relation.Type = r.ID, r.Type.Enum
		w.extend(w.entities[far], to, left-1, append(steps[:len(steps):len(steps)], s), append(been[:len(been):len(been)], far), found)
	}
}

// nearNode and nearLink are a node and a link of a neighbourhood in an answer.
type nearNode struct {
	Entity           pathEnd
	Degree, Distance int
}

type nearLink struct{ Relation, From, To pathEnd }

type wayGraph struct {
	Nodes     []nearNode
	Links     []nearLink
	Truncated bool
	Omitted   int
}

// neighbourhood returns the entities near the given ones, and the relations between them.
func (w *truth) neighbourhood(of []*store.Object, depth int, types model.TypeSet, first, links int) wayGraph {
	away := map[*store.Object]int{}
	for _, e := range of {
		if e != nil {
			away[e] = 0
		}
	}
	shown := func() []nearNode {
		list := []nearNode{}
		for e, distance := range away {
			if distance == 0 || types.Has(e.Type) {
				list = append(list, nearNode{pathEnd{e.ID}, w.degree(e), distance})
			}
		}
		return list
	}
	for level := 1; level <= depth && len(shown()) < first; level++ {
		for _, r := range w.graph.Relations {
			w.spread(r, away, level)
		}
	}
	g := wayGraph{Nodes: shown(), Links: []nearLink{}}
	slices.SortFunc(g.Nodes, func(a, b nearNode) int {
		return cmp.Or(cmp.Compare(a.Distance, b.Distance), cmp.Compare(b.Degree, a.Degree), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	g.Omitted = max(0, len(g.Nodes)-first)
	g.Nodes = g.Nodes[:min(first, len(g.Nodes))]
	g.Links = w.inside(g.Nodes)
	g.Truncated = g.Omitted > 0 || len(g.Links) > links
	g.Links = g.Links[:min(links, len(g.Links))]
	return g
}

// spread follows a relation to an entity that is not known to be nearer.
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

// inside returns the relations between the given nodes, ordered by id.
func (w *truth) inside(nodes []nearNode) []nearLink {
	list := []nearLink{}
	has := func(id string) bool {
		return slices.ContainsFunc(nodes, func(n nearNode) bool { return n.Entity.ID == id })
	}
	for _, r := range w.graph.Relations {
		if w.open(r) && has(r.From) && has(r.To) {
			list = append(list, nearLink{pathEnd{r.ID}, pathEnd{r.From}, pathEnd{r.To}})
		}
	}
	slices.SortFunc(list, func(a, b nearLink) int { return cmp.Compare(a.Relation.ID, b.Relation.ID) })
	return list
}
