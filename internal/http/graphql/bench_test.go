package graphql_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// blank is a ResponseWriter that discards the answer.
type blank struct{ header http.Header }

func (b *blank) Header() http.Header         { return b.header }
func (b *blank) Write(p []byte) (int, error) { return len(p), nil }
func (b *blank) WriteHeader(int)             {}

// requestBody is a request for ten fields of ten entities of the fixture.
func requestBody(b *testing.B) string {
	body, err := json.Marshal(map[string]any{
		"query":     "query Page($n: Int) { allEntities(first: $n) { totalCount nodes { id name type summary disputed ... on Organisation { acronym country city region founded } } } }",
		"variables": map[string]any{"n": 10},
	})
	if err != nil {
		b.Fatal(err)
	}
	return string(body)
}

// BenchmarkHandler measures a request that was sent before, without the network.
func BenchmarkHandler(b *testing.B) {
	h, body := overFixture(b), requestBody(b)
	r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
	r.Header.Set("Content-Type", "application/json")
	reader := strings.NewReader("")
	w := &blank{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		reader.Reset(body)
		r.Body = readCloser{reader}
		h.ServeHTTP(w, r)
	}
}

// BenchmarkServer measures the same request over a connection that is kept open, with the work
// of the client.
func BenchmarkServer(b *testing.B) {
	server, body := httptest.NewServer(overFixture(b)), requestBody(b)
	defer server.Close()
	b.ReportAllocs()
	for b.Loop() {
		response, err := server.Client().Post(server.URL, "application/json", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		_, err = io.Copy(io.Discard, response.Body)
		if err := errors.Join(err, response.Body.Close()); err != nil {
			b.Fatal(err)
		}
	}
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }
