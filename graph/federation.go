package graph

import (
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

// federationLink makes a schema one of Apollo Federation 2. No later version is needed, and
// gateways of every later one accept it.
const federationLink = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key"])` + "\n\n"

// FederatedSDL is the schema for gateways of Apollo Federation 2: every entity type has the key
// `id`, and what only gateways use is left out, since they add it themselves.
var FederatedSDL = sync.OnceValue(func() string {
	whole := loadSchema()
	union := whole.Types["_Entity"]
	served := &ast.Schema{Types: map[string]*ast.Definition{}, Directives: whole.Directives}
	for name, def := range whole.Types {
		if !strings.HasPrefix(name, "_") || strings.HasPrefix(name, "__") {
			served.Types[name] = def
		}
	}
	key := &ast.Directive{Name: "key", Arguments: ast.ArgumentList{{Name: "fields", Value: &ast.Value{Kind: ast.StringValue, Raw: "id"}}}}
	for _, name := range union.Types {
		keyed := *whole.Types[name]
		keyed.Directives = append(ast.DirectiveList{key}, keyed.Directives...)
		served.Types[name] = &keyed
	}
	query := *whole.Query
	query.Fields = nil
	for _, f := range whole.Query.Fields {
		if !strings.HasPrefix(f.Name, "_") {
			query.Fields = append(query.Fields, f)
		}
	}
	served.Query, served.Types[query.Name] = &query, &query
	return federationLink + textOf(served)
})

// textOf returns a schema in one text without extensions, types in order of their names.
func textOf(schema *ast.Schema) string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(schema)
	// The formatter leaves no blank line between types.
	return strings.ReplaceAll(b.String(), "}\n\"\"\"\n", "}\n\n\"\"\"\n")
}
