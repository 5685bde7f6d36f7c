package cli

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	httpd "whojoins/internal/http"
)

// eachStore runs a test on the embedded store and on a Neo4j.
func eachStore(t *testing.T, test func(t *testing.T, c Config)) {
	t.Run("embedded", func(t *testing.T) { test(t, Config{}) })
	t.Run("neo4j", func(t *testing.T) { test(t, Config{Store: database(t)}) })
}

// request is an HTTP request.
type request struct {
	method, path, body string
	header             http.Header
}

// posted returns a POST request for a query, with an Accept header.
func posted(t *testing.T, query string, variables any, accept string) request {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return request{http.MethodPost, "/graphql", string(body), http.Header{"Content-Type": {"application/json"}, "Accept": {accept}}}
}

// knownRequests returns the queries of the guide, of the editor and of the dataset's test
// questions, and requests for each kind of page and error.
func knownRequests(t *testing.T) (list []request) {
	t.Helper()
	for _, e := range examples(t, "guide.md", "graphql") {
		list = append(list, posted(t, e.code, nil, "application/json"), posted(t, e.code, nil, "text/csv"))
	}
	text, err := os.ReadFile("../../seed/testdata/questions.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var questions []struct{ Query string }
	if err := yaml.Unmarshal(text, &questions); err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		list = append(list, posted(t, q.Query, nil, "application/graphql-response+json"))
	}
	shown, err := filepath.Glob("../../web/questions/*/*.graphql")
	if err != nil || len(shown) == 0 {
		t.Fatalf("no example queries of the editor: %v", err)
	}
	for _, path := range shown {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, posted(t, string(text), variables(t, path), "application/json"))
	}
	for _, id := range []string{"sciensano", "jane", "oeci", "all-can-belgium", "no-such-id", "eu4health"} {
		for _, accept := range []string{"application/ld+json", "text/html", "application/json"} {
			list = append(list, request{http.MethodGet, "/id/" + id, "", http.Header{"Accept": {accept}}})
		}
	}
	for _, query := range []string{"{", "{ nothing }", `{ institutes(after: "x") { totalCount } }`, `{ institutes(first: 5000) { totalCount } }`, `{ entity(id: "none") { id } }`} {
		list = append(list, posted(t, query, nil, "application/json"),
			request{http.MethodGet, "/graphql?query=" + url.QueryEscape(query), "", http.Header{"Accept": {"application/graphql-response+json"}}})
	}
	for _, path := range []string{"", "/1.0", "/suggest/entity?prefix=can", "/preview?id=jane"} {
		list = append(list, request{http.MethodGet, "/reconcile" + path, "", nil})
	}
	for path, body := range map[string]string{
		"/reconcile":            `{"q0": {"query": "National Cancer Institute", "properties": [{"pid": "participations", "v": "JANE"}]}, "q1": {"query": "Sciensano", "properties": [{"pid": "country", "v": "BE"}]}, "q2": {"properties": [{"pid": "participations", "v": "jane"}, {"pid": "country", "v": "BE"}]}}`,
		"/reconcile/1.0/extend": `{"ids": ["sciensano", "jane"], "properties": [{"id": "country"}, {"id": "participations"}, {"id": "participations.role"}, {"id": "participants.since"}, {"id": "ror"}]}`,
	} {
		list = append(list, request{http.MethodPost, path, body, http.Header{"Content-Type": {"application/json"}}})
	}
	for tool, arguments := range map[string]string{
		"entity": `{"of": "JANE", "relation": "participants", "words": "member"}`, "paths": `{"from": "Sciensano", "to": "JANE-2"}`,
		"collaborators": `{"of": "Sciensano"}`, "ask": `{"question": "who-joins", "parameters": {"initiative": "JANE"}}`, "evidence": `{"of": "JANE", "with": "Sciensano"}`,
	} {
		list = append(list, request{http.MethodPost, "/mcp", called(tool, arguments), toolHeader()})
	}
	return append(list, request{http.MethodGet, "/schema.graphql", "", nil}, request{http.MethodGet, "/readyz", "", nil})
}

// variables returns the variables in the JSON file next to an example query, if it exists.
func variables(t *testing.T, path string) (values map[string]any) {
	t.Helper()
	text, err := os.ReadFile(strings.TrimSuffix(path, ".graphql") + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := errors.Join(err, json.Unmarshal(text, &values)); err != nil {
		t.Fatal(err)
	}
	return values
}

// own matches what each service says of itself in an answer: when it loaded the dataset, and how
// much work it has spent on the answer.
var own = regexp.MustCompile(`"loadedAt": ?"[^"]*"|"spent":\d+`)

// TestStoresAnswerAlike sends one in eight known requests to a service on each store, since Neo4j
// plans each statement anew; TestOutsideStoresAnswerAlike sends all.
func TestStoresAnswerAlike(t *testing.T) { storesAnswerAlike(t, 8) }

// storesAnswerAlike sends one of every so many known requests to a service on each store. The answers
// must be equal, except for what each service says of itself.
func storesAnswerAlike(t *testing.T, every int) {
	t.Helper()
	server := httpd.Config{Site: "https://graph.example.org"}
	embedded, other := start(t, Config{Server: server}).URL(), start(t, Config{Store: database(t), Server: server}).URL()
	list := knownRequests(t)
	if len(list) < 100 {
		t.Errorf("got %d requests, want at least 100", len(list))
	}
	for i, r := range list {
		if i%every != 0 {
			continue
		}
		var answers []string
		for _, base := range []string{embedded, other} {
			response, text := fetch(t, r.method, base+r.path, r.body, r.header)
			text = strings.ReplaceAll(own.ReplaceAllString(text, ""), base, "http://service")
			answers = append(answers, response.Status+" "+response.Header.Get("Content-Type")+"\n"+text)
		}
		if diff := cmp.Diff(answers[0], answers[1]); diff != "" {
			t.Errorf("%s %s %s %v (-embedded +neo4j):\n%.2000s", r.method, r.path, r.body, r.header, diff)
		}
	}
}

// TestStoreIsAnAddress checks the errors for invalid stores and for flags of other stores.
func TestStoreIsAnAddress(t *testing.T) {
	for _, c := range []struct{ store, data, want, reason string }{
		{"postgres", "", "neo4j://127.0.0.1:7687", "databases other than Neo4j are unsupported"},
		{"mysql://127.0.0.1", "", "scheme neo4j", "other schemes are unsupported"},
		{"neo4j://user:secret@127.0.0.1", "", "NEO4J_PASSWORD", "a password in an address would appear in logs"},
		{"neo4j://db.example.org", "", "no password", "the trial password is for this machine only"},
		{"neo4j://127.0.0.1", "../../seed", "whojoins load", "Neo4j already contains a dataset"},
	} {
		_, err := Open(t.Context(), Config{Store: c.store, Data: c.data, Server: httpd.Config{Model: readModel(t), Addr: "127.0.0.1:0"}})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v, want an error with %q", c.reason, err, c.want)
		}
	}
}
