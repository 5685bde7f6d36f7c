package files

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/graph"
	"whojoins/internal/plan"
)

// argument parses an argument as people write it in an address: words and numbers without
// quotes, lists separated by commas or as repeated parameters, and objects in JSON or in
// GraphQL.
func (h *Handler) argument(a *ast.ArgumentDefinition, texts []string) (json.RawMessage, error) {
	t := a.Type
	list := t.Elem != nil
	if list {
		t = t.Elem
	}
	def := graph.Schema().Types[t.Name()]
	if !list && len(texts) > 1 {
		return nil, plan.Errorf(plan.BadUserInput, "send it once", "%q is given %d times", a.Name, len(texts))
	}
	if def.Kind == ast.InputObject || list && strings.HasPrefix(texts[0], "[") {
		return h.literal(a, texts[0])
	}
	if !list {
		return scalar(a, def, texts[0])
	}
	items := []json.RawMessage{}
	for _, text := range texts {
		parts := []string{text}
		if def.Name != "String" {
			parts = strings.Split(text, ",")
		}
		for _, part := range parts {
			item, err := scalar(a, def, strings.TrimSpace(part))
			if err != nil {
				return nil, err
			}
			items = append(items, item)
		}
	}
	return json.Marshal(items)
}

func scalar(a *ast.ArgumentDefinition, def *ast.Definition, text string) (json.RawMessage, error) {
	if def.Name == "Int" {
		if _, err := strconv.Atoi(text); err != nil {
			return nil, plan.Errorf(plan.BadUserInput, "send a whole number", "%q is %.40q", a.Name, text)
		}
		return json.RawMessage(text), nil
	}
	return json.Marshal(text)
}

// literal parses a value that is written in JSON or in GraphQL.
func (h *Handler) literal(a *ast.ArgumentDefinition, text string) (json.RawMessage, error) {
	if json.Valid([]byte(text)) {
		return json.RawMessage(text), nil
	}
	wrong := plan.Errorf(plan.BadUserInput, `write it as GraphQL, {country: {eq: "BE"}}, or as JSON, {"country": {"eq": "BE"}}`, "%q is not a value of %s", a.Name, a.Type)
	limits := h.engine.Limits()
	if len(text) > limits.Document {
		return nil, wrong
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: fmt.Sprintf("{f(a:%s)}", text)}, limits.Tokens)
	if err != nil || len(doc.Operations) != 1 || len(doc.Fragments) > 0 || len(doc.Operations[0].SelectionSet) != 1 {
		return nil, wrong
	}
	f, ok := doc.Operations[0].SelectionSet[0].(*ast.Field)
	if !ok || len(f.Arguments) != 1 || len(f.SelectionSet) > 0 || len(f.Directives) > 0 || !constant(f.Arguments[0].Value) {
		return nil, wrong
	}
	v, err := f.Arguments[0].Value.Value(nil)
	if err != nil {
		return nil, wrong
	}
	return json.Marshal(v)
}

// constant reports whether a value has no variables.
func constant(v *ast.Value) bool {
	return v.Kind != ast.Variable && !slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool { return !constant(c.Value) })
}
