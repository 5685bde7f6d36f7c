package explore_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/dataset"
	"whojoins/internal/explore"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

func parsed(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// service is an explorer with the engine that it reads from.
type service struct {
	*graph.Engine
	explorer *explore.Explorer
}

// Run implements explore.Runner.
func (s *service) Run(ctx context.Context, r graph.Request, c graph.Caller, to graph.Sink) gqlerror.List {
	p, err := s.Prepare(r, c)
	if err == nil {
		err = s.Engine.Run(ctx, p, c, to)
	}
	if err != nil {
		return s.Present(ctx, err)
	}
	return nil
}

func serve(t *testing.T, m *model.Model, g *store.Graph, limits plan.Limits) *service {
	t.Helper()
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	s := &service{Engine: graph.New(graph.Config{Model: m, Store: st, Limits: limits, Version: "test"})}
	s.explorer = explore.New(s.Engine, s)
	return s
}

// curated serves the curated dataset.
func curated(t *testing.T) *service {
	t.Helper()
	m := parsed(t)
	g, _, err := dataset.Load(t.Context(), m, os.DirFS("../../seed"))
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, m, g, plan.DefaultLimits())
}

// words names each message with its values.
func words(name string, values ...any) string {
	return strings.TrimSpace(fmt.Sprintln(append([]any{name}, values...)...))
}

// scene returns the scene of an address.
func (s *service) scene(t *testing.T, query string) *explore.Scene {
	t.Helper()
	return s.bounded(t, query, 0, 0)
}

// bounded returns the scene of an address with bounds of its own.
func (s *service) bounded(t *testing.T, query string, entities, links int) *explore.Scene {
	t.Helper()
	state, faults := explore.Parse(s.Model(), query, words)
	o := explore.Options{Language: "en", Words: words, Faults: faults, Entities: entities, Links: links}
	scene, err := s.explorer.Scene(t.Context(), graph.Caller{}, state, o)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return scene
}

// ask decodes the answer to a query.
func (s *service) ask(t *testing.T, query string, variables map[string]any, into any) {
	t.Helper()
	r, err := graph.NewRequest(query, variables)
	if err != nil {
		t.Fatal(err)
	}
	data, errs := s.Query(t.Context(), r, graph.Caller{})
	if len(errs) > 0 {
		t.Fatalf("%s %v: %v", query, variables, errs)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func nodeIDs(s *explore.Scene) (ids []string) {
	for _, n := range s.Nodes {
		ids = append(ids, n.ID)
	}
	return ids
}

func linkIDs(s *explore.Scene) (ids []string) {
	for _, l := range s.Links {
		ids = append(ids, l.ID)
	}
	return ids
}
