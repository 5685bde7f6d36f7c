// Package graph makes a synthetic graph for measuring: as large as asked, the same for the
// same seed, and shaped as registers of projects are. Partners of an initiative are
// log-normal, initiatives of an institute follow Zipf's law, so that there are hubs and a
// long tail; there are about five relations for each node. Names are plainly made up, from
// a lexicon in which few words are common and most are rare.
package graph

import (
	"fmt"
	"iter"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// New makes a graph of so many entities as objects; a million of them take about 9 GB. At
// least a hundred are made. The model is that of schema.graphqls.
func New(m *model.Model, nodes int, seed uint64) *store.Graph {
	s := Make(m, nodes, seed)
	g := s.About()
	g.Entities = slices.AppendSeq(make([]*store.Object, 0, s.Nodes()), s.Entities())
	for _, t := range m.Relations {
		g.Relations = slices.AppendSeq(slices.Grow(g.Relations, len(s.edges[t.Index])), s.Relations(t))
	}
	return g
}

// Synthetic is a graph that is made object by object, whenever it is walked: of a million
// nodes it holds 130 MB.
type Synthetic struct {
	model *model.Model
	seed  uint64
	words lexicon
	// kinds are the entity types in the order of their ids.
	kinds []kind
	nodes int
	// edges are the relations of each type, by Type.Index, in the order of their ids.
	edges [model.MaxTypes][]edge
}

// Make draws who is tied to whom. What objects hold is made when they are walked.
func Make(m *model.Model, nodes int, seed uint64) *Synthetic {
	s := &Synthetic{model: m, seed: seed, words: newLexicon(seed)}
	s.divide(max(nodes, 100))
	s.tie()
	return s
}

// About is the graph without its objects; its version tells size and seed. Some merged
// institutes have former ids.
func (s *Synthetic) About() *store.Graph {
	former := map[string]string{}
	institutes := s.of("Institute")
	for i := 0; i < institutes.count; i += 1000 {
		now := institutes.id(i)
		former["former-"+now] = now
	}
	return &store.Graph{
		Model: s.model, Name: "Synthetic graph", Version: fmt.Sprintf("synthetic-%d-%d", s.nodes, s.seed),
		Date: "2026-01-01", Licence: "CC0-1.0", Former: former,
	}
}

// Nodes is how many entities there are.
func (s *Synthetic) Nodes() int { return s.nodes }

// Ties is how many relations there are.
func (s *Synthetic) Ties() int {
	n := 0
	for i := range s.edges {
		n += len(s.edges[i])
	}
	return n
}

// Entities gives all entities in the order of their ids.
func (s *Synthetic) Entities() iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		w := newWriter(s)
		for i := range s.kinds {
			for n := range s.kinds[i].count {
				if !yield(w.entity(&s.kinds[i], n)) {
					return
				}
			}
		}
	}
}

// Relations gives the relations of a type in the order of their ids.
func (s *Synthetic) Relations(t *model.Type) iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		w := newWriter(s)
		for _, e := range s.edges[t.Index] {
			if !yield(w.relation(t, e)) {
				return
			}
		}
	}
}
