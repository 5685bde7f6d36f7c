package mcp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// schemaInput are the arguments of schema.
type schemaInput struct {
	Limited
	Name string `json:"name,omitempty" jsonschema:"a type, input, enum or root field, such as Institute, ActorWhere, participations"`
}

// schema answers with a part of the schema, line by line, or with an overview.
func (s *service) schema(_ *call, in schemaInput) (*answer, error) {
	schema := graph.Schema()
	if in.Name == "" {
		return &answer{Limited: in.Limited, plain: true, data: object{"schema": lines(s.overview())}}, nil
	}
	for _, def := range schema.Types {
		if strings.EqualFold(def.Name, in.Name) {
			return &answer{Limited: in.Limited, plain: true, data: object{"schema": lines(definition(def))}}, nil
		}
	}
	for _, f := range schema.Query.Fields {
		if strings.EqualFold(f.Name, in.Name) {
			text := append([]string{signature(f)}, definition(schema.Types[f.Type.Name()])...)
			return &answer{Limited: in.Limited, plain: true, data: object{"schema": lines(text)}}, nil
		}
	}
	return nil, plan.Errorf(plan.BadUserInput, "call schema without a name for an overview", "the schema has no %.60q", in.Name)
}

// lines returns texts as items of a list.
func lines(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}

// overview lists the entity types with their root fields, the relations with their ends, and the other
// root fields.
func (s *service) overview() (list []string) {
	known := map[string]bool{}
	for _, t := range append(slices.Clone(s.Model.Entities), s.Model.Interfaces...) {
		known[t.One], known[t.Many] = true, true
		names := []string{}
		if t.One != "" {
			names = append(names, t.One+"(id)")
		}
		list = append(list, fmt.Sprintf("%s: %s", t.Name, strings.Join(append(names, t.Many), ", ")))
	}
	for _, t := range s.Model.Relations {
		known[t.Many] = true
		list = append(list, fmt.Sprintf("%s: %s; %s: %s { %s } -> %s: %s { %s }", t.Name, t.Many,
			t.From.Name, t.From.Target.Name, sideName(t.From), t.To.Name, t.To.Target.Name, sideName(t.To)))
	}
	for _, f := range graph.Schema().Query.Fields {
		if !known[f.Name] && !strings.HasPrefix(f.Name, "_") {
			list = append(list, signature(f))
		}
	}
	return append(list,
		"Lists: (where, sort, first, after) { totalCount nodes { ... } pageInfo { hasNextPage endCursor } facets(by: [...]) { buckets { value label count } } aggregate { count } }",
		"where: {field: {eq ne in contains folds matches gt gte lt lte isNull}}, relations {some none count}, AND OR NOT",
		"call schema with the name of a type, such as one above, or its input: <Type>Where, <Type>Sort, <Type>Facet")
}

func sideName(e *model.End) string {
	if e.Side == nil {
		return ""
	}
	return e.Side.Name
}

// definition returns the lines of a type, without descriptions but for enum values.
func definition(def *ast.Definition) (list []string) {
	head := strings.ToLower(string(def.Kind)) + " " + def.Name
	if len(def.Interfaces) > 0 {
		head += " implements " + strings.Join(def.Interfaces, " & ")
	}
	list = append(list, head)
	for _, f := range def.Fields {
		if !strings.HasPrefix(f.Name, "__") {
			list = append(list, signature(f))
		}
	}
	for _, v := range def.EnumValues {
		list = append(list, v.Name)
	}
	if len(def.Types) > 0 {
		list = append(list, strings.Join(def.Types, " | "))
	}
	return list
}

// signature returns a field with its arguments.
func signature(f *ast.FieldDefinition) string {
	var arguments []string
	for _, a := range f.Arguments {
		arguments = append(arguments, a.Name+": "+a.Type.String())
	}
	text := f.Name
	if len(arguments) > 0 {
		text += "(" + strings.Join(arguments, ", ") + ")"
	}
	return text + ": " + f.Type.String()
}
