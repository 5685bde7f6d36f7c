package docs_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "rewrite the depguard rules of .golangci.yml from the table in design.md")

const module = "whojoins"

// mostExceptions is the highest number of imports that may violate the layering.
const mostExceptions = 9

var (
	// layoutRow is one row of the table in design.md: layer, package, imports.
	layoutRow = regexp.MustCompile("(?m)^\\| (\\d+) \\| `([a-z0-9/.]+)` \\| ?([^|]*?) ?\\|$")
	// exceptionRow is one import that violates the layering: "- `a` imports `b`: reason".
	exceptionRow = regexp.MustCompile("(?m)^- `([a-z0-9/]+)` imports `([a-z0-9/]+)`: .+$")
	// folderRow is one row of the table in CONTRIBUTING.md.
	folderRow = regexp.MustCompile("(?m)^\\| `([a-z0-9/]+)/` \\|")
	// depguardRules is the part of .golangci.yml that follows from the table.
	depguardRules = regexp.MustCompile(`(?s)(      rules: # From docs/design.md[^\n]*\n).*?(    forbidigo:\n)`)
)

// layoutPackage is one package in the table of design.md.
type layoutPackage struct {
	layer   int
	imports []string
}

// layout returns the packages in the table of design.md by their path below the module.
func layout(t *testing.T) map[string]layoutPackage {
	t.Helper()
	table := map[string]layoutPackage{}
	for _, row := range layoutRow.FindAllStringSubmatch(read(t, "design.md"), -1) {
		layer, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		var imports []string
		if row[3] != "" {
			imports = strings.Split(row[3], ", ")
		}
		if _, twice := table[row[2]]; twice {
			t.Errorf("design.md has two rows for %s", row[2])
		}
		table[row[2]] = layoutPackage{layer, imports}
	}
	return table
}

// packages returns the imports within the module of each package, without its tests.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	list, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for line := range strings.Lines(string(list)) {
		names := strings.Fields(line)
		path := strings.TrimPrefix(names[0], module+"/")
		if path == module {
			path = "server.go"
		}
		found[path] = nil
		for _, name := range names[1:] {
			if below, ours := strings.CutPrefix(name, module+"/"); ours {
				found[path] = append(found[path], below)
			}
		}
	}
	return found
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestImports checks that the table in design.md lists the imports of every package.
func TestImports(t *testing.T) {
	table, found := layout(t), packages(t)
	for path, imports := range found {
		row, listed := table[path]
		want := strings.Join(imports, ", ")
		switch {
		case !listed:
			t.Errorf("design.md has no row for the package %s, which imports %s", path, want)
		case strings.Join(row.imports, ", ") != want:
			t.Errorf("design.md lists for %s the imports %s\nwant %s", path, strings.Join(row.imports, ", "), want)
		}
	}
	for path := range table {
		if _, exists := found[path]; !exists {
			t.Errorf("design.md has a row for %s, which is no package", path)
		}
	}
}

// TestLayers checks that a package imports only packages of lower layers. The exceptions
// are listed below the table, each with its reason.
func TestLayers(t *testing.T) {
	table := layout(t)
	exceptions := map[string]bool{}
	for _, row := range exceptionRow.FindAllStringSubmatch(read(t, "design.md"), -1) {
		exceptions[row[1]+" imports "+row[2]] = true
	}
	if len(exceptions) > mostExceptions {
		t.Errorf("design.md lists %d exceptions from the layering, want at most %d", len(exceptions), mostExceptions)
	}
	for path, p := range table {
		for _, imported := range p.imports {
			exception := path + " imports " + imported
			if below := table[imported]; below.layer >= p.layer && !exceptions[exception] {
				t.Errorf("%s (layer %d) imports %s (layer %d), want a lower layer", path, p.layer, imported, below.layer)
			}
			delete(exceptions, exception)
		}
	}
	for exception := range exceptions {
		t.Errorf("design.md lists the exception %q, which the table does not have", exception)
	}
}

// TestFolders checks that the table in CONTRIBUTING.md names existing folders and that each
// package is in one of them.
func TestFolders(t *testing.T) {
	folders := map[string]bool{}
	for _, row := range folderRow.FindAllStringSubmatch(read(t, "../CONTRIBUTING.md"), -1) {
		folders[row[1]] = true
		if info, err := os.Stat(filepath.Join("..", row[1])); err != nil || !info.IsDir() {
			t.Errorf("CONTRIBUTING.md names the folder %s, which does not exist", row[1])
		}
	}
	for path := range packages(t) {
		named := path == "server.go"
		for above := path; above != "." && !named; above = filepath.Dir(above) {
			named = folders[above]
		}
		if !named {
			t.Errorf("CONTRIBUTING.md names no folder for the package %s", path)
		}
	}
}

// depguardRule is one rule of the linter depguard.
type depguardRule struct {
	Files []string `yaml:"files"`
	Mode  string   `yaml:"list-mode"`
	Allow []string `yaml:"allow,omitempty"`
	Deny  []struct {
		Package string `yaml:"pkg"`
		Reason  string `yaml:"desc"`
	} `yaml:"deny"`
}

// TestLinterEnforcesImports checks that .golangci.yml has a depguard rule for every row of
// the table in design.md. With -update it writes the rules.
func TestLinterEnforcesImports(t *testing.T) {
	const path = "../.golangci.yml"
	text, rules := read(t, path), linterRules(layout(t))
	if !depguardRules.MatchString(text) {
		t.Fatalf("%s has no section that begins with `rules: # From docs/design.md`", path)
	}
	if *update {
		text = depguardRules.ReplaceAllString(text, "${1}"+strings.ReplaceAll(rules, "$", "$$")+"${2}")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var config struct {
		Linters struct {
			Enable   []string
			Settings struct {
				Depguard struct{ Rules map[string]depguardRule }
			}
		}
	}
	if err := yaml.Unmarshal([]byte(text), &config); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(config.Linters.Enable, "depguard") {
		t.Error("depguard is not enabled")
	}
	var want map[string]depguardRule
	if err := yaml.Unmarshal([]byte(rules), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, config.Linters.Settings.Depguard.Rules); diff != "" {
		t.Errorf("depguard rules differ from the table; run `go test ./docs -update` (-want +got):\n%s", diff)
	}
}

// servesHTTP reports whether a package may import net/http: the HTTP layers, what they serve,
// and programs for developers.
func servesHTTP(path string) bool {
	return slices.ContainsFunc([]string{"internal/http", "internal/questions/questionstest", "web", "bench", "dev"}, func(above string) bool {
		return path == above || strings.HasPrefix(path, above+"/")
	})
}

// linterRules returns the depguard rules, in YAML, that allow what the table lists.
func linterRules(table map[string]layoutPackage) string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(table)) {
		files := []string{strconv.Quote("**/" + path + "/*.go")}
		if path == "server.go" {
			files = []string{strconv.Quote("**/" + path), strconv.Quote("!**/internal/**")}
		}
		// The pattern of graph also matches bench/graph.
		for _, other := range slices.Sorted(maps.Keys(table)) {
			if strings.HasSuffix(other, "/"+path) {
				files = append(files, strconv.Quote("!**/"+other+"/*.go"))
			}
		}
		files = append(files, `"!$test"`)
		name := strings.TrimSuffix(path, ".go") // a dot would part the name
		fmt.Fprintf(&b, "        %s:\n          files: [%s]\n          list-mode: lax\n", name, strings.Join(files, ", "))
		if imports := table[path].imports; len(imports) > 0 {
			fmt.Fprintf(&b, "          allow: [%s/%s$]\n", module, strings.Join(imports, "$, "+module+"/"))
		}
		fmt.Fprintf(&b, "          deny: [{ pkg: %s, desc: \"design.md does not list this import\" }", module)
		if !servesHTTP(path) {
			b.WriteString(`, { pkg: net/http, desc: "only the HTTP layers know HTTP" }`)
		}
		b.WriteString("]\n")
	}
	return b.String()
}
