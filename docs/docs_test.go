package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testName = regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9_]+)`")
	testFunc = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9_]+)\(`)
	mdLink   = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading  = regexp.MustCompile(`(?m)^#+ (.+)$`)
)

// testNames returns the names of all test functions in the module.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, found := range testFunc.FindAllSubmatch(text, -1) {
			names[string(found[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestSecurityIsTested checks that every row of security.md names a test and that each
// named test exists.
func TestSecurityIsTested(t *testing.T) {
	page, err := os.ReadFile("security.md")
	if err != nil {
		t.Fatal(err)
	}
	known, rows := testNames(t), 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| item ") {
			continue
		}
		rows++
		named := testName.FindAllStringSubmatch(line, -1)
		if len(named) == 0 {
			t.Errorf("this row names no test: %s", line)
		}
		for _, name := range named {
			if !known[name[1]] {
				t.Errorf("the test %s does not exist: %s", name[1], line)
			}
		}
	}
	if rows < 40 {
		t.Errorf("security.md has %d rows, want at least the 40 of both lists", rows)
	}
}

// TestLinks checks that each link of a document leads to an existing file and heading.
func TestLinks(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "../README.md", "../CONTRIBUTING.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range mdLink.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			name, at, _ := strings.Cut(link[1], "#")
			path := page
			if name != "" {
				path = filepath.Join(filepath.Dir(page), filepath.FromSlash(name))
			}
			target, err := os.ReadFile(path)
			if info, missing := os.Stat(path); missing != nil || err != nil && !info.IsDir() {
				t.Errorf("%s links to %s, which does not exist", page, link[1])
				continue
			}
			if at != "" && !hasHeading(string(target), at) {
				t.Errorf("%s links to %s, whose heading does not exist", page, link[1])
			}
		}
	}
}

// hasHeading reports whether a page has the heading from which GitHub derives anchor.
func hasHeading(text, anchor string) bool {
	for _, h := range heading.FindAllStringSubmatch(text, -1) {
		derived := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 0x7f:
				return r
			}
			return -1
		}, strings.ToLower(h[1]))
		if derived == anchor {
			return true
		}
	}
	return false
}
