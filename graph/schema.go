package graph

import (
	_ "embed"
	"maps"
	"slices"
	"sync"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

//go:generate go run ./generate

//go:embed written.graphqls
var written string

//go:embed derived.graphqls
var derived string

// loadSchema loads the whole schema, written and derived, which validates requests and
// answers introspection. It leaves out directives that are meant for the generator, and those
// of gqlparser that this service does not support.
var loadSchema = sync.OnceValue(func() *ast.Schema {
	schema := gqlparser.MustLoadSchema(
		&ast.Source{Name: "schema.graphqls", Input: written},
		&ast.Source{Name: "derived.graphqls", Input: derived},
	)
	maps.DeleteFunc(schema.Directives, func(name string, _ *ast.DirectiveDefinition) bool { return !served(name) })
	// An interface that implements another is not a possible type of it: only objects are.
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

// served reports whether callers can use a directive.
func served(directive string) bool {
	switch directive {
	case "include", "skip", "deprecated", "specifiedBy", "oneOf":
		return true
	}
	return false
}

// Schema returns the whole schema. It is shared and must not be changed.
func Schema() *ast.Schema { return loadSchema() }

// SDL is the whole schema in one text without extensions, types in order of their names.
var SDL = sync.OnceValue(func() string { return textOf(loadSchema()) })
