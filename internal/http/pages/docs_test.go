package pages_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"whojoins/docs"
	"whojoins/internal/http/pages"
)

func TestDocs(t *testing.T) {
	handler, err := pages.NewDocs(fstest.MapFS{
		"a.md":    {Data: []byte("# A & B\n\n[b](b.md#more) [schema](../schema.graphqls)\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n<script>alert(1)</script>\n")},
		"b.md":    {Data: []byte("# B\n\n## More\n")},
		"code.go": {Data: []byte("package a\n")},
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path   string
		status int
		has    []string
		lacks  string
		reason string
	}{
		{"/docs/", 200, []string{`<a href="a.md">A &amp; B</a>`, `<a href="b.md">B</a>`}, "code.go", "the pages are listed by their titles"},
		{"/docs/a.md", 200, []string{"<title>A &amp; B", `href="b.md#more"`, `href="/schema.graphql"`, "<td>1</td>"}, "alert", "Markdown becomes HTML, and HTML in it is left out"},
		{"/docs/b.md", 200, []string{`<h2 id="more">`}, "", "headings can be linked to"},
		{"/docs/code.go", 404, []string{"/docs/ lists all pages"}, "", "only pages are served"},
		{"/docs/together.md", 301, []string{`"/docs/collaboration.md"`}, "", "a renamed page redirects to its current name"},
		{"/docs/b/", 301, []string{`"/docs/b.md"`}, "", "a page is found without its extension"},
		{"/docs/c.md", 404, []string{"/docs/ lists all pages"}, "", "there is no such page"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, c.path, nil)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		body := w.Body.String()
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d: %s", c.path, w.Code, c.status, c.reason)
		}
		for _, has := range c.has {
			if !strings.Contains(body, has) {
				t.Errorf("%s lacks %q: %s\n%s", c.path, has, c.reason, body)
			}
		}
		if c.lacks != "" && strings.Contains(body, c.lacks) {
			t.Errorf("%s has %q: %s", c.path, c.lacks, c.reason)
		}
		if c.status != http.StatusOK {
			continue
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %q, want nothing but the page's own style", c.path, policy)
		}
		r.Header.Set("If-None-Match", w.Header().Get("ETag"))
		again := httptest.NewRecorder()
		if handler.ServeHTTP(again, r); again.Code != http.StatusNotModified {
			t.Errorf("%s with its ETag: %d, want 304", c.path, again.Code)
		}
	}
}

// A page shows the address at which it was requested, and no link to a file that only the
// repository has.
func TestDocsFitTheService(t *testing.T) {
	files := fstest.MapFS{
		"index.md": {Data: []byte("# Start here\n\n[Guide](guide.md)\n")},
		"guide.md": {Data: []byte("# Guide\n\n    curl http://127.0.0.1:8080/graphql\n\nSee [how *to* help](../CONTRIBUTING.md), [http](http://127.0.0.1:8080/questions).\n")},
	}
	for _, c := range []struct{ site, host, want string }{
		{"", "whojoins.example", "http://whojoins.example"},
		{"https://graph.example/", "whojoins.example", "https://graph.example"},
		{"", `x"><b`, "http://127.0.0.1:8080"},
	} {
		handler, err := pages.NewDocs(files, c.site)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/docs/guide.md", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		for _, has := range []string{"curl " + c.want + "/graphql", `href="` + c.want + `/questions"`, "how <em>to</em> help", `lang="en-GB"`} {
			if !strings.Contains(w.Body.String(), has) {
				t.Errorf("site %q, host %q: the page lacks %q:\n%s", c.site, c.host, has, w.Body)
			}
		}
		if strings.Contains(w.Body.String(), "CONTRIBUTING.md") {
			t.Errorf("the page links a file of the repository:\n%s", w.Body)
		}
		r.URL.Path = "/docs/"
		w = httptest.NewRecorder()
		if handler.ServeHTTP(w, r); !strings.Contains(w.Body.String(), "<h1 id=\"start-here\">Start here</h1>") {
			t.Errorf("/docs/ is not index.md:\n%s", w.Body)
		}
	}
}

// TestDocsHavePictures requests every picture that the documentation shows or links.
func TestDocsHavePictures(t *testing.T) {
	handler, err := pages.NewDocs(docs.Files, "")
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(docs.Files, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, name := range names {
		text, err := fs.ReadFile(docs.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, picture := range regexp.MustCompile(`\]\((screenshots/[^)]*)\)`).FindAllSubmatch(text, -1) {
			count++
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/docs/"+string(picture[1]), nil))
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" || w.Header().Get("ETag") == "" || !strings.HasPrefix(w.Body.String(), "\x89PNG") {
				t.Errorf("%s shows %s: %d %s", name, picture[1], w.Code, w.Header().Get("Content-Type"))
			}
		}
	}
	if count < 10 {
		t.Errorf("the pages have %d pictures", count)
	}
}
