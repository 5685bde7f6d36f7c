package mcp

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"whojoins/graph"
)

// Fields of entities and relations that lead to the sources, in every domain.
const (
	claimsField   = "claims"
	evidenceField = "evidence"
	sourceField   = "source"
	idField       = "id"
)

// annotate adds to a query what leads to the sources of its answer: the id and the claims of each
// entity, and the evidence of each relation. A claim needs its field, which tells whether it is about
// something that is selected.
func annotate(text string) (string, error) {
	schema := graph.Schema()
	doc, errs := gqlparser.LoadQueryWithRules(schema, text, nil)
	if len(errs) > 0 {
		return "", errs
	}
	entity, relation := schema.Types["Entity"], schema.Types["Relation"]
	var inside func(set ast.SelectionSet, of *ast.Definition) ast.SelectionSet
	inside = func(set ast.SelectionSet, of *ast.Definition) ast.SelectionSet {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				if s.Definition != nil {
					s.SelectionSet = inside(s.SelectionSet, schema.Types[s.Definition.Type.Name()])
				}
			case *ast.InlineFragment:
				s.SelectionSet = inside(s.SelectionSet, nil)
			}
		}
		switch {
		case of == nil || len(set) == 0:
		case is(of, entity):
			set = append(set, field(idField), field(claimsField, field("field"), sourceSelection()))
		case is(of, relation):
			set = append(set, field(evidenceField, field("field"), sourceSelection()))
		case of.Fields.ForName(evidenceField) != nil:
			set = append(set, field(evidenceField, sourceSelection()))
		}
		return set
	}
	for _, op := range doc.Operations {
		op.SelectionSet = inside(op.SelectionSet, schema.Query)
	}
	for _, f := range doc.Fragments {
		f.SelectionSet = inside(f.SelectionSet, nil)
	}
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithCompacted()).FormatQueryDocument(doc)
	return b.String(), nil
}

// is reports whether a type is an interface, implements it, or is a narrower interface.
func is(t, of *ast.Definition) bool {
	return t == of || slices.Contains(t.Interfaces, of.Name)
}

func field(name string, inside ...ast.Selection) *ast.Field {
	return &ast.Field{Alias: name, Name: name, SelectionSet: inside}
}

func sourceSelection() *ast.Field { return field(sourceField, field(idField), field("name")) }
