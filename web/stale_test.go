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

// sources are what the bundle is made from; vite.config.js knows the same list.
var sources = []string{"index.html", "package-lock.json", "package.json", "questions", "src", "vite.config.js"}

// The bundle that the program carries is the one that its sources give. vite.config.js
// writes the hashes of the sources into dist/sources.sha256, so that this needs no Node.
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
			t.Errorf("%s is not what the bundle was built from: `make web` builds it again", path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(built)) {
		if now[path] == "" {
			t.Errorf("%s is gone, and the bundle was built from it: `make web` builds it again", path)
		}
	}
}
