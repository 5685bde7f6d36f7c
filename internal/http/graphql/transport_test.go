package graphql_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestAnswersTwice checks whole answers, twice, since the second comes from the cache.
func TestAnswersTwice(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	for _, c := range []struct{ body, want, reason string }{
		{`{"query":"{ meta { version } }"}`, `{"data":{"meta":{"version":"1.2.3"}},"extensions":{"cost":…}}`, "the version of the program"},
		{`{"query":"{ meta { dataVersion licence } }"}`, `{"data":{"meta":{"dataVersion":"synthetic-1","licence":"CC0-1.0"}},"extensions":{"cost":…}}`, "the description of the dataset"},
		{`{"query":"{ meta { limits { page body } } }"}`, `{"data":{"meta":{"limits":{"page":1000,"body":1048576}}},"extensions":{"cost":…}}`, "the limits"},
		{`{"query":"{ b: __typename a: entity(id: \"x\") { id } }"}`, `{"data":{"b":"Query","a":null},"extensions":{"cost":…}}`, "aliases, in the order of the request"},
		{`{"query":"{ ...F } fragment F on Query { meta { name } ... on Query { meta { version } } }"}`, `{"data":{"meta":{"name":"Whojoins","version":"1.2.3"}},"extensions":{"cost":…}}`, "fields of one key are merged"},
		{`{"query":"query($s: Boolean!) { meta @skip(if: $s) { name } __typename }","variables":{"s":true}}`, `{"data":{"__typename":"Query"},"extensions":{"cost":…}}`, "a skipped root field reads nothing"},
		{`{"query":"query A { __typename } query B { b: __typename }","operationName":"B"}`, `{"data":{"b":"Query"},"extensions":{"cost":…}}`, "one of several operations"},
		{`{"query":"{ __typename }","operationName":null,"variables":null,"extensions":null}`, `{"data":{"__typename":"Query"},"extensions":{"cost":…}}`, "null is the same as absent"},
		{`{"query":"{ __type(name: \"Role\") { kind enumValues { name } } }"}`, `"COORDINATOR"`, "introspection knows the whole schema"},
	} {
		for range 2 {
			response, text := s.post(c.body)
			if response.Code != http.StatusOK || withoutCost(text) != c.want && !strings.Contains(text, c.want) {
				t.Errorf("%s\n got %d %s\nwant %s: %s", c.body, response.Code, text, c.want, c.reason)
			}
			if got := response.Header().Get("Content-Length"); got != strconv.Itoa(len(text)) {
				t.Errorf("Content-Length %s of %d bytes", got, len(text))
			}
			if got := response.Header().Get("Content-Type"); got != "application/json; charset=utf-8" {
				t.Errorf("Content-Type %s", got)
			}
		}
	}
}

// TestRejections checks the status, the code and the message of requests that are rejected.
func TestRejections(t *testing.T) {
	const modern = "application/graphql-response+json"
	s := serve(t, &storetest.Fake{}, func(l *plan.Limits) { l.Body, l.Cost = 300, 3100 })
	for _, c := range []struct {
		body           string
		legacy, status int
		code, has      string
		reason         string
	}{
		{`{"query":`, 400, 400, "BAD_USER_INPUT", "JSON", "not JSON"},
		{`[]`, 400, 400, "BAD_USER_INPUT", "JSON", "not an object"},
		{`{}`, 400, 400, "BAD_USER_INPUT", "query", "no document"},
		{`{"query":"{ __typename }","variables":"x"}`, 400, 400, "BAD_USER_INPUT", "variables", "variables are an object"},
		{`{"query":"` + strings.Repeat(" ", 300) + `"}`, 413, 413, "TOO_LARGE", "300 bytes", "over the limit"},
		{`{"query":"{ meta { "}`, 200, 400, "GRAPHQL_PARSE_FAILED", `"locations":[{"line":1`, "syntax, with its place"},
		{`{"query":"fragment F on Query { __typename }"}`, 200, 400, "GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED", "operation", "no operation"},
		{`{"query":"{ secretField }"}`, 200, 400, "GRAPHQL_VALIDATION_FAILED", `"locations"`, "an unknown field"},
		{`{"query":"{ institutes(first: 3000000000) { totalCount } }"}`, 200, 400, "GRAPHQL_VALIDATION_FAILED", "32 bits", "Int has 32 bits"},
		{`{"query":"{ meta { name } ... @defer { __typename } }"}`, 200, 400, "GRAPHQL_VALIDATION_FAILED", "defer", "answers come whole"},
		{`{"query":"mutation { __typename }"}`, 200, 400, "GRAPHQL_VALIDATION_FAILED", "", "the schema has no mutations"},
		{`{"query":"query A { __typename } query B { __typename }"}`, 200, 400, "BAD_USER_INPUT", "operationName", "one of two must be named"},
		{`{"query":"query($n: Int) { institutes(first: $n) { totalCount } }","variables":{"n":"x"}}`, 200, 400, "BAD_USER_INPUT", "$n", "a variable of the wrong type"},
		{`{"query":"{ institutes(first: -1) { totalCount } }"}`, 200, 400, "BAD_USER_INPUT", `"path":["institutes"]`, "an argument out of range"},
		{`{"query":"{ institutes(after: \"x\") { totalCount } }"}`, 200, 400, "BAD_CURSOR", `"hint"`, "no valid cursor"},
		{`{"query":"{ a: entities(ids: [\"a\", \"b\"]) { id } b: entities(ids: [\"a\", \"b\"]) { id } }"}`, 200, 400, "TOO_COMPLEX", "at most 3100", "the costs of all root fields add up"},
	} {
		for mediaType, status := range map[string]int{"application/json": c.legacy, modern: c.status} {
			response, text := s.post(c.body, "Accept", mediaType)
			var got struct {
				Errors []struct {
					Message    string
					Extensions struct{ Code string }
				}
			}
			if err := json.Unmarshal([]byte(text), &got); err != nil || len(got.Errors) == 0 {
				t.Fatalf("%s: %v in %s", c.body, err, text)
			}
			code := got.Errors[0].Extensions.Code
			if response.Code != status || !strings.Contains(c.code, code) || !strings.Contains(text, c.has) {
				t.Errorf("%s as %s\n got %d %s\nwant %d %s %s: %s", c.body, mediaType, response.Code, text, status, c.code, c.has, c.reason)
			}
			if got := response.Header().Get("Content-Type"); got != mediaType+"; charset=utf-8" {
				t.Errorf("Content-Type %s, want %s", got, mediaType)
			}
		}
	}
}

func TestMethodAndMediaType(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	if response, text := s.post(`{"query":"{ __typename }"}`, "Content-Type", "text/plain"); response.Code != http.StatusUnsupportedMediaType {
		t.Errorf("text/plain: %d %s", response.Code, text)
	}
	if response, text := s.post(`{"query":"{ __typename }"}`, "Content-Type", "application/json; charset=utf-8"); response.Code != http.StatusOK {
		t.Errorf("a charset: %d %s", response.Code, text)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodDelete, "/graphql", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD, OPTIONS, POST" {
		t.Errorf("DELETE: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

// TestBodiesAreNotEchoed checks that an error does not quote the body, which may hold secrets.
func TestBodiesAreNotEchoed(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	for _, body := range []string{`hunter2`, `{"query": hunter2}`, `{"query":["hunter2"]}`, `{"query":"{ __typename }","variables":"hunter2"}`} {
		if _, text := s.post(body); strings.Contains(text, "hunter2") {
			t.Errorf("%s is quoted: %s", body, text)
		}
	}
}

// TestOneViewForAllRootFields checks that root fields share one view, which is closed.
func TestOneViewForAllRootFields(t *testing.T) {
	f := &storetest.Fake{}
	s := serve(t, f)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 25 {
				_, text := s.post(`{"query":"{ a: entity(id: \"a\") { id } b: entity(id: \"b\") { id } c: entity(id: \"c\") { id } }"}`)
				if want := `{"data":{"a":null,"b":null,"c":null},"extensions":{"cost":…}}`; withoutCost(text) != want {
					t.Errorf("got %s, want %s", text, want)
				}
			}
		})
	}
	wait.Wait()
	if views, closed := f.Views.Load(), f.Closed.Load(); views != 100 || closed != 100 {
		t.Errorf("%d views and %d closed for 100 operations", views, closed)
	}
	if _, text := s.post(`{"query":"{ __typename }"}`); f.Views.Load() != 100 {
		t.Errorf("a view was opened for a request that reads no data: %s", text)
	}
}
