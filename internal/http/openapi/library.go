package openapi

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// english is the language of the description.
var english = wording.Languages[0]

// extensionKey is the parameter for the extension of a file.
const extensionKey = "extension"

// library adds the questions: each at its address, where programs get JSON, and as files.
func (b *builder) library() {
	for _, q := range b.Questions.Library().All {
		offers := b.Questions.Offers(q)
		parameters := b.parameters(q)
		b.get(q.Path(), object{
			"operationId": q.Name, "tags": []string{q.Topic}, "summary": q.Title.In(english), "description": q.Description.In(english), "parameters": parameters,
			"responses": withFailures(object{"200": object{
				"description": "The answer, with its cost.", "headers": answerHeaders(),
				"content": object{offers[0].MediaType: object{"schema": b.answer(q)}},
			}}),
		})
		offers = slices.DeleteFunc(offers[1:], func(o pages.Offer) bool { return o.MediaType == "text/html" })
		var names, types []string
		for _, o := range offers {
			names, types = append(names, o.Extension), append(types, o.MediaType)
		}
		b.get(q.Path()+".{"+extensionKey+"}", object{
			"operationId": q.Name + "-file", "tags": []string{q.Topic, tagFiles}, "summary": q.Title.In(english) + " (as a file)",
			"description": q.Description.In(english) + " A file of a list has all rows, unless their number is given.", "parameters": append([]object{extension(names)}, parameters...),
			"responses": withFailures(object{"200": b.file(types)}),
		})
	}
}

// answer returns the schema of the JSON of a question's answer.
func (b *builder) answer(q *questions.Question) object {
	return object{
		"type": "object", "required": []string{"data", "extensions"},
		"properties": object{
			"data": b.schemas.answer(q.GraphQL),
			"extensions": object{"type": "object", "properties": object{"cost": object{
				"type": "object", "description": "The cost of the answer, in units of work: what was estimated, what it was, and what is left of the caller's budget.",
				"properties": object{"asked": object{"type": "integer"}, "spent": object{"type": "integer"}, "left": object{"type": []string{"integer", "null"}}},
			}}},
			"errors": object{"type": "array", "description": "Parts of the answer that failed, which are null in data.", "items": object{"type": "object"}},
		},
	}
}

// parameters returns the parameters of a question.
func (b *builder) parameters(q *questions.Question) []object {
	list := []object{}
	for _, p := range q.Parameters {
		var example any
		schema := b.value(p)
		if p.List {
			example = p.Items([]string{p.Example})
			schema = object{"type": "array", "items": schema}
		} else {
			example = typed(schema, p.Example)
		}
		if p.Default != "" && !p.List {
			schema["default"] = typed(schema, p.Default)
		}
		one := object{"name": p.Name, "in": "query", "description": p.Description.In(english), "schema": schema, "example": example}
		if p.Required {
			one["required"] = true
		}
		list = append(list, one)
	}
	return list
}

// value returns the schema of a single value of a parameter.
func (b *builder) value(p *questions.Parameter) object {
	name := strings.Trim(p.Type, "[]!")
	schema := b.schemas.named(graph.Schema().Types[name])
	if p.Countries {
		schema["pattern"] = "^[A-Za-z]{2}$"
	}
	return schema
}

// typed returns the value that a text stands for in a schema.
func typed(schema object, text string) any {
	switch schema["type"] {
	case "integer", "number":
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	case "boolean":
		return text == "true"
	}
	return text
}

// extension returns the parameter for the extension of a file.
func extension(names []string) object {
	return object{
		"name": extensionKey, "in": "path", "required": true, "description": "The format of the file.",
		"schema": object{"type": "string", "enum": names}, "example": names[0],
	}
}

// examples returns values of the required arguments of a root field, with which a question of the
// library uses it.
func (b *builder) examples(field string) map[string]any {
	for _, q := range b.Questions.Library().All {
		root, variables := q.Root(field)
		if root == nil {
			continue
		}
		values := map[string]any{}
		for _, a := range graph.Schema().Query.Fields.ForName(field).Arguments {
			given := root.Arguments.ForName(a.Name)
			if given == nil || !a.Type.NonNull || a.DefaultValue != nil {
				continue
			}
			if v, err := given.Value.Value(variables); err == nil {
				values[a.Name] = v
			}
		}
		return values
	}
	return b.entityExample(field)
}

// entityExample returns the id of an entity that a root field returns: the example of a parameter of
// the library that accepts such ids.
func (b *builder) entityExample(field string) map[string]any {
	def := graph.Schema().Query.Fields.ForName(field)
	for _, a := range def.Arguments {
		if a.Type.Name() != "ID" || !a.Type.NonNull {
			continue
		}
		if id := b.anID(def.Type.Name()); id != "" {
			if a.Type.Elem != nil {
				return map[string]any{a.Name: []any{id}}
			}
			return map[string]any{a.Name: id}
		}
	}
	return nil
}

// anID returns an example of the id of an entity of a type, or of any for an interface.
func (b *builder) anID(typeName string) string {
	def := graph.Schema().Types[typeName]
	for _, q := range b.Questions.Library().All {
		for _, p := range q.Parameters {
			if !p.ID() || p.List || len(p.Types()) == 0 {
				continue
			}
			if def.Kind == ast.Interface || len(p.Types()) == 1 && b.isOf(p.Types()[0], typeName) {
				return p.Example
			}
		}
	}
	return ""
}

// isOf reports whether a value of EntityType is that of a type.
func (b *builder) isOf(value, typeName string) bool {
	return slices.ContainsFunc(b.Engine.Model().Entities, func(t *model.Type) bool { return t.Enum == value && t.Name == typeName })
}
