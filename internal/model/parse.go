package model

import (
	"fmt"
	"os"
	"strconv"
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

// Parse reads the model from the text of schema.graphqls. It refuses a schema that
// the rest of the program could not serve, and says where: a field name with two
// types, an end that is no entity, two connections of one name.
func Parse(text string) (*Model, error) {
	doc, err := parser.ParseSchema(&ast.Source{Name: "schema.graphqls", Input: text})
	if err != nil {
		return nil, err
	}
	p := &reader{m: &Model{types: map[string]*Type{}}, defs: map[string]*ast.Definition{}, enums: map[string]*Enum{}}
	for _, step := range []func(ast.DefinitionList) error{
		p.declare, p.members, p.deriveEnums, p.objects, p.entityFields, p.relations, p.connections, p.interfaces,
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

// declare makes a Type for every definition, so that they can refer to each other.
func (p *reader) declare(defs ast.DefinitionList) error {
	for _, d := range defs {
		if p.defs[d.Name] != nil {
			return at(d.Position, "%s is defined twice", d.Name)
		}
		p.defs[d.Name] = d
		if d.Name == "Query" || d.Kind == ast.Scalar {
			continue
		}
		if d.Kind == ast.Enum {
			p.addEnum(d.Name, d.Description, words(d.EnumValues))
			continue
		}
		t := &Type{Name: d.Name, Description: d.Description, Enum: UpperSnake(d.Name),
			fields: map[string]*Field{}, all: map[string]*Field{}, sides: map[string]*Side{}}
		for _, f := range d.Fields {
			t.Written = append(t.Written, f.Name)
		}
		t.One, t.Many = argument(d.Directives, "entity", "one"), argument(d.Directives, "entity", "many")
		t.Passable = argument(d.Directives, "entity", "passable") != "false"
		switch relation := d.Directives.ForName("relation"); {
		case d.Kind == ast.Interface && d.Name == "Relation":
			t.Kind, p.m.AnyRelation = Interface, t
		case d.Kind == ast.Interface:
			t.Kind = Interface
			p.m.Interfaces = append(p.m.Interfaces, t)
			if d.Name == "Entity" {
				p.m.AnyEntity = t
			}
		case d.Kind == ast.Object && relation != nil:
			t.Kind, t.Many = Relation, argument(d.Directives, "relation", "many")
			t.Walked = argument(d.Directives, "relation", "walked") != "false"
			p.m.Relations = append(p.m.Relations, t)
			if argument(d.Directives, "relation", "participation") == "true" {
				p.m.Participation = t
			}
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
	}
	if p.m.AnyEntity == nil || p.m.AnyRelation == nil {
		return fmt.Errorf("the interfaces Entity and Relation are missing")
	}
	return nil
}

func (p *reader) addEnum(name, description string, values []EnumWord) {
	e := &Enum{Name: name, Description: description, Values: values, byName: map[string]int{}}
	for i, v := range values {
		e.byName[v.Name] = i
	}
	p.enums[name] = e
	p.m.Enums = append(p.m.Enums, e)
}

// members numbers the concrete types and says which interface stands for which.
func (p *reader) members(ast.DefinitionList) error {
	concrete := append(append([]*Type{}, p.m.Entities...), p.m.Relations...)
	if len(concrete) > MaxTypes {
		return fmt.Errorf("%d entity and relation types; at most %d", len(concrete), MaxTypes)
	}
	for i, t := range concrete {
		t.Index, t.Types, t.Members = i, 1<<i, []*Type{t}
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

func (p *reader) deriveEnums(ast.DefinitionList) error {
	list := func(types []*Type) (ws []EnumWord) {
		for _, t := range types {
			ws = append(ws, EnumWord{Name: t.Enum, Description: t.Description})
		}
		return ws
	}
	p.addEnum("EntityType", "The types of entities.", list(p.m.Entities))
	p.addEnum("RelationType", "The types of relations.", list(p.m.Relations))
	return nil
}

func (p *reader) objects(ast.DefinitionList) error {
	for _, t := range p.m.Objects {
		for _, fd := range p.defs[t.Name].Fields {
			f, err := p.field(fd)
			if err != nil {
				return err
			}
			if t.Money && f.Scalar == Float {
				f.Scalar = Cents
			}
			f.Index = len(t.Fields)
			t.Fields = append(t.Fields, f)
			t.fields[f.Name], t.all[f.Name] = f, f
		}
		t.AllFields = t.Fields
	}
	return nil
}

func (p *reader) entityFields(ast.DefinitionList) error {
	shared := map[string]*Field{}
	for _, t := range p.m.Entities {
		for _, super := range t.Implements {
			if err := p.addFields(t, p.defs[super.Name].Fields, shared, &p.m.EntityFields); err != nil {
				return err
			}
		}
		if err := p.addFields(t, p.defs[t.Name].Fields, shared, &p.m.EntityFields); err != nil {
			return err
		}
	}
	return nil
}

// addFields gives a type its fields; all types of a class share one Field for a name.
func (p *reader) addFields(t *Type, defs ast.FieldList, shared map[string]*Field, list *[]*Field) error {
	for _, fd := range defs {
		if fd.Directives.ForName("end") != nil || t.fields[fd.Name] != nil {
			continue
		}
		f, err := p.field(fd)
		if err != nil {
			return err
		}
		if f.Scalar == Nested || f.Scalar == Reference && f.Of.Types&p.m.AnyRelation.Types != 0 {
			return at(fd.Position, "%s.%s: only the answer to a question holds a %s; a stored object has scalars, flat objects, lists of objects and entities", t.Name, f.Name, fd.Type.Name())
		}
		if known := shared[f.Name]; known == nil {
			shared[f.Name] = f
			for _, each := range append([]*Field{f}, f.Leaves...) {
				each.Index = len(*list)
				*list = append(*list, each)
			}
		} else if !sameType(known, f) {
			return at(fd.Position, "%s.%s has another type than the field %s of another type; a field name has one type and one nullability", t.Name, f.Name, f.Name)
		} else {
			f = known
		}
		f.Types |= t.Types
		for _, leaf := range f.Leaves {
			leaf.Types |= t.Types
		}
		t.Fields = append(t.Fields, f)
		t.fields[f.Name], t.all[f.Name] = f, f
	}
	t.AllFields = t.Fields
	return nil
}

func sameType(a, b *Field) bool {
	return a.Scalar == b.Scalar && a.Enum == b.Enum && a.Object == b.Object && a.Of == b.Of &&
		a.List == b.List && a.NonNull == b.NonNull && a.Prose == b.Prose && a.Searched == b.Searched
}

var scalars = map[string]Scalar{"ID": ID, "String": Text, "Int": Int, "Float": Float, "Boolean": Boolean, "Date": Date}

// field reads one field definition.
func (p *reader) field(fd *ast.FieldDefinition) (*Field, error) {
	f := &Field{Name: fd.Name, Description: fd.Description, Facet: UpperSnake(fd.Name),
		NonNull: fd.Type.NonNull, List: fd.Type.Elem != nil, Prose: fd.Directives.ForName("prose") != nil}
	if f.List && (!fd.Type.NonNull || !fd.Type.Elem.NonNull || fd.Type.Elem.Elem != nil) {
		return nil, at(fd.Position, "%s: a list and its items are never null: write [%s!]!", fd.Name, fd.Type.Name())
	}
	if raw := argument(fd.Directives, "searched", "exact"); raw != "" {
		n, err := strconv.Atoi(raw)
		if err != nil || n < 3 || n > 5 {
			return nil, at(fd.Position, "%s: @searched(exact: %s): how well a text fits is from 3 to 5", fd.Name, raw)
		}
		f.Searched = n
	}
	f.SortLeaves = []*Field{f}
	name := fd.Type.Name()
	switch target := p.m.types[name]; {
	case scalars[name] != 0:
		f.Scalar = scalars[name]
	case p.enums[name] != nil:
		f.Scalar, f.Enum = EnumValue, p.enums[name]
	case target != nil && target.Kind == Object && f.List:
		f.Scalar, f.Object = Parts, target
	case target != nil && target.Kind == Object && !p.flat(name):
		f.Scalar, f.Object = Nested, target
	case target != nil && target.Kind == Object:
		f.Scalar, f.Object = Embedded, target
		for _, sub := range p.defs[name].Fields {
			leaf, err := p.field(sub)
			if err != nil {
				return nil, err
			}
			if target.Money && leaf.Scalar == Float {
				leaf.Scalar = Cents
			}
			leaf.Parent, leaf.Facet = f, f.Facet+"_"+leaf.Facet
			f.Leaves = append(f.Leaves, leaf)
		}
		if target.Money {
			amount, currency := f.MoneyLeaves()
			f.SortLeaves = []*Field{currency, amount}
		}
	case target != nil:
		f.Scalar, f.Of = Reference, target
	default:
		return nil, at(fd.Position, "%s: unknown type %s", fd.Name, name)
	}
	return f, nil
}

// flat says that an object type has single scalars only.
func (p *reader) flat(name string) bool {
	for _, sub := range p.defs[name].Fields {
		if sub.Type.Elem != nil || scalars[sub.Type.Name()] == 0 && p.enums[sub.Type.Name()] == nil {
			return false
		}
	}
	return true
}

func (p *reader) relations(ast.DefinitionList) error {
	shared := map[string]*Field{}
	for _, t := range p.m.Relations {
		d := p.defs[t.Name]
		common := p.defs[p.m.AnyRelation.Name].Fields
		if err := p.addFields(t, common, shared, &p.m.RelationFields); err != nil {
			return err
		}
		if err := p.addFields(t, d.Fields, shared, &p.m.RelationFields); err != nil {
			return err
		}
		if err := p.ends(t, d); err != nil {
			return err
		}
		for _, name := range arguments(d.Directives, "relation", "key") {
			f := t.fields[name]
			if f == nil || f.Scalar >= Embedded {
				return at(d.Position, "%s: the key %q is not one of its scalar fields", t.Name, name)
			}
			t.Key = append(t.Key, f)
		}
		if name := argument(d.Directives, "relation", "within"); name != "" {
			if t.Within = t.End(name); t.Within == nil {
				return at(d.Position, "%s: within %q is not one of its ends", t.Name, name)
			}
		}
	}
	return nil
}

func (p *reader) ends(t *Type, d *ast.Definition) error {
	var ends []*End
	for _, fd := range d.Fields {
		directive := fd.Directives.ForName("end")
		if directive == nil {
			continue
		}
		target := p.m.types[fd.Type.Name()]
		if target == nil || target.Types&p.m.AnyEntity.Types == 0 || !fd.Type.NonNull {
			return at(fd.Position, "%s.%s: an end is an entity type or an interface over them, and never null", t.Name, fd.Name)
		}
		end := &End{Relation: t, Name: fd.Name, Description: fd.Description, First: len(ends) == 0, Target: target, Facet: UpperSnake(fd.Name)}
		end.Side = &Side{Name: argument(fd.Directives, "end", "as"), Description: argument(fd.Directives, "end", "describe"), Relation: t, Near: end}
		ends = append(ends, end)
	}
	if len(ends) != 2 {
		return at(d.Position, "%s: a relation has two ends, not %d", t.Name, len(ends))
	}
	t.From, t.To = ends[0], ends[1]
	t.From.Side.Far, t.To.Side.Far = t.To, t.From
	return nil
}

// connections gives every entity type the sides that it can stand on.
func (p *reader) connections(ast.DefinitionList) error {
	for _, t := range p.m.Entities {
		for _, r := range p.m.Relations {
			for _, end := range []*End{r.From, r.To} {
				if !end.Target.Types.Has(t) {
					continue
				}
				s := end.Side
				if t.sides[s.Name] != nil || t.fields[s.Name] != nil {
					return at(p.defs[r.Name].Position, "%s.%s: %s has a field or a connection of that name already", r.Name, s.Name, t.Name)
				}
				t.Sides = append(t.Sides, s)
				t.sides[s.Name] = s
			}
		}
		t.AllSides = t.Sides
	}
	return nil
}

// interfaces gives an interface what all its types share, and knows what any has.
func (p *reader) interfaces(ast.DefinitionList) error {
	for _, t := range append(append([]*Type{}, p.m.Interfaces...), p.m.AnyRelation) {
		if len(t.Members) == 0 {
			return at(p.defs[t.Name].Position, "no type implements %s", t.Name)
		}
		for _, member := range t.Members {
			for _, f := range member.Fields {
				if t.all[f.Name] != nil {
					continue
				}
				t.AllFields = append(t.AllFields, f)
				t.all[f.Name] = f
				if f.Types&t.Types == t.Types {
					t.Fields = append(t.Fields, f)
					t.fields[f.Name] = f
				}
			}
			for _, s := range member.Sides {
				if known := t.sides[s.Name]; known == s {
					continue
				} else if known != nil {
					return fmt.Errorf("%s: the connection %s has two meanings among its types", t.Name, s.Name)
				}
				t.AllSides = append(t.AllSides, s)
				t.sides[s.Name] = s
				if s.Near.Target.Types&t.Types == t.Types {
					t.Sides = append(t.Sides, s)
				}
			}
		}
	}
	return nil
}

func words(values ast.EnumValueList) (ws []EnumWord) {
	for _, v := range values {
		ws = append(ws, EnumWord{Name: v.Name, Description: v.Description})
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
