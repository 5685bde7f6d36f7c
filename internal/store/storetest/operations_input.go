package storetest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// input is the value of an argument: nil, a bool, int, float64 or string, an enumWord, an
// []*input for a list, or a []named for an object.
type input struct {
	typ   *ast.Type
	value any
}

type named struct {
	name string
	*input
}

type enumWord string

// write writes an input into the operation, as a literal or as a variable with or without a
// default. The items and fields of an input may be variables too.
func (g *generator) write(in *input) string {
	if !g.chance(8) {
		return in.text(g.write)
	}
	name := g.name("v")
	definition := "$" + name + ": " + in.typ.String()
	switch {
	case in.value == nil && g.chance(2):
		// A missing value is equivalent to null.
	case g.chance(3) && in.value != nil:
		definition += " = " + in.literal()
	default:
		g.variables[name] = in.json()
	}
	g.declared = append(g.declared, definition)
	return "$" + name
}

// literal returns the input as text, without variables.
func (in *input) literal() string { return in.text((*input).literal) }

func (in *input) text(write func(*input) string) string {
	switch v := in.value.(type) {
	case nil:
		return "null"
	case string:
		return quote(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []*input:
		texts := make([]string, len(v))
		for i, item := range v {
			texts[i] = write(item)
		}
		return "[" + strings.Join(texts, ", ") + "]"
	case []named:
		texts := make([]string, len(v))
		for i, f := range v {
			texts[i] = f.name + ": " + write(f.input)
		}
		return "{" + strings.Join(texts, ", ") + "}"
	default:
		return fmt.Sprint(v)
	}
}

// quote returns a text as a string literal. GraphQL has all escapes of JSON.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// json returns the input as the value of a variable.
func (in *input) json() any {
	switch v := in.value.(type) {
	case enumWord:
		return string(v)
	case []*input:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = item.json()
		}
		return list
	case []named:
		object := map[string]any{}
		for _, f := range v {
			object[f.name] = f.json()
		}
		return object
	default:
		return v
	}
}
