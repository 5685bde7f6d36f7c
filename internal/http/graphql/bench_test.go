package graphql_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// blank is a ResponseWriter that keeps nothing.
type blank struct{ header http.Header }

func (b *blank) Header() http.Header         { return b.header }
func (b *blank) Write(p []byte) (int, error) { return len(p), nil }
func (b *blank) WriteHeader(int)             {}

// BenchmarkHandler is the cost of one request that was asked before, without the
// network: ten fields of every entity of the fixture.
func BenchmarkHandler(b *testing.B) {
	h := overFixture(b)
	body, err := json.Marshal(map[string]any{
		"query":     "query Page($n: Int) { allEntities(first: $n) { totalCount nodes { id name type summary disputed ... on Organisation { acronym country city region founded } } } }",
		"variables": map[string]any{"n": 10},
	})
	if err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
	r.Header.Set("Content-Type", "application/json")
	reader := strings.NewReader("")
	w := &blank{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		reader.Reset(string(body))
		r.Body = readCloser{reader}
		h.ServeHTTP(w, r)
	}
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }
