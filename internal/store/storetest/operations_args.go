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
	case fd.Name == "series":
		given = g.series(fd)
	case fd.Name == "groups" && len(fd.Arguments) > 0:
		given = g.groups(fd)
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
		if t.Name() == "_Any" {
			return g.representation(t)
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

// representation returns a reference to an entity, usually of the type that it states.
func (g *generator) representation(t *ast.Type) *input {
	of := g.m.Entities[g.IntN(len(g.m.Entities))]
	return &input{t, []named{
		{"__typename", &input{ast.NonNullNamedType("String", nil), of.Name}},
		{"id", &input{ast.NonNullNamedType("ID", nil), g.ref(of)}},
	}}
}

// groups returns arguments for groups: usually one to three different facets.
func (g *generator) groups(fd *ast.FieldDefinition) []named {
	by := fd.Arguments.ForName("by")
	words := g.schema.Types[by.Type.Name()].EnumValues
	var list []*input
	for _, at := range g.Perm(len(words))[:min(1+g.IntN(3), len(words))] {
		list = append(list, &input{by.Type.Elem, enumWord(words[at].Name)})
	}
	given := []named{{by.Name, &input{by.Type, list}}}
	if !g.chance(3) {
		given = append(given, named{"first", &input{fd.Arguments.ForName("first").Type, g.IntN(12)}})
	}
	return given
}

// series returns arguments for a series, with the earlier day first. Without both days there may be
// too many periods.
func (g *generator) series(fd *ast.FieldDefinition) (list []named) {
	if !g.chance(3) {
		list = append(list, named{"by", g.argument(fd.Arguments.ForName("by"), nil)})
	}
	from, to := g.days()
	if !g.chance(3) {
		list = append(list, given(fd, "from", from))
	}
	if !g.chance(3) {
		list = append(list, given(fd, "to", to))
	}
	return list
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
