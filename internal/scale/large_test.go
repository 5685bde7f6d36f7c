package scale_test

import (
	"iter"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	made "whojoins/bench/graph"
	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

const (
	// nodes is the number of entities of the large graph.
	nodes = 100_000
	// sampled is the number of entities of the large graph for each entity of the sample.
	sampled = 25
)

// large is the service on a large graph, made once for all tests of the package.
type large struct {
	model  *model.Model
	schema *ast.Schema
	store  *memory.Store
	engine *graph.Engine
	// sample is a part of the graph, whose values random operations use.
	sample *store.Graph
}

var loaded *large

// load returns the service on the large graph.
func load(t testing.TB) *large {
	t.Helper()
	if loaded != nil {
		return loaded
	}
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	g := made.Make(m, nodes, 1)
	l := &large{model: m, schema: schema, sample: g.About()}
	l.sample.Former = nil
	l.store, err = memory.From(t.Context(), &memory.Source{
		About: g.About(), Entities: l.entities(g.Entities()),
		Relations: func(t *model.Type) iter.Seq[*store.Object] { return l.relations(g.Relations(t)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	l.engine = graph.New(graph.Config{Model: m, Store: l.store, Limits: plan.DefaultLimits()})
	loaded = l
	return l
}

// entities returns entities, and keeps some of them in the sample.
func (l *large) entities(all iter.Seq[*store.Object]) iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		l.sample.Entities = nil
		i := 0
		for o := range all {
			if i++; i%sampled == 0 {
				l.sample.Entities = append(l.sample.Entities, o)
			}
			if !yield(o) {
				return
			}
		}
	}
}

// relations returns relations, and keeps those between entities of the sample.
func (l *large) relations(all iter.Seq[*store.Object]) iter.Seq[*store.Object] {
	ids := make(map[string]bool, len(l.sample.Entities))
	for _, o := range l.sample.Entities {
		ids[o.ID] = true
	}
	return func(yield func(*store.Object) bool) {
		for o := range all {
			if ids[o.From] && ids[o.To] {
				l.sample.Relations = append(l.sample.Relations, o)
			}
			if !yield(o) {
				return
			}
		}
	}
}
