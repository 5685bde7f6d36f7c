// Package graph generates synthetic graphs for benchmarks. The size and the seed determine a
// graph. It has the shape of registers of projects: the number of partners of an initiative is
// log-normal, and the number of initiatives of an institute follows Zipf's law, so that there
// are hubs and a long tail. There are about five relations per node. Names are recognisably
// synthetic, from a lexicon in which a few words are common and most are rare.
package graph

import (
	"fmt"
	"iter"
	"slices"
	"sync"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// New returns a graph with the given number of entities (at least a hundred) as objects in
// memory. A million entities need about 9 GB. The model is that of schema.graphqls.
func New(m *model.Model, nodes int, seed uint64) *store.Graph {
	s := Make(m, nodes, seed)
	g := s.About()
	g.Entities = slices.AppendSeq(make([]*store.Object, 0, s.Nodes()), s.Entities())
	for _, t := range m.Relations {
		g.Relations = slices.AppendSeq(slices.Grow(g.Relations, len(s.edges[t.Index])), s.Relations(t))
	}
	return g
}

// Synthetic is a graph that generates its objects during each iteration. A graph of a million
// nodes needs 130 MB of memory.
type Synthetic struct {
	model *model.Model
	seed  uint64
	words lexicon
	// kinds are the entity types in the order of their ids.
	kinds []kind
	nodes int
	// deriver computes the derived values, which depend on the whole graph.
	deriver func() *store.Deriver
	// edges are the relations of each type, by Type.Index, in the order of their ids.
	edges [model.MaxTypes][]edge
}

// Make draws the relations of a graph. The fields of objects are generated during iteration.
func Make(m *model.Model, nodes int, seed uint64) *Synthetic {
	s := &Synthetic{model: m, seed: seed, words: newLexicon(seed)}
	s.divide(max(nodes, 100))
	s.tie()
	s.deriver = sync.OnceValue(func() *store.Deriver { return store.NewDeriver(s.About(), s.stated(), s.Relations) })
	return s
}

// About returns the graph without its objects; its version includes the size and the seed.
// Some merged institutes have former ids.
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

// Source returns the graph as the source of an embedded store.
func (s *Synthetic) Source() *memory.Source {
	return &memory.Source{About: s.About(), Entities: s.Entities(), Relations: s.Relations}
}

// Nodes returns the number of entities.
func (s *Synthetic) Nodes() int { return s.nodes }

// Ties returns the number of relations.
func (s *Synthetic) Ties() int {
	n := 0
	for i := range s.edges {
		n += len(s.edges[i])
	}
	return n
}

// Entities iterates over all entities in the order of their ids.
func (s *Synthetic) Entities() iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) { s.deriver().All(s.stated())(yield) }
}

// stated iterates over all entities without their derived values.
func (s *Synthetic) stated() iter.Seq[*store.Object] {
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

// Relations iterates over the relations of a type in the order of their ids.
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
