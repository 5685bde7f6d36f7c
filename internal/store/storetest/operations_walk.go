package storetest

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// paths returns arguments for paths.
func (g *generator) paths(fd *ast.FieldDefinition) []named {
	list := append(g.walked(fd), given(fd, "from", g.connected(g.m.AnyEntity)), given(fd, "to", g.connected(g.m.AnyEntity)))
	return append(list, given(fd, "maxHops", g.IntN(8)), given(fd, "slack", g.IntN(3)), given(fd, "first", g.IntN(12)))
}

// neighbourhood returns arguments for neighbourhood.
func (g *generator) neighbourhood(fd *ast.FieldDefinition) []named {
	of := []*input{}
	for range g.IntN(4) {
		of = append(of, &input{fd.Arguments.ForName("of").Type.Elem, g.connected(g.m.AnyEntity)})
	}
	list := append(g.walked(fd), append(g.onlyTypes(fd), given(fd, "of", of))...)
	return append(list, given(fd, "first", len(of)+g.IntN(12)), given(fd, "depth", g.IntN(4)), given(fd, "links", g.IntN(20)))
}

// walked sometimes returns a list of types of relations, and a day.
func (g *generator) walked(fd *ast.FieldDefinition) (list []named) {
	if via := fd.Arguments.ForName("via"); g.chance(3) {
		words := []*input{}
		for _, t := range g.m.Relations {
			if !g.chance(3) {
				words = append(words, &input{via.Type.Elem, enumWord(t.Enum)})
			}
		}
		list = append(list, named{via.Name, &input{via.Type, words}})
	}
	if g.chance(3) {
		list = append(list, given(fd, "activeOn", g.date()))
	}
	return list
}
