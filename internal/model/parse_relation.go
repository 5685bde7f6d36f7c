package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

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
		if argument(d.Directives, "relation", "participation") == "true" {
			if other := p.m.Participation; other != nil {
				return at(d.Position, "%s and %s are both marked with `participation: true`; one relation states who takes part in what", other.Name, t.Name)
			}
			p.m.Participation = t
		}
	}
	return nil
}

func (p *reader) ends(t *Type, d *ast.Definition) error {
	var ends []*End
	for _, fd := range d.Fields {
		if fd.Directives.ForName("end") == nil {
			continue
		}
		target := p.m.types[fd.Type.Name()]
		if target == nil || target.Types&p.m.AnyEntity.Types == 0 || !fd.Type.NonNull {
			return at(fd.Position, "%s.%s: an end is an entity type or an interface over them, and never null", t.Name, fd.Name)
		}
		end := &End{Relation: t, Name: fd.Name, Description: fd.Description, First: len(ends) == 0, Target: target, Facet: UpperSnake(fd.Name)}
		end.Side = &Side{Name: argument(fd.Directives, "end", "as"), Description: argument(fd.Directives, "end", "describe"), Relation: t, Near: end}
		end.Side.Term, end.Side.Reversed = strings.CutPrefix(argument(fd.Directives, "end", "term"), "^")
		ends = append(ends, end)
	}
	if len(ends) != 2 {
		return at(d.Position, "%s: a relation has two ends, not %d", t.Name, len(ends))
	}
	t.From, t.To = ends[0], ends[1]
	t.From.Side.Far, t.To.Side.Far = t.To, t.From
	return nil
}

// connections gives every entity type the connections of the ends that it can be at.
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

// interfaces gives an interface the fields and connections that all its types share, and
// those that any of its types has.
func (p *reader) interfaces(ast.DefinitionList) error {
	for _, t := range append(append([]*Type{}, p.m.Interfaces...), p.m.AnyRelation) {
		if len(t.Members) == 0 {
			return at(p.defs[t.Name].Position, "no type implements %s", t.Name)
		}
		for _, member := range t.Members {
			t.inheritFields(member)
			if err := t.inheritSides(member); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Type) inheritFields(member *Type) {
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
}

func (t *Type) inheritSides(member *Type) error {
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
	return nil
}

// participation checks that the graph queries fit the participation relation: they filter only
// its ends, and they return only its relations.
func (p *reader) participation(ast.DefinitionList) error {
	var ends []string
	if t := p.m.Participation; t != nil {
		ends = []string{t.From.Target.Name, t.To.Target.Name}
	}
	if query := p.defs[rootType]; query != nil {
		for _, f := range query.Fields {
			for _, a := range f.Arguments {
				of, filter := strings.CutSuffix(a.Type.Name(), "Where")
				if filter && !slices.Contains(ends, of) {
					return p.unfit(a.Position, fmt.Sprintf("%s(%s:) filters %s", f.Name, a.Name, of))
				}
			}
		}
	}
	for _, t := range p.m.Objects {
		for _, f := range t.Fields {
			if f.Of != nil && f.Of.Kind == Relation && f.Of != p.m.Participation {
				return p.unfit(p.defs[t.Name].Position, fmt.Sprintf("%s.%s holds a %s", t.Name, f.Name, f.Of.Name))
			}
		}
	}
	return nil
}

func (p *reader) unfit(pos *ast.Position, what string) error {
	t := p.m.Participation
	if t == nil {
		return at(pos, "%s, and no relation is marked with `participation: true`", what)
	}
	return at(pos, "%s, and the relation marked with `participation: true` is %s, from %s to %s", what, t.Name, t.From.Target.Name, t.To.Target.Name)
}
