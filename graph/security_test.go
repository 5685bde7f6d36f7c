package graph_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
)

// TestTheSchemaOnlyReads holds the schema to have nothing that changes data.
func TestTheSchemaOnlyReads(t *testing.T) {
	schema := load(t, graph.SDL())
	if schema.Mutation != nil || schema.Subscription != nil {
		t.Error("the schema has mutations or subscriptions, which nothing here guards")
	}
}

// TestOneQuestionARequest refuses lists of questions: they would pass what is counted
// by request.
func TestOneQuestionARequest(t *testing.T) {
	h := overFixture(t)
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(`[{"query":"{meta{version}}"},{"query":"{meta{version}}"}]`))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "BAD_USER_INPUT") {
		t.Errorf("got %d %s, want it refused", w.Code, w.Body)
	}
}

// TestTextIsNeverALanguage gives text that other languages would run to every operator
// of a text: it is compared, and found nowhere.
func TestTextIsNeverALanguage(t *testing.T) {
	h := overFixture(t)
	for _, text := range []string{`%`, `_`, `.*`, `' OR '1'='1`, `"}) MATCH (n) DETACH DELETE n //`, `$(id)`, "`id`", `../../etc/passwd`, `http://127.0.0.1/`, "a\r\nSet-Cookie: b=c", `*:*`, `name:~1`} {
		for _, operator := range []string{"eq", "contains", "startsWith", "endsWith", "folds", "matches"} {
			if operator != "eq" && operator != "contains" && strings.Trim(text, "%_.*$:`") == "" {
				continue // of these nothing is left once folded, and so nothing is asked
			}
			body, err := json.Marshal(map[string]any{
				"query":     `query ($text: String) { institutes(where: {name: {` + operator + `: $text}}) { totalCount } }`,
				"variables": map[string]string{"text": text},
			})
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if !strings.HasPrefix(w.Body.String(), `{"data":{"institutes":{"totalCount":0}}`) {
				t.Errorf("%s: %q finds %s", operator, text, w.Body)
			}
			if w.Header().Get("Set-Cookie") != "" {
				t.Errorf("%q became a header", text)
			}
		}
	}
}

// TestEveryListIsPaged holds every connection to have a page size that is bounded.
func TestEveryListIsPaged(t *testing.T) {
	schema := load(t, graph.SDL())
	for _, name := range sorted(schema.Types) {
		def := schema.Types[name]
		if def.Kind != ast.Object && def.Kind != ast.Interface {
			continue
		}
		for _, f := range def.Fields {
			if strings.HasSuffix(f.Type.Name(), "Connection") && f.Arguments.ForName("first") == nil {
				t.Errorf("%s.%s answers a connection and takes no `first`", name, f.Name)
			}
		}
	}
}
