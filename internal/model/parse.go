package model

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// ParseFile reads the model from a file with the text of schema.graphqls.
func ParseFile(path string) (*Model, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(string(text))
}

// Parse reads the model from the text of schema.graphqls. It rejects a schema that the
// rest of the program could not serve, with the line: a field name with two types, an
// end that is not an entity, two connections with the same name, two participations.
func Parse(text string) (*Model, error) {
	doc, err := parser.ParseSchema(&ast.Source{Name: "schema.graphqls", Input: text})
	if err != nil {
		return nil, err
	}
	p := &reader{m: &Model{types: map[string]*Type{}}, defs: map[string]*ast.Definition{}, enums: map[string]*Enum{}}
	for _, step := range []func(ast.DefinitionList) error{
		p.declare, p.members, p.terms, p.deriveEnums, p.objects, p.entityFields, p.relations, p.connections, p.interfaces, p.participation, p.derivations,
	} {
		if err := step(doc.Definitions); err != nil {
			return nil, fmt.Errorf("schema.graphqls: %w", err)
		}
	}
	return p.m, nil
}

type reader struct {
	m     *Model
	defs  map[string]*ast.Definition
	enums map[string]*Enum
}

// rootType is the type of the root fields, which is not part of the model.
const rootType = "Query"

// declare makes a Type for every definition, so that they can refer to each other.
func (p *reader) declare(defs ast.DefinitionList) error {
	for _, d := range defs {
		if p.defs[d.Name] != nil {
			return at(d.Position, "%s is defined twice", d.Name)
		}
		p.defs[d.Name] = d
		switch {
		case d.Name == rootType || d.Kind == ast.Scalar || d.Kind == ast.InputObject:
		case d.Kind == ast.Enum:
			p.addEnum(d.Name, d.Description, words(d.EnumValues))
		default:
			if err := p.declareType(d); err != nil {
				return err
			}
		}
	}
	if p.m.AnyEntity == nil || p.m.AnyRelation == nil {
		return errors.New("the interfaces Entity and Relation are missing")
	}
	return nil
}

func (p *reader) declareType(d *ast.Definition) error {
	t := &Type{Name: d.Name, Description: d.Description, Enum: UpperSnake(d.Name),
		fields: map[string]*Field{}, all: map[string]*Field{}, sides: map[string]*Side{}}
	for _, f := range d.Fields {
		t.Written = append(t.Written, f.Name)
	}
	t.Term = argument(d.Directives, "term", "name")
	t.One, t.Many = argument(d.Directives, "entity", "one"), argument(d.Directives, "entity", "many")
	t.Passable = argument(d.Directives, "entity", "passable") != "false"
	t.EndsWithStart = argument(d.Directives, "entity", "endsWithStart") == "true"
	t.Describes = argument(d.Directives, "entity", "describes") == "true"
	switch {
	case d.Kind == ast.Interface && d.Name == "Relation":
		t.Kind, p.m.AnyRelation = Interface, t
	case d.Kind == ast.Interface:
		t.Kind = Interface
		p.m.Interfaces = append(p.m.Interfaces, t)
		if d.Name == "Entity" {
			p.m.AnyEntity = t
		}
	case d.Kind == ast.Object && d.Directives.ForName("relation") != nil:
		t.Kind, t.Many = Relation, argument(d.Directives, "relation", "many")
		t.Walked = argument(d.Directives, "relation", "walked") != "false"
		p.m.Relations = append(p.m.Relations, t)
	case d.Kind == ast.Object && d.Directives.ForName("entity") != nil:
		t.Kind = Entity
		p.m.Entities = append(p.m.Entities, t)
	case d.Kind == ast.Object:
		t.Kind, t.Money = Object, d.Directives.ForName("money") != nil
		p.m.Objects = append(p.m.Objects, t)
	default:
		return at(d.Position, "%s: a %s has no place in the model", d.Name, strings.ToLower(string(d.Kind)))
	}
	p.m.types[d.Name] = t
	return nil
}

func (p *reader) addEnum(name, description string, values []EnumWord) *Enum {
	e := &Enum{Name: name, Description: description, Values: values, byName: map[string]int{}}
	for i, v := range values {
		e.byName[v.Name] = i
	}
	p.enums[name] = e
	p.m.Enums = append(p.m.Enums, e)
	return e
}

// members numbers the concrete types and gives each interface its types.
func (p *reader) members(ast.DefinitionList) error {
	concrete := append(append([]*Type{}, p.m.Entities...), p.m.Relations...)
	if len(concrete) > MaxTypes {
		return fmt.Errorf("%d entity and relation types; at most %d", len(concrete), MaxTypes)
	}
	p.m.AnyNode = &Type{Name: "Node", Kind: Interface, Members: concrete,
		Description: "Anything with an id: an entity or a relation. Caches and Relay find an object again by its id."}
	for i, t := range concrete {
		t.Index, t.Types, t.Members = i, 1<<i, []*Type{t}
		p.m.AnyNode.Types |= t.Types
		root := p.m.AnyEntity
		if t.Kind == Relation {
			root = p.m.AnyRelation
		}
		d := p.defs[t.Name]
		for _, name := range d.Interfaces {
			super := p.m.types[name]
			if super == nil || super.Kind != Interface {
				return at(d.Position, "%s implements %s, which is not an interface", t.Name, name)
			}
			t.Implements = append(t.Implements, super)
			super.Types |= t.Types
			super.Members = append(super.Members, t)
		}
		if !root.Types.Has(t) {
			return at(d.Position, "%s must implement %s", t.Name, root.Name)
		}
	}
	return nil
}

// terms gives an entity type without a schema.org term the one of its first interface that has
// one; Entity comes last, since it is the least specific.
func (p *reader) terms(ast.DefinitionList) error {
	for _, t := range p.m.Entities {
		for _, super := range t.Implements {
			if t.Term == "" && super != p.m.AnyEntity {
				t.Term = super.Term
			}
		}
		if t.Term == "" {
			t.Term = p.m.AnyEntity.Term
		}
	}
	return nil
}

func (p *reader) deriveEnums(ast.DefinitionList) error {
	list := func(types []*Type) (ws []EnumWord) {
		for _, t := range types {
			ws = append(ws, EnumWord{Name: t.Enum, Description: t.Label()})
		}
		return ws
	}
	p.m.EntityTypes = p.addEnum("EntityType", "The types of entities.", list(p.m.Entities))
	p.m.RelationTypes = p.addEnum("RelationType", "The types of relations.", list(p.m.Relations))
	return nil
}

func words(values ast.EnumValueList) (ws []EnumWord) {
	for _, v := range values {
		ws = append(ws, EnumWord{Name: v.Name, Description: v.Description, Term: argument(v.Directives, "term", "name")})
	}
	return ws
}

func argument(list ast.DirectiveList, directive, name string) string {
	if d := list.ForName(directive); d != nil {
		if a := d.Arguments.ForName(name); a != nil {
			return a.Value.Raw
		}
	}
	return ""
}

func arguments(list ast.DirectiveList, directive, name string) (values []string) {
	if d := list.ForName(directive); d != nil {
		if a := d.Arguments.ForName(name); a != nil {
			for _, child := range a.Value.Children {
				values = append(values, child.Value.Raw)
			}
		}
	}
	return values
}

func at(pos *ast.Position, format string, args ...any) error {
	if pos == nil {
		return fmt.Errorf(format, args...)
	}
	return fmt.Errorf("line %d: %s", pos.Line, fmt.Sprintf(format, args...))
}
