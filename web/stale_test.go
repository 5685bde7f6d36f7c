package web_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// sources are the inputs of the bundle; pack.js has the same list.
var sources = []string{".size-limit.js", "documents", "explore.html", "index.html", "pack.js", "package-lock.json", "package.json", "questions", "src", "vite.config.js"}

// TestBundleIsFresh checks that the bundle was built from the present sources: pack.js
// writes their hashes into dist/sources.sha256, so the test needs no Node.
func TestBundleIsFresh(t *testing.T) {
	stamp, err := os.ReadFile("dist/sources.sha256")
	if err != nil {
		t.Fatalf("%v: build the bundle with `make web`", err)
	}
	built := map[string]string{}
	for line := range strings.Lines(string(stamp)) {
		hash, path, _ := strings.Cut(strings.TrimSpace(line), "  ")
		built[path] = hash
	}
	now := map[string]string{}
	for _, source := range sources {
		err := fs.WalkDir(os.DirFS("."), source, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			now[path] = fmt.Sprintf("%x", sha256.Sum256(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(now)) {
		if built[path] != now[path] {
			t.Errorf("%s has changed since the bundle was built: run `make web`", path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(built)) {
		if now[path] == "" {
			t.Errorf("%s was part of the bundle and is gone: run `make web`", path)
		}
	}
}
