package graphql_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestBatchesAreRejected checks that a body has only one request: several would bypass the
// bounds on one.
func TestBatchesAreRejected(t *testing.T) {
	h := overFixture(t)
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(`[{"query":"{meta{version}}"},{"query":"{meta{version}}"}]`))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "BAD_USER_INPUT") {
		t.Errorf("got %d %s, want it rejected", w.Code, w.Body)
	}
}

// TestTextIsNeverALanguage passes text that is code in other languages to every text operator:
// it is only compared, and matches nothing.
func TestTextIsNeverALanguage(t *testing.T) {
	h := overFixture(t)
	for _, text := range []string{`%`, `_`, `.*`, `' OR '1'='1`, `"}) MATCH (n) DETACH DELETE n //`, `$(id)`, "`id`", `../../etc/passwd`, `http://127.0.0.1/`, "a\r\nSet-Cookie: b=c", `*:*`, `name:~1`} {
		for _, operator := range []string{"eq", "contains", "startsWith", "endsWith", "folds", "matches"} {
			if operator != "eq" && operator != "contains" && strings.Trim(text, "%_.*$:`") == "" {
				continue // folding removes all of these, so that they match everything
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
