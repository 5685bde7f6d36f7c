package graph_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/graph/generated"
	"whojoins/internal/model"
)

func schema(t *testing.T) *ast.Schema {
	t.Helper()
	s, err := gqlparser.LoadSchema(&ast.Source{Name: "sdl", Input: graph.SDL()})
	if err != nil {
		t.Fatalf("the SDL is not a schema of its own: %v", err)
	}
	return s
}

// TestSchemaIsSmall bounds the part of the schema that each type adds, and the rest, including
// GraphQL's own types, so that the schema stays readable. A new type alone never exceeds the
// bound.
func TestSchemaIsSmall(t *testing.T) {
	m, err := model.ParseFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	const perList, perRelation, perEnum, fixed = 7, 9, 3, 110
	lists := len(m.Entities)
	for _, i := range m.Interfaces {
		if i.Many != "" {
			lists++
		}
	}
	bound := perList*lists + perRelation*len(m.Relations) + perEnum*len(m.Enums) + fixed
	if n := len(schema(t).Types); n > bound {
		t.Errorf("%d types, at most %d for %d lists of entities, %d relations and %d enums", n, bound, lists, len(m.Relations), len(m.Enums))
	} else {
		t.Logf("%d types of at most %d", n, bound)
	}
}

func TestEverythingIsDescribed(t *testing.T) {
	lacks := func(format string, names ...any) { t.Errorf("no description: "+format, names...) }
	for _, def := range schema(t).Types {
		if strings.HasPrefix(def.Name, "__") || def.BuiltIn {
			continue
		}
		if def.Description == "" {
			lacks("%s", def.Name)
		}
		for _, v := range def.EnumValues {
			if v.Description == "" {
				lacks("%s.%s", def.Name, v.Name)
			}
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if f.Description == "" {
				lacks("%s.%s", def.Name, f.Name)
			}
			for _, a := range f.Arguments {
				if a.Description == "" {
					lacks("%s.%s(%s)", def.Name, f.Name, a.Name)
				}
			}
		}
	}
}

func TestSDLIsOneTextWithoutDirectivesOfTheGenerator(t *testing.T) {
	for _, word := range []string{"extend ", "@entity", "@relation", "@end", "@prose", "@money", "@searched", "@term", "@fieldRole", "directive @"} {
		if strings.Contains(graph.SDL(), word) {
			t.Errorf("the SDL contains %q", word)
		}
	}
}

// TestGeneratedCodeIsFresh checks that the generated resolvers and the copy of the schema are up to
// date.
func TestGeneratedCodeIsFresh(t *testing.T) {
	want := map[string]bool{}
	for _, f := range schema(t).Query.Fields {
		// The fields of Apollo Federation have resolvers that are written by hand.
		if !strings.HasPrefix(f.Name, "_") {
			want[strings.ToLower(f.Name)] = true
		}
	}
	resolvers := reflect.TypeFor[generated.QueryResolver]()
	for i := range resolvers.NumMethod() {
		name := strings.ToLower(resolvers.Method(i).Name)
		if !want[name] {
			t.Errorf("a resolver for %s, which is no root field: run go generate ./...", name)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("no resolvers for %v: run go generate ./...", want)
	}
	written, err := os.ReadFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	copied, err := os.ReadFile("written.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(copied), string(written)) {
		t.Error("graph/written.graphqls is no copy of schema.graphqls: run go generate ./...")
	}
}
