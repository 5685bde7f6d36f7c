package http

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// do sends a request without following redirects.
func do(t *testing.T, method, url string, header ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := (&http.Transport{DisableKeepAlives: true, DisableCompression: true}).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response
}

// An address that is only read rejects other methods, and an unknown address has none.
func TestMethods(t *testing.T) {
	url := start(t).URL()
	for _, c := range []struct {
		reason, method, path string
		status               int
		allow                string
	}{
		{"a probe is read", http.MethodGet, "/livez", 200, ""},
		{"a probe may be read by HEAD", http.MethodHead, "/livez", 200, ""},
		{"a probe is not written", http.MethodPost, "/livez", 405, "GET, HEAD"},
		{"metrics are not written", http.MethodDelete, "/metrics", 405, "GET, HEAD"},
		{"the schema is not written", http.MethodPut, "/schema.graphql", 405, "GET, HEAD"},
		{"the home page is not written", http.MethodPost, "/", 405, "GET, HEAD"},
		{"the editor is not written", http.MethodPost, "/query", 405, "GET, HEAD"},
		{"results are not written", http.MethodPost, "/explore", 405, "GET, HEAD"},
		{"a file of the editor is not written", http.MethodPost, "/assets/x.js", 405, "GET, HEAD"},
		{"the documentation is not written", http.MethodPost, "/docs/", 405, "GET, HEAD"},
		{"an unknown address is not found", http.MethodGet, "/nothing", 404, ""},
		{"by any method", http.MethodPost, "/nothing", 404, ""},
		{"files are listed by the handler of files", http.MethodGet, "/export/nothing", 404, ""},
		{"a file cannot hold entities and relations of any type", http.MethodGet, "/export/node.csv?id=jane", 400, ""},
		{"a file of any query has an address without a folder", http.MethodPost, "/export.csv", 405, "GET, HEAD, OPTIONS"},
		{"the schema may be read by pages of any origin", http.MethodOptions, "/schema.graphql", 204, ""},
	} {
		response := do(t, c.method, url+c.path, "Origin", "https://example.org", "Access-Control-Request-Method", "GET")
		if response.StatusCode != c.status || response.Header.Get("Allow") != c.allow {
			t.Errorf("%s: %s %s is %d, Allow %q; want %d, %q", c.reason, c.method, c.path, response.StatusCode, response.Header.Get("Allow"), c.status, c.allow)
		}
	}
}

// TestRefusedFiles requests files that the service does not make: somebody in a browser reads a page,
// a program is sent JSON.
func TestRefusedFiles(t *testing.T) {
	url := start(t).URL()
	for _, c := range []struct {
		path, accept string
		status       int
		mediaType    string
		has          string
	}{
		{"/export/nothing", "text/html,*/*;q=0.8", 404, "text/html; charset=utf-8", "</html>"},
		{"/export/nothing", "*/*", 404, "application/graphql-response+json; charset=utf-8", `"code":"NOT_FOUND"`},
		{"/export/institutes.csv?fields=nothing", "text/html,*/*;q=0.8", 400, "text/html; charset=utf-8", "nothing"},
		{"/export/institutes.csv?fields=nothing", "text/csv", 400, "application/graphql-response+json; charset=utf-8", `"hint":`},
		{"/questions/who-joins.csv?initiative=nothing", "text/html,*/*;q=0.8", 200, "text/html; charset=utf-8", `value="nothing"`},
		{"/questions/who-joins.csv?initiative=nothing", "*/*", 404, "application/json; charset=utf-8", `"suggestions"`},
		{"/questions/who-joins.csv?unknown=1", "text/html,*/*;q=0.8", 400, "text/html; charset=utf-8", `<form`},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", c.accept)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != c.status || response.Header.Get("Content-Type") != c.mediaType || !strings.Contains(string(body), c.has) {
			t.Errorf("%s for %s: %d %v, %v; want %d, %s with %s: %.600s", c.path, c.accept, response.StatusCode, response.Header, err, c.status, c.mediaType, c.has, body)
		}
		if cache := response.Header.Get("Cache-Control"); c.status != http.StatusOK && cache != "no-store" {
			t.Errorf("%s for %s: Cache-Control %q", c.path, c.accept, cache)
		}
	}
}

// The schema is compressed, tagged and cacheable.
func TestSchema(t *testing.T) {
	url := start(t).URL() + "/schema.graphql"
	for _, encoding := range []string{"identity", "gzip"} {
		response := do(t, http.MethodGet, url, "Accept-Encoding", encoding)
		h := response.Header
		if got := h.Get("Content-Encoding"); (got == "gzip") != (encoding == "gzip") || h.Get("Cache-Control") != briefly || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("Accept-Encoding %s: %v", encoding, h)
		}
		if vary := strings.Join(h.Values("Vary"), ", "); !strings.Contains(vary, "Accept-Encoding") {
			t.Errorf("Accept-Encoding %s: Vary %q", encoding, vary)
		}
		if again := do(t, http.MethodGet, url, "Accept-Encoding", encoding, "If-None-Match", h.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("Accept-Encoding %s with the tag %s: %d, want 304", encoding, h.Get("ETag"), again.StatusCode)
		}
	}
}

// A browser that somebody navigates to the address of GraphQL is sent to the editor, with the query;
// programs are answered.
func TestBrowsersAreSentToTheEditor(t *testing.T) {
	url := start(t).URL()
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, c := range []struct {
		reason, method, path, accept string
		status                       int
		location                     string
	}{
		{"somebody opens the address", http.MethodGet, "/graphql", browser, 303, "/query"},
		{"or a query", http.MethodGet, "/graphql?query=%7B__typename%7D&variables=%7B%7D&other=1", browser, 303, "/query#query=%7B__typename%7D&variables=%7B%7D"},
		{"a program asks", http.MethodGet, "/graphql?query=%7B__typename%7D", "*/*", 200, ""},
		{"a program prefers JSON", http.MethodGet, "/graphql?query=%7B__typename%7D", "application/json, text/html;q=0.5", 200, ""},
		{"a page posts", http.MethodPost, "/graphql", browser, 400, ""},
		{"an address without a page", http.MethodGet, "/nothing", browser, 404, ""},
		{"a slash too many", http.MethodGet, "/explore/?find=jane", browser, 301, "/explore?find=jane"},
		{"behind the name of a question", http.MethodGet, "/questions/who-joins/?initiative=jane", "*/*", 301, "/questions/who-joins?initiative=jane"},
		{"behind an address that does not exist", http.MethodGet, "/nothing/", browser, 404, ""},
		{"that of another host leads to none", http.MethodGet, "//example.org/", browser, 307, "/example.org/"},
		{"a page of the documentation without its extension", http.MethodGet, "/docs/guide", browser, 301, "/docs/guide.md"},
	} {
		response := do(t, c.method, url+c.path, "Accept", c.accept, "Content-Type", "application/json")
		if response.StatusCode != c.status || response.Header.Get("Location") != c.location {
			t.Errorf("%s: %s %s is %d, Location %q; want %d, %q", c.reason, c.method, c.path, response.StatusCode, response.Header.Get("Location"), c.status, c.location)
		}
	}
}
