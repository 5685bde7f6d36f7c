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

// planned is the scalar that replaces every type of the schema for gqlgen.
const planned = "Planned"

var folder = filepath.Join("graph", "generated")

// generateEdge runs gqlgen as gqlgen.yml configures it, on the root fields alone. gqlgen
// generates no code for their types, which are opaque to it, or for their arguments, which are
// read from the document. The program passes the whole schema to the generated code when it
// starts.
func generateEdge(schema *ast.Schema) error {
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		return err
	}
	cfg.Sources = []*ast.Source{{Name: filepath.Join(folder, "roots.graphqls"), Input: roots(schema.Query), BuiltIn: true}}
	cfg.Model = config.PackageConfig{}
	// gqlgen keeps existing resolvers, even those of removed fields.
	if err := os.Remove(filepath.Join(folder, "roots.go")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return api.Generate(cfg, api.AddPlugin(resolvers{}))
}

// roots returns the schema for gqlgen.
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

// resolvers is a plugin of gqlgen that writes the bodies of the root resolvers.
type resolvers struct{}

// Name returns the plugin's name in gqlgen's errors.
func (resolvers) Name() string { return "resolvers" }

// Implement returns the body of a resolver.
func (resolvers) Implement(string, *codegen.Field) string { return "return r.read(ctx)" }
