package model

import (
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

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
		if f := t.WithRole(Registered); f != nil && f.Scheme == "" && t.WithRole(Scheme) == nil {
			return at(p.defs[t.Name].Position, "%s: an identifier needs the scheme of its register: mark another field with @fieldRole(is: \"scheme\")", t.Name)
		}
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

// addFields gives a type its fields. All entity types share one Field for each name, and
// so do all relation types.
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
			return at(fd.Position, "%s.%s: only the answer to a graph query holds a %s; a stored object has scalars, flat objects, lists of objects and entities", t.Name, f.Name, fd.Type.Name())
		}
		if f.Role == Registered && f.Scheme == "" {
			return at(fd.Position, "%s.%s: an identifier needs the scheme of its register: @fieldRole(is: %q, scheme: ...)", t.Name, f.Name, f.Role)
		}
		if known := shared[f.Name]; known == nil {
			shared[f.Name] = f
			for _, each := range append([]*Field{f}, f.Leaves...) {
				each.Index = len(*list)
				*list = append(*list, each)
			}
		} else if !sameType(known, f) {
			return at(fd.Position, "%s.%s has another type, role or term than the field %s of another type; all fields with one name have the same type, nullability and directives", t.Name, f.Name, f.Name)
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
		a.List == b.List && a.NonNull == b.NonNull && a.Prose == b.Prose && a.Day == b.Day && a.Searched == b.Searched &&
		a.Role == b.Role && a.Scheme == b.Scheme && a.Derivation.equal(b.Derivation) && a.Term == b.Term && a.TermIn == b.TermIn
}

var scalars = map[string]Scalar{"ID": ID, "String": Text, "Int": Int, "Float": Float, "Boolean": Boolean, "PartialDate": Date}

// field reads one field definition.
func (p *reader) field(fd *ast.FieldDefinition) (*Field, error) {
	f := &Field{Name: fd.Name, Description: fd.Description, Facet: UpperSnake(fd.Name),
		NonNull: fd.Type.NonNull, List: fd.Type.Elem != nil, Prose: fd.Directives.ForName("prose") != nil, Day: fd.Directives.ForName("day") != nil,
		Derivation: derivationOf(fd.Directives),
		Term:       argument(fd.Directives, "term", "name"), TermIn: argument(fd.Directives, "term", "in")}
	if f.List && (!fd.Type.NonNull || !fd.Type.Elem.NonNull || fd.Type.Elem.Elem != nil) {
		return nil, at(fd.Position, "%s: a list and its items are never null: write [%s!]!", fd.Name, fd.Type.Name())
	}
	if raw := argument(fd.Directives, "searched", "exact"); raw != "" {
		n, err := strconv.Atoi(raw)
		if err != nil || n < 3 || n > 5 {
			return nil, at(fd.Position, "%s: @searched(exact: %s): the score of an exact match is from 3 to 5", fd.Name, raw)
		}
		f.Searched = n
	}
	if raw := argument(fd.Directives, "fieldRole", "is"); raw != "" {
		if f.Role = Role(raw); !slices.Contains(roles, f.Role) {
			return nil, at(fd.Position, "%s: @fieldRole(is: %q): the roles are %v", fd.Name, raw, roles)
		}
	}
	if f.Scheme = argument(fd.Directives, "fieldRole", "scheme"); f.Scheme != "" && f.Role != Registered {
		return nil, at(fd.Position, "%s: @fieldRole(is: %q): only an identifier has a scheme", fd.Name, f.Role)
	}
	f.SortLeaves = []*Field{f}
	if err := p.fieldType(f, fd); err != nil {
		return nil, err
	}
	if f.Day && f.Scalar != Date {
		return nil, at(fd.Position, "%s: @day does not fit its type %s", fd.Name, fd.Type.Name())
	}
	if want := roleScalar(f.Role); f.Role != "" && (f.Scalar != want || f.List && f.Role != Finish) {
		return nil, at(fd.Position, "%s: @fieldRole(is: %q) does not fit its type %s", fd.Name, f.Role, fd.Type.Name())
	}
	return f, nil
}

// fieldType adds what follows from the type of a field.
func (p *reader) fieldType(f *Field, fd *ast.FieldDefinition) error {
	name := fd.Type.Name()
	switch target := p.m.types[name]; {
	case scalars[name] != 0:
		f.Scalar = scalars[name]
	case p.enums[name] != nil:
		f.Scalar, f.Enum = EnumValue, p.enums[name]
	case target != nil && target.Kind == Object && f.List:
		f.Scalar, f.Object = Parts, target
	case target != nil && target.Kind == Object && !p.flat(name, f.Derived()):
		f.Scalar, f.Object = Nested, target
	case target != nil && target.Kind == Object:
		f.Scalar, f.Object = Embedded, target
		return p.leaves(f)
	case target != nil:
		f.Scalar, f.Of = Reference, target
	default:
		return at(fd.Position, "%s: unknown type %s", fd.Name, name)
	}
	return nil
}

// leaves gives an embedded object the fields that hold its values.
func (p *reader) leaves(f *Field) error {
	for _, sub := range p.defs[f.Object.Name].Fields {
		leaf, err := p.field(sub)
		if err != nil {
			return err
		}
		if f.Object.Money && leaf.Scalar == Float {
			leaf.Scalar = Cents
		}
		leaf.Parent, leaf.Facet = f, f.Facet+"_"+leaf.Facet
		f.Leaves = append(f.Leaves, leaf)
	}
	if f.Object.Money {
		amount, currency := f.MoneyLeaves()
		f.SortLeaves = []*Field{currency, amount}
	}
	return nil
}

// flat reports whether all fields of an object type are single scalars, or in a derived object
// also lists of objects, which hold its evidence.
func (p *reader) flat(name string, derived bool) bool {
	for _, sub := range p.defs[name].Fields {
		if object := p.m.types[sub.Type.Name()]; derived && sub.Type.Elem != nil && object != nil && object.Kind == Object {
			continue
		}
		if sub.Type.Elem != nil || scalars[sub.Type.Name()] == 0 && p.enums[sub.Type.Name()] == nil {
			return false
		}
	}
	return true
}
