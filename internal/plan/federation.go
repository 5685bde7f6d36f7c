package plan

import (
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// This file compiles what a gateway of Apollo Federation 2 asks for: entities to which other
// services refer by their key. The names are those of its specification:
// https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
const (
	// anything is the scalar of a representation, federated the union of all entity types.
	anything  = "_Any"
	federated = "_Entity"
	typename  = "__typename"
)

// represented compiles representations to a lookup of entities, each of which must have the type
// that its representation states.
func (c *compiler) represented(v any) *Lookup {
	t := c.Model.AnyEntity
	look := &Lookup{Type: t, Many: true, Of: []*model.Type{}, Select: &Select{Type: t, Typed: true}}
	list, _ := v.([]any)
	if most := c.Limits.Representations; len(list) > most {
		c.fail(Over(TooLarge, "representations", len(list), most, "send several requests", "representations in one request"))
		return look
	}
	for i, item := range list {
		of, id, err := c.representation(item)
		if err != nil {
			c.fail(located("representations["+strconv.Itoa(i)+"]", err))
			return look
		}
		look.Of, look.Refs = append(look.Of, of), append(look.Refs, id)
	}
	return look
}

// representation returns the type and the id of a representation.
func (c *compiler) representation(v any) (of *model.Type, id string, err error) {
	object, ok := v.(map[string]any)
	if !ok {
		return nil, "", Errorf(BadUserInput, `send an object, such as {"__typename": "Institute", "id": "sciensano"}`, "%s is no representation", written(v))
	}
	name, ok := object[typename].(string)
	if !ok {
		return nil, "", Errorf(BadUserInput, "add the name of the entity's type", "the representation has no text `__typename`")
	}
	if of = c.Model.Type(name); of == nil || of.Kind != model.Entity {
		return nil, "", Errorf(BadUserInput, oneOf(name, c.entityTypes()), "%q is not the name of an entity type", Clip(name))
	}
	switch given := object["id"].(type) {
	case string:
		id = model.RefOf(given)
	case json.Number:
		id = given.String()
	case int64:
		id = strconv.FormatInt(given, 10)
	default:
		return nil, "", Errorf(BadUserInput, "add the entity's id, or an identifier with its scheme", "the representation has no text `id`")
	}
	return of, id, c.Limits.CheckTerm(id)
}

func (c *compiler) entityTypes() []string {
	names := make([]string, len(c.Model.Entities))
	for i, t := range c.Model.Entities {
		names[i] = t.Name
	}
	return names
}

// untyped returns the value of a literal for which the schema has no type. Of a representation
// nothing but two texts is read, so that lists are left out.
func (c *coercer) untyped(v *ast.Value) any {
	switch v.Kind {
	case ast.Variable:
		return c.variables[v.Raw]
	case ast.ObjectValue:
		object := make(map[string]any, len(v.Children))
		for _, child := range v.Children {
			object[child.Name] = c.untyped(child.Value)
		}
		return object
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw)
	case ast.StringValue, ast.BlockValue, ast.EnumValue:
		return v.Raw
	case ast.BooleanValue:
		return v.Raw == "true"
	case ast.ListValue:
		return []any{}
	}
	return nil
}
