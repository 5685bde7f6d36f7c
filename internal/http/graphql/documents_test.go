package graphql_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/manifest"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

const (
	listed   = `query Listed($yes: Boolean!) { meta { name version @include(if: $yes) } }`
	unlisted = "{ meta { name } }"
)

// listing returns a service whose manifest has one document, with the manifest and its file.
func listing(t *testing.T, only bool) (s *service, m *manifest.Manifest, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "documents.json")
	if err := os.WriteFile(path, fmt.Appendf(nil, "{%q: %q}", hashOf(listed), listed), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := manifest.Open(manifest.Config{File: path, Only: only})
	if err != nil {
		t.Fatal(err)
	}
	schema, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	e := graph.New(graph.Config{Model: schema, Store: &storetest.Fake{}, Limits: plan.DefaultLimits(), Version: "1.2.3"})
	return &service{Handler: graphql.New(graphql.Config{Engine: e, Documents: m})}, m, path
}

// ask sends the same parameters by POST and by GET, and returns the status and the text of both.
func (s *service) ask(t *testing.T, parameters map[string]string) (statuses [2]int, texts [2]string) {
	t.Helper()
	values, body := url.Values{}, map[string]any{}
	for name, text := range parameters {
		values.Set(name, text)
		if body[name] = text; name == "variables" || name == "extensions" {
			body[name] = json.RawMessage(text)
		}
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	w, text := s.post(string(encoded))
	statuses[0], texts[0] = w.Code, text
	w = httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/graphql?"+values.Encode(), nil))
	statuses[1], texts[1] = w.Code, w.Body.String()
	return statuses, texts
}

// TestDocumentID sends every way to name a document, to a service that also answers others and to
// one that does not.
func TestDocumentID(t *testing.T) {
	const answer, refused = `{"data":{"meta":{"name":"Whojoins"}}`, "is not one of them"
	variables := `{"yes":false}`
	id := map[string]string{"documentId": "sha256:" + hashOf(listed), "variables": variables}
	for _, c := range []struct {
		name         string
		parameters   map[string]string
		status       int
		open, closed string
	}{
		{"a documentId", id, 200, answer, answer},
		{"other variables", map[string]string{"documentId": "sha256:" + hashOf(listed), "variables": `{"yes":true}`}, 200, `"version":"1.2.3"`, `"version":"1.2.3"`},
		{"its name", map[string]string{"documentId": "sha256:" + hashOf(listed), "variables": variables, "operationName": "Listed"}, 200, answer, answer},
		{"its hash as a persisted query", map[string]string{"extensions": persisted(hashOf(listed)), "variables": variables}, 200, answer, answer},
		{"its text", map[string]string{"query": listed, "variables": variables}, 200, answer, answer},
		{"an unknown documentId", map[string]string{"documentId": "sha256:" + hashOf(unlisted)}, 200, `"code":"PERSISTED_QUERY_NOT_FOUND"`, `"code":"PERSISTED_QUERY_NOT_FOUND"`},
		{"no id", map[string]string{"documentId": hashOf(listed)}, 400, "64 hexadecimal digits", "64 hexadecimal digits"},
		{"an empty id", map[string]string{"documentId": ""}, 400, "64 hexadecimal digits", "64 hexadecimal digits"},
		{"two ways", map[string]string{"documentId": "sha256:" + hashOf(listed), "query": listed, "variables": variables}, 400, "several ways", "several ways"},
	} {
		for only, want := range map[bool]string{false: c.open, true: c.closed} {
			s, _, _ := listing(t, only)
			for range 2 {
				if statuses, texts := s.ask(t, c.parameters); statuses != [2]int{c.status, c.status} || !strings.Contains(texts[0], want) || !strings.Contains(texts[1], want) {
					t.Errorf("%s, only %t: %v %q, want %d with %s", c.name, only, statuses, texts, c.status, want)
				}
			}
		}
	}
	s, _, _ := listing(t, true)
	if _, text := s.post(`{"documentId":7}`); !strings.Contains(text, "not a string") {
		t.Errorf("a number as documentId: %s", text)
	}
	for name, parameters := range map[string]map[string]string{
		"another document": {"query": unlisted}, "one with its hash": {"query": unlisted, "extensions": persisted(hashOf(unlisted))},
	} {
		if statuses, texts := s.ask(t, parameters); statuses != [2]int{400, 400} || !strings.Contains(texts[0], refused) || !strings.Contains(texts[1], `"code":"BAD_USER_INPUT"`) {
			t.Errorf("%s: %v %q, want BAD_USER_INPUT", name, statuses, texts)
		}
	}
	if statuses, texts := s.ask(t, map[string]string{"extensions": persisted(hashOf(unlisted))}); statuses != [2]int{200, 200} ||
		!strings.Contains(texts[0], `"message":"PersistedQueryNotSupported","extensions":{"code":"PERSISTED_QUERY_NOT_SUPPORTED"`) {
		t.Errorf("an unknown hash: %v %q, want what lets clients send the document", statuses, texts)
	}
}

// TestDocumentsReload checks that a document that was removed is no longer answered, although its
// answer was prepared, and that a faulty file changes nothing.
func TestDocumentsReload(t *testing.T) {
	s, m, path := listing(t, true)
	id := map[string]string{"documentId": "sha256:" + hashOf(listed), "variables": `{"yes":false}`}
	text := map[string]string{"query": listed, "variables": `{"yes":false}`}
	answers := func(want bool) {
		t.Helper()
		for _, parameters := range []map[string]string{id, text} {
			if _, texts := s.ask(t, parameters); strings.Contains(texts[0], `"data"`) != want || strings.Contains(texts[1], `"data"`) != want {
				t.Errorf("%v: %q, want data %t", parameters, texts, want)
			}
		}
	}
	answers(true)
	for _, content := range []string{"{", "{}"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Reload(); (err != nil) != (content == "{") {
			t.Errorf("%s: %v", content, err)
		}
		answers(content == "{")
	}
}
