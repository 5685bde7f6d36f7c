package storetest

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// search returns arguments for a search, sometimes with a cursor.
func (g *generator) search(fd *ast.FieldDefinition) []named {
	return g.paged(fd, append(g.onlyTypes(fd), given(fd, "text", g.searched())))
}

// resolve returns arguments for resolve.
func (g *generator) resolve(fd *ast.FieldDefinition) []named {
	name := "terms"
	if g.chance(3) {
		name = "entries"
	}
	list, typ := []*input{}, fd.Arguments.ForName(name).Type.Elem
	for range g.IntN(5) {
		if name == "terms" {
			list = append(list, &input{typ, g.searched()})
		} else {
			list = append(list, g.entry(typ))
		}
	}
	return append(g.onlyTypes(fd), given(fd, name, list))
}

// entry returns an entry of resolve: a term, sometimes with a country, a city or a type.
func (g *generator) entry(typ *ast.Type) *input {
	def := g.schema.Types[typ.Name()]
	field := func(name string, value any) named {
		return named{name, &input{def.Fields.ForName(name).Type, value}}
	}
	fields := []named{field("term", g.searched())}
	if g.chance(2) {
		fields = append(fields, field("country", []string{"BE", "EL", "uk", "Deutschland", ""}[g.IntN(5)]))
	}
	if g.chance(2) {
		fields = append(fields, field("city", []string{"Town A", "Łódź", ""}[g.IntN(3)]))
	}
	if g.chance(2) {
		fields = append(fields, field("type", enumWord(g.m.Entities[g.IntN(len(g.m.Entities))].Enum)))
	}
	return &input{typ, fields}
}

// onlyTypes sometimes returns a list of types of entities.
func (g *generator) onlyTypes(fd *ast.FieldDefinition) []named {
	types := fd.Arguments.ForName("types")
	if !g.chance(4) {
		return nil
	}
	words := []*input{}
	for range g.IntN(5) {
		words = append(words, &input{types.Type.Elem, enumWord(g.m.Entities[g.IntN(len(g.m.Entities))].Enum)})
	}
	return []named{given(fd, "types", words)}
}

// searched returns a text that a caller may search for: a searched text of the graph, unchanged
// or as people write it, an identifier, or any other text.
func (g *generator) searched() string {
	if g.chance(12) {
		return []string{"", " - ", "unknown", "a", "AND OR NOT", "pl*", "https://ror.org/"}[g.IntN(7)]
	}
	if len(g.refs) > 0 && g.chance(5) {
		return g.ref(g.m.AnyEntity)
	}
	var fields []*model.Field
	for _, list := range [][]*model.Field{g.m.EntityFields, g.m.Type("Alias").Fields, g.m.Type("Identifier").Fields} {
		for _, f := range list {
			if f.Searched > 0 && len(g.known[f]) > 0 {
				fields = append(fields, f)
			}
		}
	}
	if len(fields) == 0 {
		return "plain"
	}
	text := g.draw(fields[g.IntN(len(fields))], g.m.AnyEntity).Text
	words := strings.Fields(text)
	if len(words) == 0 {
		return text
	}
	switch g.IntN(6) {
	case 0:
		return strings.ToUpper(text)
	case 1:
		g.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	case 2:
		words = words[:1+g.IntN(len(words))]
	case 3:
		w := []rune(words[g.IntN(len(words))])
		return string(w[:1+g.IntN(len(w))])
	case 4, 5:
		i := g.IntN(len(words))
		words[i] = g.mistype(words[i])
	}
	return strings.Join(words, " ")
}

// mistype returns a text with one or two typos.
func (g *generator) mistype(word string) string {
	w := []rune(word)
	for range 1 + g.IntN(5)/4 {
		i := g.IntN(len(w))
		switch g.IntN(4) {
		case 0:
			w = append(w[:i:i], append([]rune{'x'}, w[i:]...)...)
		case 1:
			if len(w) > 1 {
				w = append(w[:i:i], w[i+1:]...)
			}
		case 2:
			w[i] = 'x'
		default:
			j := max(i-1, 0)
			w[i], w[j] = w[j], w[i]
		}
	}
	return string(w)
}
