package storetest

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// scope has the response keys in use at one level, including those of its fragments. The key of
// a leaf may be used again for the same leaf.
type scope map[string]bool

// divided is in the scope of entities and relations together, which have different fields "type".
const divided = " divided"

// byNature are fields whose values may differ between two stores.
var byNature = map[string]bool{"loadedAt": true}

// field writes one field with its arguments and its selection, or "" if the operation may not
// select more fields.
func (g *generator) field(fd *ast.FieldDefinition, depth int, keys scope) string {
	target := g.schema.Types[fd.Type.Name()]
	if strings.HasPrefix(fd.Name, "__") || byNature[fd.Name] {
		return ""
	}
	g.left--
	if target.IsLeafType() {
		return g.key(fd.Name, keys, true) + g.directive()
	}
	if depth <= 0 || g.left <= 0 {
		return ""
	}
	if flat := len(fd.Arguments) == 0 && g.flat(target); flat {
		// Its selections are merged with others, so its keys have no aliases.
		return g.key(fd.Name, keys, true) + g.directive() + " { " + g.leaves(target) + " }"
	}
	text := g.key(fd.Name, keys, false) + g.arguments(fd, target, depth) + g.directive()
	if g.m.Type(target.Name) != nil {
		depth--
	}
	return text + " { " + g.object(target, depth, scope{}) + " }"
}

// flat reports whether all fields of an object are leaves.
func (g *generator) flat(d *ast.Definition) bool {
	for _, fd := range d.Fields {
		if !g.schema.Types[fd.Type.Name()].IsLeafType() {
			return false
		}
	}
	return true
}

func (g *generator) leaves(d *ast.Definition) string {
	texts := []string{"__typename"}[:g.IntN(2)]
	for _, fd := range d.Fields {
		if !g.chance(3) {
			texts = append(texts, fd.Name)
		}
	}
	return orTypename(texts)
}

// key writes the name of a field, with an alias if its response key is in use.
func (g *generator) key(name string, keys scope, again bool) string {
	if !g.chance(8) && (again || !keys[name]) && !(name == "type" && keys[divided]) {
		keys[name] = true
		return name
	}
	return g.name("a") + ": " + name
}

// object writes the selection of an object, without the braces.
func (g *generator) object(d *ast.Definition, depth int, keys scope) string {
	var texts []string
	add := func(text string) {
		if text != "" {
			texts = append(texts, text)
		}
	}
	if nodes := d.Fields.ForName("nodes"); nodes != nil && !g.chance(3) {
		add(g.field(nodes, depth, keys))
	}
	t := g.m.Type(d.Name)
	if d.Kind == ast.Union {
		t = g.m.AnyEntity
	}
	for range min(1+g.IntN(4), len(d.Fields)) {
		add(g.field(d.Fields[g.IntN(len(d.Fields))], depth, keys))
	}
	if t != nil && t.Kind != model.Object {
		if t.Mixed() {
			keys[divided] = true
		}
		for range g.IntN(3) {
			add(g.fragment(t, depth, keys))
		}
	}
	if g.chance(6) {
		add(g.key("__typename", keys, true))
	}
	return orTypename(texts)
}

func orTypename(texts []string) string {
	if len(texts) == 0 {
		return "__typename"
	}
	return strings.Join(texts, " ")
}

// fragment writes a fragment, inline or named, on a type that an object of t can have.
func (g *generator) fragment(t *model.Type, depth int, keys scope) string {
	var on []*model.Type
	for _, list := range [][]*model.Type{g.m.Entities, g.m.Interfaces, g.m.Relations, {g.m.AnyRelation, g.m.AnyNode}} {
		for _, other := range list {
			if other.Types&t.Types != 0 {
				on = append(on, other)
			}
		}
	}
	if g.left--; g.left <= 0 {
		return ""
	}
	other := on[g.IntN(len(on))]
	body := " on " + other.Name
	selection := " { " + g.object(g.schema.Types[other.Name], depth, keys) + " }"
	if g.chance(3) {
		name := g.name("F")
		g.fragments = append(g.fragments, "fragment "+name+body+selection)
		return "..." + name + g.directive()
	}
	if other == t && g.chance(2) {
		body = ""
	}
	return "..." + body + g.directive() + selection
}

// directive sometimes writes @skip or @include.
func (g *generator) directive() string {
	if !g.chance(25) {
		return ""
	}
	name := []string{"skip", "include"}[g.IntN(2)]
	condition := &input{typ: ast.NonNullNamedType("Boolean", nil), value: g.chance(2)}
	return fmt.Sprintf(" @%s(if: %s)", name, g.write(condition))
}
