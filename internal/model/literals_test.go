package model_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/model/modeltest"
)

// meant lists the literals that equal a name of the domain by chance, with their meaning: in
// any folder, or in one.
var meant = map[string]string{
	"code":  "of an error",
	"title": "of a file, a page or a dataset",

	"graph/derive start":                     "a field of a period",
	"graph/derive end":                       "a field of a period",
	"internal/dataset familyName":            "a term of schema.org",
	"internal/dataset/yaml retrieved":        "a key of the format, in the head of a file",
	"internal/explore network":               "a view",
	"internal/format start":                  "an attribute of GEXF",
	"internal/format end":                    "an attribute of GEXF",
	"internal/format Role":                   "a type of schema.org",
	"internal/format Source":                 "a column that Gephi reads",
	"internal/format About":                  "a sheet",
	"internal/http status":                   "of a response, in the log",
	"internal/http/callers budget":           "a key of the file of keys",
	"internal/http/graphql status":           "of a response, in the log",
	"internal/http/portal status":            "a field of the portal's index",
	"internal/http/pages About":              "a key of the dictionary",
	"internal/http/pages Person":             "a type of schema.org",
	"internal/http/pages subject":            "of a mail",
	"internal/edition Person":                "a type of schema.org",
	"internal/http/files institutes":         "the address of a map",
	"internal/http/files organisations":      "what this map shows",
	"internal/model end":                     "a directive",
	"internal/names part":                    "a key of the lexicon",
	"internal/picture end":                   "an anchor of a text in SVG",
	"internal/questions people":              "a topic of the library",
	"internal/plan city":                     "a field of an entry of resolve",
	"internal/plan country":                  "a field of an entry of resolve",
	"internal/plan start":                    "a cursor in a printed plan",
	"internal/plan end":                      "a cursor in a printed plan",
	"internal/questions/questionstest whole": "a name of a test",
	"internal/wording ABOUT":                 "a number that is not exact",
	"internal/dataset/mapped Person":         "a type of schema.org",
	"internal/workspace Person":              "a type of schema.org",
	"internal/store/memory end":              "a word in a packed file",
	"internal/store/neo4j/layout position":   "a property of a part",
	"internal/store/neo4j/neo4jtest role":    "of a server in a cluster",
}

// free lists the folders whose code has to name the domain: readers map the words of another
// register to fields of the schema.
var free = []string{"internal/dataset/ror/", "internal/dataset/mission/", "internal/dataset/cordis/", "internal/dataset/sedia/", "internal/dataset/orcid/", "internal/dataset/intake/role.go", "internal/dataset/mapped/draft.go", "dev/ror/", "dev/mission/", "dev/resolve/", "dev/identity/", "internal/model/role.go"}

// TestTheDomainIsInTheSchema rejects Go code that names a part of the domain: an entity type,
// a relation type, one of their fields, connections or root fields, or a word of an enum. Only
// schema.graphqls describes the domain; code gets roles, terms and ends from the model. The
// interfaces Entity and Relation and the objects within entities are the same in any domain,
// so that code may name their fields. The names are those of the fixed schema, so that a new
// type with a common name breaks nothing.
func TestTheDomainIsInTheSchema(t *testing.T) {
	m, _, err := modeltest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	names := domainNames(m)
	root := "../.."
	err = fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case ".git", "bin", "node_modules", "testdata", "generated", "storetest", "bench":
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			slices.ContainsFunc(free, func(prefix string) bool { return strings.HasPrefix(path, prefix) }) {
			return nil
		}
		for literal, line := range literals(t, filepath.Join(root, path)) {
			if names[literal] && meant[filepath.ToSlash(filepath.Dir(path))+" "+literal] == "" && meant[literal] == "" {
				t.Errorf("%s:%d: the literal %q is a name of schema.graphqls: ask the model, or add it to the list of this test with its meaning", path, line, literal)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// domainNames returns the names that only the schema may have.
func domainNames(m *model.Model) map[string]bool {
	names, common := map[string]bool{}, map[string]bool{}
	for _, t := range append(m.Objects, m.AnyEntity, m.AnyRelation) {
		for _, name := range t.Written {
			common[name] = true
		}
		for _, f := range t.Fields {
			if f.Enum != nil {
				common[f.Enum.Name] = true
			}
		}
	}
	add := func(list ...string) {
		for _, name := range list {
			if name != "" && !common[name] {
				names[name] = true
			}
		}
	}
	for _, t := range append(append(m.Interfaces[1:], m.Entities...), m.Relations...) {
		add(t.Name, t.Enum, t.One, t.Many)
		for _, name := range t.Written {
			add(name)
		}
		for _, s := range t.Sides {
			add(s.Name)
		}
	}
	for _, e := range m.Enums {
		if common[e.Name] {
			continue
		}
		add(e.Name)
		for _, w := range e.Values {
			add(w.Name)
		}
	}
	return names
}

// literals returns the strings in a file of Go, each with its line.
func literals(t *testing.T, path string) map[string]int {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				found[text] = files.Position(lit.Pos()).Line
			}
		}
		return true
	})
	return found
}
