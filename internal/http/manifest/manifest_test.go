package manifest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/http/manifest"
)

const (
	own     = "{ meta { name } }"
	shipped = "{ meta { version } }"
)

// TestManifest reads both formats, with and without the prefix of ids, and adds what ships.
func TestManifest(t *testing.T) {
	hash := manifest.Hash(own)
	for _, text := range []string{
		fmt.Sprintf(`{%q: %q}`, hash, own),
		fmt.Sprintf(`{%q: %q}`, "sha256:"+hash, own),
		fmt.Sprintf(`{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": %q, "name": "A", "type": "query", "body": %q}]}`, hash, own),
	} {
		m, err := manifest.Open(manifest.Config{File: write(t, text), Only: true, Shipped: []string{shipped}})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if m.Text(hash) != own || m.Text(manifest.Hash(shipped)) != shipped || m.Text(manifest.Hash("")) != "" {
			t.Errorf("%s lacks a document", text)
		}
		if m.Check(own) != nil || m.Check(shipped) != nil || m.Check(own+" ") == nil {
			t.Errorf("%s: a document is allowed if and only if it is listed", text)
		}
	}
	open, err := manifest.Open(manifest.Config{})
	if err != nil || open.Check(own) != nil || (*manifest.Manifest)(nil).Check(own) != nil {
		t.Errorf("%v: without Only, every document is allowed", err)
	}
}

// TestWrongManifests checks that a faulty file is rejected as a whole, with the reason.
func TestWrongManifests(t *testing.T) {
	hash := manifest.Hash(own)
	for text, want := range map[string]string{
		``:                                     "no manifest",
		`null`:                                 "no manifest",
		`[]`:                                   "no manifest",
		fmt.Sprintf(`{%q: 7}`, hash):           "is not text",
		fmt.Sprintf(`{%q: ""}`, hash):          "has no text",
		fmt.Sprintf(`{%q: %q}`, hash, own+" "): "is not the SHA-256 hash of its text",
		fmt.Sprintf(`{%q: %q}`, strings.ToUpper(hash), own):                                                       "is not the SHA-256 hash of its text",
		`{"format": "apollo-persisted-query-manifest", "version": 2, "operations": []}`:                           "no manifest",
		`{"format": "another", "version": 1, "operations": []}`:                                                   "no manifest",
		`{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "a", "body": "{a}"}]}`: "is not the SHA-256 hash of its text",
	} {
		if _, err := manifest.Open(manifest.Config{File: write(t, text)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	if _, err := manifest.Open(manifest.Config{File: filepath.Join(t.TempDir(), "missing")}); err == nil {
		t.Error("a file that is missing is no error")
	}
	path := write(t, `{}`)
	if err := os.Truncate(path, 32<<20+1); err != nil {
		t.Fatal(err)
	}
	if _, err := manifest.Open(manifest.Config{File: path}); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a file that is too large: %v", err)
	}
}

// TestHashOf checks which texts are ids of documents.
func TestHashOf(t *testing.T) {
	hash := manifest.Hash(own)
	for id, want := range map[string]string{"sha256:" + hash: hash, hash: "", "sha256:": "", "SHA256:" + hash: "", "sha256:" + strings.ToUpper(hash): "", "sha256:" + hash[2:]: ""} {
		if got, err := manifest.HashOf(id); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v, want %q", id, got, err, want)
		}
	}
}

// write returns the path of a file with a text.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "documents.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
