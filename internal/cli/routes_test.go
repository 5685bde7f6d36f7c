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
			"Cache-Control": "public, no-cache", "Access-Control-Allow-Origin": "*",
			"Access-Control-Expose-Headers":    "Content-Disposition, Etag, Retry-After, X-Cost, X-Request-Id",
			"Access-Control-Allow-Credentials": "",
		},
		"/id/sciensano": {
			"Content-Type": "application/ld+json; charset=utf-8", "Vary": "Accept, Accept-Encoding, Origin",
			"Cache-Control": "public, no-cache", "Access-Control-Allow-Origin": "*",
			"Access-Control-Expose-Headers":    "Content-Disposition, Etag, Retry-After, X-Cost, X-Request-Id",
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

// TestOnlyListedOriginsMayAsk checks CORS with a list of origins.
func TestOnlyListedOriginsMayAsk(t *testing.T) {
	url := start(t, Config{Server: httpd.Config{Origins: []string{"https://example.org", "http://127.0.0.1:3000"}}}).URL() + "/graphql?query={meta{name}}"
	for origin, want := range map[string]string{
		"https://example.org": "https://example.org", "http://127.0.0.1:3000": "http://127.0.0.1:3000",
		"https://example.org.evil.test": "", "http://example.org": "", "null": "", "https://a.example.org": "",
	} {
		response, _ := fetch(t, http.MethodGet, url, "", http.Header{"Origin": {origin}})
		if got := response.Header.Get("Access-Control-Allow-Origin"); got != want || !strings.Contains(response.Header.Get("Vary"), "Origin") {
			t.Errorf("origin %s: allowed %q, Vary %q; want %q", origin, got, response.Header.Get("Vary"), want)
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
