package graphql_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// telling is a store whose views report a statement for each plan, as those of a database do.
type telling struct{ store.Store }

func (t telling) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	v, err := t.Store.View(ctx, o)
	return tellingView{v, o}, err
}

type tellingView struct {
	store.View
	options store.ViewOptions
}

func (v tellingView) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	if v.options.OnStatement != nil {
		v.options.OnStatement(store.Statement{Text: "MATCH (n) // " + p.Field, Parameters: map[string]any{"p0": "<x>"}})
	}
	return v.View.Run(ctx, p)
}

// explained sends a request with X-Explain and returns the extensions.
func explained(t *testing.T, h http.Handler, method, query, header string) (extensions map[string]any, w *httptest.ResponseRecorder) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil)
	if method == http.MethodPost {
		body, err := json.Marshal(map[string]string{"query": query})
		if err != nil {
			t.Fatal(err)
		}
		r = httptest.NewRequestWithContext(t.Context(), method, "/graphql", strings.NewReader(string(body)))
		r.Header.Set("Content-Type", "application/json")
	}
	if header != "" {
		r.Header.Set("X-Explain", header)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var answer struct{ Extensions map[string]any }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return answer.Extensions, w
}

// explainable returns a configuration whose store reports statements.
func explainable(t *testing.T) graphql.Config {
	t.Helper()
	m, st := fixture(t)
	return graphql.Config{Engine: graph.New(graph.Config{Model: m, Store: telling{st}, Limits: plan.DefaultLimits()})}
}

func TestExplain(t *testing.T) {
	config := explainable(t)
	config.Explain = true
	h := graphql.New(config)
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		got, w := explained(t, h, method, `{ a: institutes(first: 1) { nodes { id } } b: institute(id: "x") { id } __typename }`, "1")
		plans, _ := got["plan"].(map[string]any)
		if len(plans) != 2 || !strings.Contains(plans["a"].(string), "connection Institute") || !strings.Contains(plans["b"].(string), "lookup Institute") {
			t.Errorf("%s: the plans are %v", method, got["plan"])
		}
		want := map[string]any{
			"a": []any{map[string]any{"text": "MATCH (n) // institutes", "parameters": map[string]any{"p0": "<x>"}}},
			"b": []any{map[string]any{"text": "MATCH (n) // institute", "parameters": map[string]any{"p0": "<x>"}}},
		}
		if diff := cmp.Diff(want, got["cypher"]); diff != "" {
			t.Errorf("%s: the statements (-want +got):\n%s", method, diff)
		}
		if !strings.Contains(w.Body.String(), `"<x>"`) {
			t.Errorf("%s: the text of a statement is escaped as in HTML: %s", method, w.Body)
		}
		if w.Header().Get("ETag") != "" {
			t.Errorf("%s: an explained answer has a tag, so that a cache could send it for a plain one", method)
		}
	}
	got, _ := explained(t, h, http.MethodGet, `{ __typename }`, "1")
	if _, ok := got["cypher"]; ok || got["plan"] == nil {
		t.Errorf("a request without a plan has statements: %v", got)
	}
	got, _ = explained(t, h, http.MethodPost, `{ institutes(first: 1, sort: {name: UP}) { nodes { id } } }`, "1")
	if _, ok := got["plan"]; ok {
		t.Errorf("a request that was rejected has a plan: %v", got)
	}
}

// TestExplainOff checks that plans need both the header and the right.
func TestExplainOff(t *testing.T) {
	config := explainable(t)
	for _, on := range []bool{false, true} {
		config.Explain = on
		for _, header := range []string{"", "0", "true", "1"} {
			if on && header == "1" {
				continue
			}
			got, _ := explained(t, graphql.New(config), http.MethodPost, `{ institutes(first: 1) { nodes { id } } }`, header)
			if len(got) != 1 || got["cost"] == nil {
				t.Errorf("switched on: %v, header %q: the extensions are %v, want the cost alone", on, header, got)
			}
		}
	}
}
