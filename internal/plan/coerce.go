package plan

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// This file coerces input by the rules of the GraphQL specification: "Input Coercion" of
// each type, "Coercing Variable Values" and "Coercing Field Arguments". Coerced values are
// nil, bool, int64, float64, string, []any and map[string]any.

// CoerceVariables converts the variables of an operation to their declared types. raw is
// decoded from JSON with numbers as json.Number. Variables without a value and without a
// default are not in the result. Errors are *Error.
func CoerceVariables(schema *ast.Schema, op *ast.OperationDefinition, raw map[string]any, limits *Limits) (map[string]any, error) {
	values := make(map[string]any, len(op.VariableDefinitions))
	c := coercer{schema: schema}
	for _, def := range op.VariableDefinitions {
		// The limit of a text that may be a cursor depends on the arguments that it is used for.
		if c.limits = limits; mayBeCursor(def.Type) {
			c.limits = nil
		}
		given, ok := raw[def.Variable]
		switch {
		case ok:
			v, err := c.value(given, def.Type)
			if err != nil {
				return nil, at(def.Position, located("variable $"+def.Variable, err))
			}
			values[def.Variable] = v
		case def.DefaultValue != nil:
			v, _, err := c.literal(def.DefaultValue, def.Type)
			if err != nil {
				return nil, located("default of variable $"+def.Variable, err)
			}
			values[def.Variable] = v
		case def.Type.NonNull:
			return nil, at(def.Position, Errorf(BadUserInput, "send it in \"variables\"", "variable $%s of type %s is required", def.Variable, def.Type))
		}
	}
	return values, nil
}

// CheckLiteral returns an error when a constant is not of a type. It skips variables, whose
// types validation checks.
func CheckLiteral(schema *ast.Schema, v *ast.Value, t *ast.Type) error {
	c := coercer{schema: schema, anyVariable: true}
	_, _, err := c.literal(v, t)
	return err
}

type coercer struct {
	schema    *ast.Schema
	variables map[string]any
	// limits bound the texts; nil means that they are bounded elsewhere. cursor reports
	// whether the value is a cursor.
	limits *Limits
	cursor bool
	// anyVariable accepts every variable as a value of the required type.
	anyVariable bool
}

// arguments coerces the arguments of a field or directive. Absent ones are not in the map.
func (c *coercer) arguments(defs ast.ArgumentDefinitionList, args ast.ArgumentList) (map[string]any, error) {
	var values map[string]any
	for _, def := range defs {
		c.cursor = IsCursor(def.Name)
		given, present := any(nil), false
		if arg := args.ForName(def.Name); arg != nil {
			v, ok, err := c.literal(arg.Value, def.Type)
			if err != nil {
				return nil, located("argument "+def.Name, err)
			}
			given, present = v, ok
		}
		if !present && def.DefaultValue != nil {
			v, _, err := c.literal(def.DefaultValue, def.Type)
			if err != nil {
				return nil, err
			}
			given, present = v, true
		}
		if given == nil && def.Type.NonNull {
			return nil, fmt.Errorf("argument %s of type %s is required", def.Name, def.Type)
		}
		if present {
			if values == nil {
				values = make(map[string]any, len(args))
			}
			values[def.Name] = given
		}
	}
	return values, nil
}

// literal coerces a value of a document. present is false for a variable without a value. The
// error has the position of the wrong value.
func (c *coercer) literal(v *ast.Value, t *ast.Type) (value any, present bool, err error) {
	value, present, err = c.unplaced(v, t)
	return value, present, at(positionOf(v), err)
}

func (c *coercer) unplaced(v *ast.Value, t *ast.Type) (value any, present bool, err error) {
	switch v.Kind {
	case ast.Variable:
		if c.anyVariable {
			return nil, true, nil
		}
		value, present = c.variables[v.Raw]
		if value == nil && t.NonNull {
			if present {
				return nil, true, fmt.Errorf("$%s is null, but %s is required", v.Raw, t)
			}
			return nil, false, nil
		}
		if text, ok := value.(string); ok && mayBeCursor(t) {
			return value, present, c.bounded(text)
		}
		return value, present, nil
	case ast.NullValue:
		if t.NonNull {
			return nil, true, fmt.Errorf("null, but %s is required", t)
		}
		return nil, true, nil
	}
	if t.Elem != nil {
		value, err = c.literalList(v, t.Elem)
		return value, true, err
	}
	def := c.schema.Types[t.NamedType]
	if def.Kind == ast.InputObject {
		value, err = c.literalObject(v, def)
		return value, true, err
	}
	value, err = c.literalLeaf(v, def)
	return value, true, err
}

func (c *coercer) literalList(v *ast.Value, elem *ast.Type) (any, error) {
	if v.Kind != ast.ListValue {
		one, _, err := c.literal(v, elem)
		return []any{one}, err
	}
	list := make([]any, 0, len(v.Children))
	for i, child := range v.Children {
		one, present, err := c.literal(child.Value, elem)
		if err == nil && !present && elem.NonNull {
			err = fmt.Errorf("$%s has no value, but %s is required", child.Value.Raw, elem)
		}
		if err != nil {
			return nil, located(fmt.Sprintf("[%d]", i), err)
		}
		list = append(list, one)
	}
	return list, nil
}

func (c *coercer) literalObject(v *ast.Value, def *ast.Definition) (any, error) {
	if v.Kind != ast.ObjectValue {
		return nil, fmt.Errorf("%s is not an object of type %s", Clip(v.String()), def.Name)
	}
	object := make(map[string]any, len(v.Children))
	for _, child := range v.Children {
		fd := def.Fields.ForName(child.Name)
		if fd == nil {
			return nil, unknownField(child.Name, def)
		}
		one, present, err := c.literal(child.Value, fd.Type)
		if err != nil {
			return nil, located(child.Name, err)
		}
		if present {
			object[child.Name] = one
		}
	}
	return object, c.defaults(object, def)
}

// defaults adds default values, and rejects a missing required value.
func (c *coercer) defaults(object map[string]any, def *ast.Definition) error {
	for _, fd := range def.Fields {
		if _, given := object[fd.Name]; given {
			continue
		}
		if fd.DefaultValue != nil {
			v, _, err := c.literal(fd.DefaultValue, fd.Type)
			if err != nil {
				return err
			}
			object[fd.Name] = v
		} else if fd.Type.NonNull {
			return fmt.Errorf("%s.%s of type %s is required", def.Name, fd.Name, fd.Type)
		}
	}
	return nil
}

func (c *coercer) literalLeaf(v *ast.Value, def *ast.Definition) (any, error) {
	wrong := func() (any, error) { return nil, wrongValue(Clip(v.String()), v.Raw, def) }
	if def.Kind == ast.Enum {
		if v.Kind != ast.EnumValue || def.EnumValues.ForName(v.Raw) == nil {
			return wrong()
		}
		return v.Raw, nil
	}
	text := v.Kind == ast.StringValue || v.Kind == ast.BlockValue
	switch def.Name {
	case anything:
		return c.untyped(v), nil
	case "Int":
		if v.Kind == ast.IntValue {
			return int32Of(v.Raw)
		}
	case "Float":
		if v.Kind == ast.IntValue || v.Kind == ast.FloatValue {
			return floatOf(v.Raw)
		}
	case "Boolean":
		if v.Kind == ast.BooleanValue {
			return v.Raw == "true", nil
		}
	case "ID":
		if text || v.Kind == ast.IntValue {
			return model.RefOf(v.Raw), c.bounded(v.Raw)
		}
	default:
		if text {
			return v.Raw, c.bounded(v.Raw)
		}
	}
	return wrong()
}

// value coerces a JSON value.
func (c *coercer) value(v any, t *ast.Type) (any, error) {
	if v == nil {
		if t.NonNull {
			return nil, fmt.Errorf("null, but %s is required", t)
		}
		return nil, nil
	}
	if t.Elem != nil {
		items, ok := v.([]any)
		if !ok {
			one, err := c.value(v, t.Elem)
			return []any{one}, err
		}
		list := make([]any, len(items))
		for i, item := range items {
			one, err := c.value(item, t.Elem)
			if err != nil {
				return nil, located(fmt.Sprintf("[%d]", i), err)
			}
			list[i] = one
		}
		return list, nil
	}
	def := c.schema.Types[t.NamedType]
	if def.Kind != ast.InputObject {
		return c.leaf(v, def)
	}
	given, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("not an object of type %s", def.Name)
	}
	return c.object(given, def)
}

func (c *coercer) object(given map[string]any, def *ast.Definition) (any, error) {
	object := make(map[string]any, len(given))
	for name := range given {
		if def.Fields.ForName(name) == nil {
			return nil, unknownField(name, def)
		}
	}
	for _, fd := range def.Fields {
		v, ok := given[fd.Name]
		if !ok {
			continue
		}
		one, err := c.value(v, fd.Type)
		if err != nil {
			return nil, located(fd.Name, err)
		}
		object[fd.Name] = one
	}
	return object, c.defaults(object, def)
}

func (c *coercer) leaf(v any, def *ast.Definition) (any, error) {
	text, isText := v.(string)
	wrong := func() (any, error) { return nil, wrongValue(written(v), text, def) }
	number, isNumber := v.(json.Number)
	if def.Kind == ast.Enum {
		if !isText || def.EnumValues.ForName(text) == nil {
			return wrong()
		}
		return text, nil
	}
	switch def.Name {
	case anything:
		return v, nil
	case "Int":
		if isNumber {
			return int32Of(string(number))
		}
	case "Float":
		if isNumber {
			return floatOf(string(number))
		}
	case "Boolean":
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case "ID":
		if isText {
			return model.RefOf(text), c.bounded(text)
		}
		if isNumber && !strings.ContainsAny(string(number), ".eE") {
			return string(number), c.bounded(string(number))
		}
	default:
		if isText {
			return text, c.bounded(text)
		}
	}
	return wrong()
}

// bounded returns an error if a text has too many letters.
func (c *coercer) bounded(text string) error {
	switch {
	case c.limits == nil:
		return nil
	case c.cursor:
		return c.limits.CheckCursor(text)
	}
	return c.limits.CheckTerm(text)
}

// written returns a JSON value as a message shows it.
func written(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(Clip(v))
	case json.Number:
		return Clip(string(v))
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return "a list"
	}
	return "an object"
}

// int32Of reads an Int: a whole number of 32 bits, even when it is written as 1.0 or 1e2.
func int32Of(raw string) (any, error) {
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || f != math.Trunc(f) {
		return nil, fmt.Errorf("%s is not a whole number", Clip(raw))
	}
	if f < math.MinInt32 || f > math.MaxInt32 {
		return nil, fmt.Errorf("%s does not fit into 32 bits", Clip(raw))
	}
	return int64(f), nil
}

func floatOf(raw string) (any, error) {
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(f, 0) {
		return nil, fmt.Errorf("%s is not a number that fits into 64 bits", Clip(raw))
	}
	return f, nil
}
