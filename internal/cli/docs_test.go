package cli

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	testName = regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9_]+)`")
	testFunc = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9_]+)\(`)
	mdLink   = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading  = regexp.MustCompile(`(?m)^#+ (.+)$`)
	// roomRow is a folder in a table, and the last column of its row.
	roomRow = regexp.MustCompile("(?m)^\\| `([a-z0-9/]+)/` \\|(?:.*\\|)? ?([^|]*?) ?\\|$")
)

// tests are the names of all tests of the module.
func tests(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
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

// TestSecurityIsTested holds every row of docs/security.md to the name of a test, and
// every name to a test that exists.
func TestSecurityIsTested(t *testing.T) {
	page, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	known, rows := tests(t), 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| item ") {
			continue
		}
		rows++
		named := testName.FindAllStringSubmatch(line, -1)
		if len(named) == 0 {
			t.Errorf("no test holds: %s", line)
		}
		for _, name := range named {
			if !known[name[1]] {
				t.Errorf("there is no %s: %s", name[1], line)
			}
		}
	}
	if rows < 40 {
		t.Errorf("docs/security.md has %d rows, want those of both lists", rows)
	}
}

// TestDocumentsLeadSomewhere follows the links of the pages for readers, to files and to
// headings.
func TestDocumentsLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "../../README.md", "../../CONTRIBUTING.md") {
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
				t.Errorf("%s leads to %s, which is not there", page, link[1])
				continue
			}
			if at != "" && !hasHeading(string(target), at) {
				t.Errorf("%s leads to %s, and there is no such heading", page, link[1])
			}
		}
	}
}

// hasHeading looks for the heading that an anchor is made of.
func hasHeading(text, anchor string) bool {
	for _, h := range heading.FindAllStringSubmatch(text, -1) {
		made := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 0x7f:
				return r
			}
			return -1
		}, strings.ToLower(h[1]))
		if made == anchor {
			return true
		}
	}
	return false
}

// TestCodeLayout compares the code layout in docs/design.md with what each package imports,
// and that in CONTRIBUTING.md with it.
func TestCodeLayout(t *testing.T) {
	list, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "../../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	imports := map[string]string{}
	for line := range strings.Lines(string(list)) {
		names := strings.Fields(line)
		room := strings.TrimPrefix(names[0], "whojoins/")
		own := slices.DeleteFunc(names[1:], func(name string) bool {
			return !strings.HasPrefix(name, "whojoins/") || strings.HasPrefix(name, names[0]+"/")
		})
		imports[room] = strings.ReplaceAll(strings.Join(own, ", "), "whojoins/", "")
	}
	told, named := rooms(t, "../../docs/design.md"), rooms(t, "../../CONTRIBUTING.md")
	for room, want := range imports {
		if got, ok := told[room]; ok && got != want {
			t.Errorf("docs/design.md says that %s imports %q; it imports %q", room, got, want)
		}
		if _, ok := told[room]; !ok && !within(room, told) && !within(room, named) {
			t.Errorf("no room is told for the package %s", room)
		}
	}
	for room := range told {
		if _, ok := named[room]; !ok {
			t.Errorf("%s is in docs/design.md and not in CONTRIBUTING.md", room)
		}
	}
}

// rooms are the folders in the table of rooms of a page, with its last column.
func rooms(t *testing.T, page string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, row := range roomRow.FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(filepath.Join("../..", row[1])); err != nil {
			t.Errorf("%s: %v", page, err)
		}
		told[row[1]] = row[2]
	}
	return told
}

// within says that a package is below one of the rooms.
func within(room string, told map[string]string) bool {
	for above := filepath.Dir(room); above != "."; above = filepath.Dir(above) {
		if _, ok := told[above]; ok {
			return true
		}
	}
	_, ok := told[room]
	return ok || room == "whojoins"
}
