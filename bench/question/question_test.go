package question_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	synthetic "whojoins/bench/graph"
	"whojoins/bench/question"
	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// nodes is the size of a graph that has initiatives with 50 participations.
const nodes = 3000

// service serves a small synthetic graph from memory.
func service(t *testing.T) (http.Handler, *store.Graph) {
	t.Helper()
	schema, err := os.ReadFile(filepath.Join("..", "..", "schema.graphqls"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(schema))
	if err != nil {
		t.Fatal(err)
	}
	g := synthetic.New(m, nodes, 1)
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	e := graph.New(graph.Config{Model: m, Store: s, Limits: plan.DefaultLimits()})
	return graphql.New(graphql.Config{Engine: e}), g
}

// draws returns the variables of a few requests.
func draws(q *question.Question, d *question.Drawer) []map[string]any {
	if q.Draw == nil {
		return []map[string]any{{}}
	}
	var list []map[string]any
	for range 5 {
		list = append(list, q.Draw(d))
	}
	return list
}

// ask returns the service's answer to a question.
func ask(t *testing.T, h http.Handler, q *question.Question, variables map[string]any) []byte {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": q.GraphQL, "operationName": q.Name, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s %v: %d %s", q.Name, variables, w.Code, w.Body)
	}
	return w.Body.Bytes()
}

// same compares an answer that consists of structs with the answer of the service.
func same(t *testing.T, q *question.Question, e *question.Envelope, want []byte) {
	t.Helper()
	got, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: %.2000s\nnot %.2000s", q.Name, got, want)
	}
}

// each calls check with the service's answer to each request drawn from a graph, also as structs.
func each(t *testing.T, h http.Handler, g *store.Graph, check func(q *question.Question, variables map[string]any, e *question.Envelope, answer []byte)) {
	t.Helper()
	d := question.NewDrawer(g, 1)
	for _, q := range question.All() {
		for _, variables := range draws(q, d) {
			answer := ask(t, h, q, variables)
			e, err := q.Decode(answer)
			if err != nil {
				t.Fatal(err)
			}
			check(q, variables, e, answer)
		}
	}
}

// TestStructs expects encoding/json to encode structs to the same bytes as the service.
func TestStructs(t *testing.T) {
	h, g := service(t)
	each(t, h, g, func(q *question.Question, _ map[string]any, e *question.Envelope, answer []byte) {
		same(t, q, e, answer)
	})
}
