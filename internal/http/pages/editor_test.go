package pages_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"whojoins/internal/http/pages"
	"whojoins/web"
)

// file requests a path of the editor, with headers as pairs of name and value.
func file(t *testing.T, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	editor, err := pages.NewEditor(web.Bundle())
	if err != nil {
		t.Fatal(err)
	}
	editor.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEditor(t *testing.T) {
	response := file(t, pages.EditorPath)
	policy, page := response.Header.Get("Content-Security-Policy"), body(t, response.Body)
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
	for directive := range strings.SplitSeq(policy, "; ") {
		if strings.Contains(directive, "unsafe") && directive != "style-src-attr 'unsafe-inline'" {
			t.Errorf("the policy has %s; only style attributes, which Monaco writes, may be inline", directive)
		}
		if strings.Contains(directive, "http") || strings.Contains(directive, "*") {
			t.Errorf("the policy lets another host in: %s", directive)
		}
	}
	nonce := regexp.MustCompile(`nonce="([A-Z2-7]{26})"`).FindStringSubmatch(page)
	if nonce == nil || !strings.Contains(policy, "'nonce-"+nonce[1]+"'") {
		t.Errorf("the nonce of the page, %q, is not that of the policy %s", nonce, policy)
	}
	if again := body(t, file(t, pages.EditorPath).Body); again == page {
		t.Error("two answers have the same nonce")
	}
	if got := response.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control: %q, want no-store: a kept page would have an old nonce", got)
	}
	if !strings.Contains(page, `role="combobox"`) || !strings.Contains(page, `href="/questions"`) {
		t.Errorf("the page lacks the header that all pages have:\n%s", page)
	}
	if strings.Contains(page, "//") {
		t.Errorf("the page names another host:\n%s", page)
	}
}

// Every file that the page loads is in the bundle and may be cached for ever.
func TestEditorAssets(t *testing.T) {
	names := regexp.MustCompile(`(?:src|href)="\./([^"]+)"`).FindAllStringSubmatch(body(t, file(t, pages.EditorPath).Body), -1)
	if len(names) < 3 {
		t.Fatalf("the page loads %v, want a script, a style sheet and an icon", names)
	}
	for _, name := range names {
		plain, packed := file(t, "/"+name[1]), file(t, "/"+name[1], "Accept-Encoding", "br, gzip;q=0.5")
		if plain.StatusCode != http.StatusOK || packed.StatusCode != http.StatusOK {
			t.Errorf("%s: %d and %d, want 200", name[1], plain.StatusCode, packed.StatusCode)
			continue
		}
		z, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatalf("%s: %v", name[1], err)
		}
		if body(t, z) != body(t, plain.Body) {
			t.Errorf("%s differs by encoding", name[1])
		}
		for header, want := range map[string]string{
			"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff",
		} {
			if got := packed.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q, want %q", name[1], header, got, want)
			}
		}
		if tag := packed.Header.Get("ETag"); tag == plain.Header.Get("ETag") {
			t.Errorf("%s: both encodings have the ETag %s", name[1], tag)
		} else if again := file(t, "/"+name[1], "Accept-Encoding", "gzip", "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s with its ETag: %d, want 304", name[1], again.StatusCode)
		}
	}
}

func TestEditorFiles(t *testing.T) {
	for _, c := range []struct {
		path, encoding string
		status         int
		mediaType      string
		reason         string
	}{
		{"/licences.md", "", 200, "text/plain; charset=utf-8", "the licences of the bundle can be read"},
		{"/licences.md", "gzip;q=0", 200, "text/plain; charset=utf-8", "a weight of zero refuses gzip"},
		{"/licences.md", "*", 200, "text/plain; charset=utf-8", "any encoding is accepted"},
		{"/index.html", "", 404, "text/plain; charset=utf-8", "the page is useless without its nonce"},
		{"/sources.sha256", "", 404, "text/plain; charset=utf-8", "the record of the build is not served"},
		{"/assets/", "", 404, "text/plain; charset=utf-8", "folders are not listed"},
		{"/assets/nothing.js", "", 404, "text/plain; charset=utf-8", "an unknown file"},
		{"/../web.go", "", 404, "text/plain; charset=utf-8", "nothing outside the bundle is served"},
	} {
		response := file(t, c.path, "Accept-Encoding", c.encoding)
		if got := response.Header.Get("Content-Type"); response.StatusCode != c.status || got != c.mediaType {
			t.Errorf("%s: %d %s, want %d %s: %s", c.path, response.StatusCode, got, c.status, c.mediaType, c.reason)
		}
		if packed := response.Header.Get("Content-Encoding") == "gzip"; packed != (c.encoding == "*") {
			t.Errorf("%s for %q: gzip is %v: %s", c.path, c.encoding, packed, c.reason)
		}
	}
}

// A file with an unknown extension would not be found.
func TestBundleIsServedWhole(t *testing.T) {
	err := filepath.WalkDir("../../../web/dist", func(path string, entry os.DirEntry, err error) error {
		if name, packed := strings.CutSuffix(filepath.ToSlash(path), ".gz"); err == nil && packed {
			if got := file(t, strings.TrimPrefix(name, "../../../web/dist")); got.StatusCode != http.StatusOK {
				t.Errorf("%s: %d, want 200", name, got.StatusCode)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
