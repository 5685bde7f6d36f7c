package graph

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

//go:generate go run ./generate

//go:embed written.graphqls
var written string

//go:embed derived.graphqls
var derived string

// loadSchema is the whole schema, by which requests are validated and introspected:
// what is written and what is derived. Directives that only speak to the generator are
// left out, and so are those of gqlparser that this service does not serve.
var loadSchema = sync.OnceValue(func() *ast.Schema {
	schema := gqlparser.MustLoadSchema(
		&ast.Source{Name: "schema.graphqls", Input: written},
		&ast.Source{Name: "derived.graphqls", Input: derived},
	)
	maps.DeleteFunc(schema.Directives, func(name string, _ *ast.DirectiveDefinition) bool { return !served(name) })
	// Implementing interfaces are no possible types: no object is of one of them alone.
	for name, types := range schema.PossibleTypes {
		schema.PossibleTypes[name] = slices.DeleteFunc(types, func(def *ast.Definition) bool { return def.Kind != ast.Object })
	}
	strip := func(list ast.DirectiveList) ast.DirectiveList {
		return slices.DeleteFunc(list, func(d *ast.Directive) bool { return !served(d.Name) })
	}
	for _, def := range schema.Types {
		def.Directives = strip(def.Directives)
		for _, f := range def.Fields {
			f.Directives = strip(f.Directives)
		}
		for _, v := range def.EnumValues {
			v.Directives = strip(v.Directives)
		}
	}
	return schema
})

// served says whether a directive has a meaning to callers.
func served(directive string) bool {
	switch directive {
	case "include", "skip", "deprecated", "specifiedBy", "oneOf":
		return true
	}
	return false
}

// SDL is the whole schema as one text without extensions, types in order of their names.
var SDL = sync.OnceValue(func() string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(loadSchema())
	// The formatter puts no room between types.
	return strings.ReplaceAll(b.String(), "}\n\"\"\"\n", "}\n\n\"\"\"\n")
})
