package graphql_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

func hashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

// persisted returns the extensions that name a document by its hash.
func persisted(hash string) string {
	return fmt.Sprintf(`{"persistedQuery":{"version":1,"sha256Hash":%q}}`, hash)
}

// TestPersistedQueries follows the protocol of automatic persisted queries, by POST and by GET:
// the hash alone, then the document with its hash, then the hash with other variables.
func TestPersistedQueries(t *testing.T) {
	const document = `query One($yes: Boolean!) { meta { name version @include(if: $yes) } }`
	const notFound = `"message":"PersistedQueryNotFound"`
	send := map[string]func(s *service, mediaType, query, variables, hash string) (int, string){
		"POST": func(s *service, mediaType, query, variables, hash string) (int, string) {
			body := fmt.Sprintf(`{"variables":%s,"extensions":%s}`, variables, persisted(hash))
			if query != "" {
				body = fmt.Sprintf(`{"query":%q,`, query) + body[1:]
			}
			w, text := s.post(body, "Accept", mediaType)
			return w.Code, text
		},
		"GET": func(s *service, mediaType, query, variables, hash string) (int, string) {
			parameters := url.Values{"variables": {variables}, "extensions": {persisted(hash)}}
			if query != "" {
				parameters.Set("query", query)
			}
			r := httptest.NewRequest(http.MethodGet, "/graphql?"+parameters.Encode(), nil)
			r.Header.Set("Accept", mediaType)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if cache := w.Header().Get("Cache-Control"); strings.Contains(w.Body.String(), "errors") && cache != "no-store" {
				t.Errorf("a GET that failed has Cache-Control %s", cache)
			}
			return w.Code, w.Body.String()
		},
	}
	for method, to := range send {
		for _, mediaType := range []string{"application/json", "application/graphql-response+json"} {
			s := serve(t, &storetest.Fake{})
			for i, step := range []struct {
				query, variables, hash, has, reason string
				status                              int
			}{
				{"", `{"yes":false}`, hashOf(document), notFound, "the document is unknown, and clients expect status 200", 200},
				{document, `{"yes":false}`, hashOf(document + " "), "BAD_USER_INPUT", "the hash of another document", 400},
				{"", `{"yes":false}`, hashOf(document + " "), notFound, "nothing was kept under it", 200},
				{document, `{"yes":false}`, hashOf(document), `{"data":{"meta":{"name":"Whojoins"}}`, "the document with its hash", 200},
				{"", `{"yes":false}`, hashOf(document), `{"data":{"meta":{"name":"Whojoins"}}`, "the hash alone", 200},
				{"", `{"yes":true}`, hashOf(document), `{"data":{"meta":{"name":"Whojoins","version":`, "with other variables", 200},
			} {
				status, text := to(s, mediaType, step.query, step.variables, step.hash)
				if status != step.status || !strings.Contains(text, step.has) {
					t.Errorf("%s, %s, step %d: %d %s, want %d with %s: %s", method, mediaType, i, status, text, step.status, step.has, step.reason)
				}
				if step.has == notFound && !strings.Contains(text, `"code":"PERSISTED_QUERY_NOT_FOUND"`) {
					t.Errorf("%s, step %d: %s has no code for clients that read codes", method, i, text)
				}
			}
		}
	}
}

// TestPersistedQueriesAreChecked checks that a document that is not answered is not kept, and
// which extensions are rejected.
func TestPersistedQueriesAreChecked(t *testing.T) {
	s := serve(t, &storetest.Fake{}, func(l *plan.Limits) { l.Document = 200 })
	for document, code := range map[string]string{
		"{ meta { nobody } }": "GRAPHQL_VALIDATION_FAILED",
		"{ meta {":            "GRAPHQL_PARSE_FAILED",
		"{ meta { name } }" + strings.Repeat(" ", 200): "TOO_LARGE",
		"mutation { __typename }":                      "GRAPHQL_VALIDATION_FAILED",
	} {
		text, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := s.post(fmt.Sprintf(`{"query":%s,"extensions":%s}`, text, persisted(hashOf(document)))); !strings.Contains(got, code) {
			t.Errorf("%.40s: %s, want %s", document, got, code)
		}
		if _, got := s.post(fmt.Sprintf(`{"extensions":%s}`, persisted(hashOf(document)))); !strings.Contains(got, "PersistedQueryNotFound") {
			t.Errorf("%.40s was kept: %s", document, got)
		}
	}
	hash := hashOf("{ meta { name } }")
	for extensions, want := range map[string]string{
		`null`:                    `"query\" is missing`,
		`{}`:                      `"query\" is missing`,
		`{"persistedQuery":null}`: `"query\" is missing`,
		`{"PersistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}`: `"query\" is missing`,
		`[]`:                                `"extensions\" is not an object`,
		`{"persistedQuery":"` + hash + `"}`: "version 1",
		`{"persistedQuery":{"sha256Hash":"` + hash + `"}}`:                              "version 1",
		`{"persistedQuery":{"version":2,"sha256Hash":"` + hash + `"}}`:                  "version 1",
		`{"persistedQuery":{"version":1,"sha256Hash":"` + hash[:62] + `"}}`:             "version 1",
		`{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `00"}}`:                "version 1",
		`{"persistedQuery":{"version":1,"sha256Hash":7}}`:                               "version 1",
		`{"persistedQuery":{"version":1,"sha256Hash":"` + strings.ToUpper(hash) + `"}}`: "version 1",
	} {
		w, got := s.post(`{"extensions":` + extensions + `}`)
		if w.Code != http.StatusBadRequest || !strings.Contains(got, "BAD_USER_INPUT") || !strings.Contains(got, want) {
			t.Errorf("%s: %d %s, want BAD_USER_INPUT with %s", extensions, w.Code, got, want)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/graphql?query={meta{name}}&extensions={", nil)
	w := httptest.NewRecorder()
	if s.ServeHTTP(w, r); w.Code != http.StatusBadRequest {
		t.Errorf("extensions that are not JSON: %d %s", w.Code, w.Body)
	}
}

// TestPersistedQueriesAreBounded fills the cache by number and by bytes, and checks that the
// documents in use stay and that the others are dropped and can be sent again.
func TestPersistedQueriesAreBounded(t *testing.T) {
	for name, row := range map[string]struct{ documents, bytes int }{
		"by number": {1001, 0},
		"by bytes":  {130, 70_000},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, &storetest.Fake{}, func(l *plan.Limits) { l.Document = 100_000 })
			knows := func(i int) bool {
				_, text := s.post(fmt.Sprintf(`{"variables":{"x":%d},"extensions":%s}`, i, persisted(hashOf(numbered(i, row.bytes)))))
				return strings.Contains(text, `"data"`)
			}
			add := func(i int) {
				body := fmt.Sprintf(`{"query":%q,"extensions":%s}`, numbered(i, row.bytes), persisted(hashOf(numbered(i, row.bytes))))
				if _, text := s.post(body); !strings.Contains(text, `"data"`) {
					t.Fatal(text)
				}
			}
			for i := range row.documents {
				add(i)
				if i > 0 && !knows(0) {
					t.Fatalf("the document in use was dropped after %d others", i)
				}
			}
			if knows(1) {
				t.Error("the document that was not used for longest is still kept")
			}
			if add(1); !knows(1) {
				t.Error("a dropped document that was sent again is not kept")
			}
		})
	}
}

// numbered returns the i-th of many different documents.
func numbered(i, size int) string {
	return fmt.Sprintf("query Q%d { __typename }%s", i, strings.Repeat(" ", size))
}
