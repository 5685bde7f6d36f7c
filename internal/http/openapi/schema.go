package openapi

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/graph"
)

// schemas makes JSON Schemas of the values of GraphQL. Enums and scalars have names, to which other
// schemas refer.
type schemas struct{ all object }

func newSchemas() *schemas { return &schemas{object{}} }

// refer returns a reference to a named schema.
func refer(name string) object { return object{"$ref": "#/components/schemas/" + name} }

// named returns a schema of an enum or a scalar.
func (s *schemas) named(def *ast.Definition) object {
	switch def.Name {
	case "ID", "String":
		return object{"type": "string"}
	case "Int":
		return object{"type": "integer", "format": "int32"}
	case "Float":
		return object{"type": "number", "format": "double"}
	case "Boolean":
		return object{"type": "boolean"}
	}
	if s.all[def.Name] == nil {
		one := object{"type": "string", "description": def.Description}
		if def.Kind == ast.Enum {
			values := []string{}
			for _, v := range def.EnumValues {
				values = append(values, v.Name)
			}
			one["enum"] = values
		}
		s.all[def.Name] = one
	}
	return refer(def.Name)
}

// answer returns the schema of the data of a query's answer.
func (s *schemas) answer(query string) object {
	document, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil || len(document.Operations) != 1 {
		return object{"type": "object"} // a question of the library always has one operation
	}
	return selection{s, document.Fragments}.object(graph.Schema().Query, document.Operations[0].SelectionSet)
}

// selection makes schemas of what a query selects.
type selection struct {
	*schemas
	fragments ast.FragmentDefinitionList
}

// object returns the schema of the selected fields of a type.
func (s selection) object(def *ast.Definition, set ast.SelectionSet) object {
	properties, required := object{}, []string{}
	s.collect(def, set, properties, &required, true)
	return object{"type": "object", "properties": properties, "required": required}
}

// collect adds the selected fields of a type. always is false below a fragment about only some of
// the values, which others lack.
func (s selection) collect(def *ast.Definition, set ast.SelectionSet, properties object, required *[]string, always bool) {
	for _, one := range set {
		switch one := one.(type) {
		case *ast.Field:
			name := one.Alias
			if properties[name] == nil && always {
				*required = append(*required, name)
			}
			properties[name] = s.field(def, one, properties[name])
		case *ast.InlineFragment:
			s.fragment(def, one.TypeCondition, one.SelectionSet, properties, required, always)
		case *ast.FragmentSpread:
			if f := s.fragments.ForName(one.Name); f != nil {
				s.fragment(def, f.TypeCondition, f.SelectionSet, properties, required, always)
			}
		}
	}
}

func (s selection) fragment(def *ast.Definition, on string, set ast.SelectionSet, properties object, required *[]string, always bool) {
	if on != "" && on != def.Name {
		def, always = graph.Schema().Types[on], false
	}
	s.collect(def, set, properties, required, always)
}

// field returns the schema of a selected field. known is that of the same field in another fragment.
func (s selection) field(def *ast.Definition, f *ast.Field, known any) any {
	if f.Name == "__typename" {
		return object{"type": "string"}
	}
	of := def.Fields.ForName(f.Name)
	one := s.value(of.Type, f.SelectionSet)
	if of.Description != "" {
		one["description"] = of.Description
	}
	before, ok := known.(object)
	if !ok {
		return one
	}
	return merge(before, one)
}

// merge returns a schema of values that two fragments select: properties of both.
func merge(a, b object) object {
	first, ok := a["properties"].(object)
	second, also := b["properties"].(object)
	if !ok || !also {
		return a
	}
	for name, value := range second {
		if first[name] == nil {
			first[name] = value
		}
	}
	return a
}

// value returns the schema of the values of a type.
func (s selection) value(t *ast.Type, set ast.SelectionSet) object {
	var one object
	if t.Elem != nil {
		one = object{"type": "array", "items": s.value(t.Elem, set)}
	} else if def := graph.Schema().Types[t.Name()]; def.IsCompositeType() {
		one = s.object(def, set)
	} else {
		one = s.named(def)
	}
	if t.NonNull {
		return one
	}
	if kind, ok := one["type"].(string); ok {
		one["type"] = []string{kind, "null"}
		return one
	}
	return object{"anyOf": []object{one, {"type": "null"}}}
}
