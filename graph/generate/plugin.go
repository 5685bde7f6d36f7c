package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

// planned is the scalar that stands for every type of ours.
const planned = "Planned"

var folder = filepath.Join("graph", "generated")

// generateEdge lets gqlgen write its part, as gqlgen.yml says. All that it is told of
// the schema is the root fields: their types are opaque to it and their arguments are
// read from the document, so it generates no code for them. The whole schema is given
// to the generated code when the program starts.
func generateEdge(schema *ast.Schema) error {
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		return err
	}
	cfg.Sources = []*ast.Source{{Name: filepath.Join(folder, "roots.graphqls"), Input: roots(schema.Query), BuiltIn: true}}
	cfg.Model = config.PackageConfig{}
	// gqlgen keeps resolvers that it finds, also of fields that are gone.
	if err := os.Remove(filepath.Join(folder, "roots.go")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return api.Generate(cfg, api.AddPlugin(resolvers{}))
}

// roots is the schema as gqlgen sees it.
func roots(query *ast.Definition) string {
	var b strings.Builder
	fmt.Fprintf(&b, "scalar %s\n\ntype Query {\n", planned)
	for _, f := range query.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		of := planned
		if f.Type.NonNull {
			of += "!"
		}
		fmt.Fprintf(&b, "  %s: %s\n", f.Name, of)
	}
	b.WriteString("}\n")
	return b.String()
}

// resolvers gives every root resolver its body.
type resolvers struct{}

// Name is the plugin's name in gqlgen's errors.
func (resolvers) Name() string { return "resolvers" }

// Implement is the body of one resolver.
func (resolvers) Implement(string, *codegen.Field) string { return "return r.read(ctx)" }
