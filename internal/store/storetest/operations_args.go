package storetest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// arguments writes the arguments of a field, or "" if it has none.
func (g *generator) arguments(fd *ast.FieldDefinition, target *ast.Definition, depth int) string {
	given, known := g.graphQuery(fd)
	switch {
	case known:
	case fd.Arguments.ForName("where") != nil:
		given = g.listArguments(fd, g.m.Type(strings.TrimSuffix(target.Name, "Connection")), depth)
	default:
		for _, a := range fd.Arguments {
			if a.Type.NonNull || g.chance(2) {
				given = append(given, named{a.Name, g.argument(a, g.m.Type(target.Name))})
			}
		}
	}
	if len(given) == 0 {
		return ""
	}
	texts := make([]string, len(given))
	for i, a := range given {
		texts[i] = a.name + ": " + g.write(a.input)
	}
	return "(" + strings.Join(texts, ", ") + ")"
}

// argument returns a value for an argument, by its type: ids of entities of a type, words of an
// enum, or a small number.
func (g *generator) argument(a *ast.ArgumentDefinition, of *model.Type) *input {
	one := func(t *ast.Type) *input {
		if words := g.schema.Types[t.Name()].EnumValues; len(words) > 0 {
			return &input{t, enumWord(words[g.IntN(len(words))].Name)}
		}
		if t.Name() == "ID" {
			return &input{t, g.ref(of)}
		}
		return &input{t, g.IntN(6)}
	}
	if a.Type.Elem == nil {
		return one(a.Type)
	}
	list := []*input{}
	for range g.IntN(4) {
		list = append(list, one(a.Type.Elem))
	}
	return &input{a.Type, list}
}

// listArguments returns arguments for a connection of t.
func (g *generator) listArguments(fd *ast.FieldDefinition, t *model.Type, depth int) (given []named) {
	add := func(name string, value any) {
		given = append(given, named{name, &input{fd.Arguments.ForName(name).Type, value}})
	}
	if !g.chance(4) {
		given = append(given, named{"where", g.where(t, 4)})
	}
	sort := &input{typ: fd.Arguments.ForName("sort").Type}
	if !g.chance(3) {
		var keys []*input
		for range g.IntN(3) {
			keys = append(keys, g.sortKey(t.Name+"Sort"))
		}
		sort.value = keys
		given = append(given, named{"sort", sort})
	}
	size := g.IntN(5)
	if depth >= 4 && g.chance(2) {
		size = g.IntN(50)
	}
	switch g.IntN(8) {
	case 0:
		add("last", nil)
	case 1, 2:
		add("last", size)
	case 3, 4, 5, 6:
		add("first", size)
	}
	for _, name := range []string{"after", "before"} {
		if g.chance(6) {
			if cursor := g.cursor(t, sort); cursor != "" {
				add(name, cursor)
			}
		}
	}
	return given
}

// sortKey returns one element of a sort.
func (g *generator) sortKey(sort string) *input {
	d := g.schema.Types[sort]
	fd := d.Fields[g.IntN(len(d.Fields))]
	var value *input
	if words := g.schema.Types[fd.Type.Name()].EnumValues; len(words) > 0 {
		value = &input{fd.Type, enumWord(words[g.IntN(len(words))].Name)}
	} else {
		value = g.sortKey(fd.Type.Name())
		value.typ = fd.Type
	}
	return &input{ast.NonNullNamedType(sort, nil), []named{{fd.Name, value}}}
}

// cursor returns a cursor of any object of the type, of this graph or of another one, or "" if
// there is none. The object need not be in the list that the cursor is used for.
func (g *generator) cursor(t *model.Type, sort *input) string {
	defer g.drawing()()
	list := fmt.Sprintf("{ %s(first: 1000, sort: %s) { edges { cursor } } }", t.Many, sort.literal())
	var data map[string]struct{ Edges []struct{ Cursor string } }
	of := g.oracle
	if g.chance(3) {
		of = g.elsewhere
	}
	text, err := Answer(g.m, g.schema, of, list, nil)
	if err == nil {
		err = json.Unmarshal(text, &data)
	}
	if err != nil {
		panic(fmt.Sprintf("storetest: %s: %s", list, err))
	}
	edges := data[t.Many].Edges
	if len(edges) == 0 {
		return ""
	}
	return edges[g.IntN(len(edges))].Cursor
}
