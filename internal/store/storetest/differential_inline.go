package storetest

import (
	"encoding/json"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// inline returns a copy of the document in which the variables are replaced by their values.
func inline(schema *ast.Schema, doc *ast.QueryDocument, variables map[string]any) *ast.QueryDocument {
	op := *doc.Operations[0]
	op.VariableDefinitions = nil
	text := format(&ast.QueryDocument{Operations: ast.OperationList{&op}, Fragments: doc.Fragments})
	for _, def := range doc.Operations[0].VariableDefinitions {
		value := "null"
		if given, ok := variables[def.Variable]; ok {
			value = literalOf(schema, given, def.Type)
		} else if def.DefaultValue != nil {
			value = def.DefaultValue.String()
		}
		text = strings.ReplaceAll(text, "$"+def.Variable, value)
	}
	small, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return doc
	}
	return small
}

// literalOf returns the value of a variable as a literal of a type.
func literalOf(schema *ast.Schema, v any, t *ast.Type) string {
	d := schema.Types[t.Name()]
	switch v := v.(type) {
	case []any:
		texts := make([]string, len(v))
		for i, item := range v {
			texts[i] = literalOf(schema, item, t.Elem)
		}
		return "[" + strings.Join(texts, ", ") + "]"
	case map[string]any:
		var texts []string
		for name, item := range v {
			texts = append(texts, name+": "+literalOf(schema, item, d.Fields.ForName(name).Type))
		}
		return "{" + strings.Join(texts, ", ") + "}"
	case string:
		if d.Kind == ast.Enum {
			return v
		}
	}
	return toJSON(v)
}

func toJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
