package cli

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	httpd "whojoins/internal/http"
)

// TestHeadersOfAnswers checks the headers that caches, proxies and pages of other origins need.
func TestHeadersOfAnswers(t *testing.T) {
	url := start(t, Config{}).URL()
	names := []string{"Content-Type", "Vary", "Cache-Control", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Allow-Credentials"}
	for path, want := range map[string]map[string]string{
		"/graphql?query={meta{name}}": {
			"Content-Type": "application/json; charset=utf-8", "Vary": "Accept, Accept-Encoding, Origin",
			"Cache-Control": "public, max-age=5, stale-while-revalidate=60", "Access-Control-Allow-Origin": "*",
			"Access-Control-Expose-Headers":    "Content-Disposition, Etag, Link, Ratelimit-Limit, Ratelimit-Remaining, Ratelimit-Reset, Retry-After, Www-Authenticate, X-Cost, X-Coverage, X-Dataset-Version, X-Request-Id, X-Truncated",
			"Access-Control-Allow-Credentials": "",
		},
		"/id/sciensano": {
			"Content-Type": "application/ld+json; charset=utf-8", "Vary": "Accept, Accept-Encoding, Origin",
			"Cache-Control": "public, max-age=5, stale-while-revalidate=60", "Access-Control-Allow-Origin": "*",
			"Access-Control-Expose-Headers":    "Content-Disposition, Etag, Link, Ratelimit-Limit, Ratelimit-Remaining, Ratelimit-Reset, Retry-After, Www-Authenticate, X-Cost, X-Coverage, X-Dataset-Version, X-Request-Id, X-Truncated",
			"Access-Control-Allow-Credentials": "",
		},
	} {
		response, text := fetch(t, http.MethodGet, url+path, "", http.Header{"Origin": {"https://example.org"}})
		got := map[string]string{}
		for _, name := range names {
			got[name] = response.Header.Get(name)
		}
		if diff := cmp.Diff(want, got); diff != "" || response.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %.200s (-want +got):\n%s", path, response.Status, text, diff)
		}
	}
}

// dataPaths are addresses of every kind that returns data.
var dataPaths = []string{
	"/graphql?query={meta{name}}", "/id/sciensano", "/schema.graphql", "/questions", "/questions/who-joins?initiative=jane", "/questions/who-joins.json?initiative=jane",
	"/questions/who-joins.csv?initiative=jane", "/export/institutes.csv?first=1", "/export.csv?query={institutes{nodes{id}}}", "/export/collaboration.gexf?between=", "/id/nobody", "/export/nothing.csv",
	"/reconcile", "/reconcile/1.0/suggest/entity?prefix=jane", "/reconcile/preview?id=jane", "/reconcile/nothing", "/llms.txt", "/openapi.json",
}

// TestOnlyListedOriginsMayAsk checks CORS with a list of origins, on every address.
func TestOnlyListedOriginsMayAsk(t *testing.T) {
	listed := start(t, Config{Server: httpd.Config{Origins: []string{"https://example.org", "http://127.0.0.1:3000"}}}).URL()
	own := start(t, Config{Server: httpd.Config{Origins: httpd.OwnPages}}).URL()
	every := start(t, Config{Server: httpd.Config{Origins: httpd.EveryOrigin}}).URL()
	for _, path := range dataPaths {
		for _, c := range []struct{ url, origin, want string }{
			{listed, "https://example.org", "https://example.org"},
			{listed, "http://127.0.0.1:3000", "http://127.0.0.1:3000"},
			{listed, "https://example.org.evil.test", ""},
			{listed, "http://example.org", ""},
			{listed, "null", ""},
			{listed, "https://a.example.org", ""},
			{own, "https://example.org", ""},
			{own, "null", ""},
			{every, "https://example.org", "*"},
		} {
			for _, method := range []string{http.MethodGet, http.MethodOptions} {
				header := http.Header{"Origin": {c.origin}}
				if method == http.MethodOptions {
					header.Set("Access-Control-Request-Method", "GET")
				}
				response, _ := fetch(t, method, c.url+path, "", header)
				if got := response.Header.Get("Access-Control-Allow-Origin"); got != c.want || !strings.Contains(strings.Join(response.Header.Values("Vary"), ", "), "Origin") {
					t.Errorf("%s %s from %s: allowed %q, Vary %q; want %q", method, path, c.origin, got, response.Header.Values("Vary"), c.want)
				}
			}
		}
	}
}

// TestDefaultOrigins checks that own data on this machine is for the service's own pages only,
// unless the operator says otherwise.
func TestDefaultOrigins(t *testing.T) {
	for _, c := range []struct {
		reason string
		serve  serveCommand
		want   []string
	}{
		{"the built-in dataset is public", serveCommand{Addr: "127.0.0.1:8080", Store: "memory"}, httpd.EveryOrigin},
		{"an own dataset may be confidential", serveCommand{Addr: "127.0.0.1:8080", Store: "memory", Data: "DIR"}, httpd.OwnPages},
		{"a packed one too", serveCommand{Addr: "[::1]:8080", Store: "FILE.pack"}, httpd.OwnPages},
		{"a database too", serveCommand{Addr: "localhost:8080", Store: "neo4j://127.0.0.1"}, httpd.OwnPages},
		{"whoever serves a network means it", serveCommand{Addr: ":8080", Store: "memory", Data: "DIR"}, httpd.EveryOrigin},
		{"also by address", serveCommand{Addr: "192.0.2.1:8080", Store: "FILE.pack"}, httpd.EveryOrigin},
		{"the operator decides", serveCommand{Addr: "127.0.0.1:8080", Store: "FILE.pack", Origins: []string{"https://example.org"}}, []string{"https://example.org"}},
		{"the operator may allow every origin", serveCommand{Addr: "127.0.0.1:8080", Store: "FILE.pack", Origins: []string{"*"}}, httpd.EveryOrigin},
	} {
		if diff := cmp.Diff(c.want, c.serve.origins()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.reason, diff)
		}
	}
}

// TestAnswersAreCompressed checks gzip, and that each encoding has its own ETag.
func TestAnswersAreCompressed(t *testing.T) {
	url := start(t, Config{}).URL()
	for _, path := range []string{"/graphql?query={allEntities{nodes{id%20name%20claims{value}}}}", "/schema.graphql", "/id/sciensano"} {
		plain, text := fetch(t, http.MethodGet, url+path, "", http.Header{"Accept-Encoding": {"identity"}})
		small, body := fetch(t, http.MethodGet, url+path, "", http.Header{"Accept-Encoding": {"gzip"}})
		if small.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" || len(body) >= len(text) {
			t.Errorf("%s: %d bytes as %q, %d as %q", path, len(text), plain.Header.Get("Content-Encoding"), len(body), small.Header.Get("Content-Encoding"))
			continue
		}
		r, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := io.ReadAll(r); err != nil || string(again) != text {
			t.Errorf("%s: the decompressed answer differs: %v", path, err)
		}
		tag := small.Header.Get("ETag")
		known, _ := fetch(t, http.MethodGet, url+path, "", http.Header{"Accept-Encoding": {"gzip"}, "If-None-Match": {tag}})
		if tag == plain.Header.Get("ETag") || known.StatusCode != http.StatusNotModified {
			t.Errorf("%s: tags %s and %s, then %s; want two tags and 304", path, tag, plain.Header.Get("ETag"), known.Status)
		}
	}
}
