package graphql_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// broken is a body that fails when it is read.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// TestEveryStatus sends a request for every row of the table of statuses.
func TestEveryStatus(t *testing.T) {
	const list = `{"query":"{ institutes { totalCount } }"}`
	gone, leave := context.WithCancel(t.Context())
	leave()
	post := func(body string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		return r
	}
	with := func(r *http.Request, header, value string) *http.Request {
		r.Header.Set(header, value)
		return r
	}
	reading := func(err error) *http.Request {
		r := post("")
		r.Body = io.NopCloser(broken{err})
		return r
	}
	get := func(query string) *http.Request { return httptest.NewRequest(http.MethodGet, "/graphql?"+query, nil) }
	failing := func(code plan.Code) error { return plan.Errorf(code, "do otherwise", "it fails") }

	tested := map[string]bool{}
	for _, c := range []struct {
		cause          string
		modern, legacy int
		request        func() *http.Request
		store          error
		has            string
	}{
		{"method", 405, 405, func() *http.Request { return httptest.NewRequest(http.MethodDelete, "/graphql", nil) }, nil, "POST or GET"},
		{"mutation by GET", 405, 405, func() *http.Request { return get("query=mutation{x}") }, nil, "mutation"},
		{"accept", 406, 406, func() *http.Request { return with(post(list), "Accept", "image/png") }, nil, "application/graphql-response+json"},
		{"content type", 415, 415, func() *http.Request { return with(post(list), "Content-Type", "text/plain") }, nil, "application/json"},
		{"content type", 415, 415, func() *http.Request {
			return with(post(list), "Content-Type", "application/json; charset=utf-16")
		}, nil, "UTF-8"},
		{"content type", 415, 415, func() *http.Request { return with(post(list), "Content-Encoding", "gzip") }, nil, "Content-Encoding"},
		{"body size", 413, 413, func() *http.Request { return post(strings.Repeat(" ", 200_000)) }, nil, "100000 bytes"},
		{"body memory", 503, 503, func() *http.Request { return post(strings.Repeat(" ", 80_000)) }, nil, `"limit":"receiving"`},
		{"body time", 408, 408, func() *http.Request { return reading(os.ErrDeadlineExceeded) }, nil, "too long"},
		{"body", 400, 400, func() *http.Request { return reading(io.ErrUnexpectedEOF) }, nil, "incomplete"},
		{"body", 400, 400, func() *http.Request { return post(`{"query":"{ __typename }"} trailing`) }, nil, "one JSON object"},
		{"body", 400, 400, func() *http.Request { return post("") }, nil, "one JSON object"},
		{"body", 400, 400, func() *http.Request { return post("null") }, nil, "one JSON object"},
		{"body", 400, 400, func() *http.Request { return post("\xff") }, nil, "UTF-8"},
		{"body", 400, 400, func() *http.Request { return post(`?query={__typename}`) }, nil, "one JSON object"},
		{"body", 400, 400, func() *http.Request { return get("") }, nil, `"query\" is missing`},
		{"body", 400, 400, func() *http.Request { return get("query={__typename}&query={__typename}") }, nil, "2 times"},
		{"body", 400, 400, func() *http.Request { return get("query={__typename}&variables=[]") }, nil, "not an object"},
		{"body", 400, 400, func() *http.Request { return get("query={__typename}&variables={") }, nil, "not JSON"},
		{"gone", 400, 400, func() *http.Request { return post(list).WithContext(gone) }, nil, "cancelled"},
		{"GRAPHQL_PARSE_FAILED", 400, 200, func() *http.Request { return post(`{"query":"{"}`) }, nil, ""},
		{"GRAPHQL_VALIDATION_FAILED", 400, 200, func() *http.Request { return post(`{"query":"{ x }"}`) }, nil, ""},
		{"BAD_USER_INPUT", 400, 200, func() *http.Request {
			return post(`{"query":"query($n: Int!) { institutes(first: $n) { totalCount } }"}`)
		}, nil, "$n"},
		{"BAD_CURSOR", 400, 200, func() *http.Request { return post(`{"query":"{ institutes(after: \"x\") { totalCount } }"}`) }, nil, ""},
		{"TOO_COMPLEX", 400, 200, func() *http.Request {
			return post(`{"query":"{ entities(ids: [` + strings.Repeat(`\"a\"`, 50) + `]) { id } }"}`)
		}, nil, ""},
		{"TOO_LARGE", 400, 200, func() *http.Request { return post(list) }, failing(plan.TooLarge), ""},
		{"NOT_FOUND", 404, 200, func() *http.Request { return post(list) }, failing(plan.NotFound), ""},
		{"PERSISTED_QUERY_NOT_FOUND", 200, 200, func() *http.Request {
			return post(`{"extensions":` + persisted(hashOf("{ __typename }")) + `}`)
		}, nil, "PersistedQueryNotFound"},
		{"PERSISTED_QUERY_NOT_SUPPORTED", 200, 200, func() *http.Request { return post(list) }, failing(plan.NotSupported), ""},
		{"CONFLICT", 409, 409, func() *http.Request { return post(list) }, failing(plan.Conflict), ""},
		{"TIMEOUT", 504, 504, func() *http.Request { return post(list) }, context.DeadlineExceeded, "request less"},
		{"UNAVAILABLE", 503, 503, func() *http.Request { return post(list) }, failing(plan.Unavailable), ""},
		{"RATE_LIMITED", 429, 429, func() *http.Request { return post(list) }, failing(plan.RateLimited), ""},
		{"INTERNAL", 500, 500, func() *http.Request { return post(list) }, errors.New("broken"), ""},
	} {
		tested[c.cause] = true
		for mediaType, status := range map[string]int{"application/graphql-response+json": c.modern, "application/json": c.legacy} {
			s := serve(t, &storetest.Fake{OnRun: func(context.Context) error { return c.store }}, func(l *plan.Limits) { l.Receiving, l.Body, l.Cost = 1000, 100_000, 3500 })
			r := c.request()
			if r.Header.Get("Accept") == "" {
				r.Header.Set("Accept", mediaType)
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != status || !strings.Contains(w.Body.String(), c.has) || !strings.Contains(w.Body.String(), `"errors":[`) {
				t.Errorf("%s as %s: %d %s, want %d and %q", c.cause, mediaType, w.Code, w.Body, status, c.has)
			}
			if got := w.Header().Get("Cache-Control"); (got == "no-store") != (r.Method != http.MethodPost) {
				t.Errorf("%s: Cache-Control %q: an error is not stored, nor is the answer to a POST", c.cause, got)
			}
			if got := w.Header().Get("Retry-After") != ""; got != (status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests) {
				t.Errorf("%s: Retry-After %v", c.cause, got)
			}
		}
	}
	for _, c := range graphql.Causes() {
		if !tested[c] {
			t.Errorf("no request of this test has the cause %q", c)
		}
	}
}

func TestAllow(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	for _, c := range []struct {
		method, target string
		status         int
		allow          string
	}{
		{http.MethodOptions, "/graphql", 204, "GET, HEAD, OPTIONS, POST"},
		{http.MethodPut, "/graphql", 405, "GET, HEAD, OPTIONS, POST"},
		{"NONSENSE", "/graphql", 405, "GET, HEAD, OPTIONS, POST"},
		{http.MethodGet, "/graphql?query=mutation{x}", 405, "POST"},
		{http.MethodGet, "/graphql?query={__typename}", 200, ""},
	} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(c.method, c.target, nil))
		if w.Code != c.status || w.Header().Get("Allow") != c.allow {
			t.Errorf("%s %s: %d, Allow %q; want %d, %q", c.method, c.target, w.Code, w.Header().Get("Allow"), c.status, c.allow)
		}
	}
}

// TestMessagesHaveHints checks that the hint is part of the message, for people, and separate,
// for programs.
func TestMessagesHaveHints(t *testing.T) {
	s := serve(t, &storetest.Fake{OnRun: func(context.Context) error { return plan.Errorf(plan.TooLarge, "request less", "that is too much") }})
	_, text := s.post(`{"query":"{ institutes { totalCount } }"}`)
	for _, want := range []string{`"message":"that is too much; request less"`, `"hint":"request less"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s has no %s", text, want)
		}
	}
}
