package files

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// selector writes the selection set of an address: the fields that it names, or the default
// fields of a file of its kind.
type selector struct {
	model   *model.Model
	network bool
	// stage reports whether a network is that of the explorer, which is no neighbourhood of anything.
	stage bool
	// limits bound the selection, and the rows of a list within a row.
	limits *plan.Limits
	// written has the types of entities whose fields a network already selects: a node has the
	// same attributes wherever it occurs.
	written map[*model.Type]bool
	b       strings.Builder
}

// choice is a tree of fields, in the order in which they were named.
type choice struct {
	name   string
	inside []*choice
}

func (c *choice) child(name string) *choice {
	for _, in := range c.inside {
		if in.name == name {
			return in
		}
	}
	in := &choice{name: name}
	c.inside = append(c.inside, in)
	return in
}

// fieldName matches a GraphQL name.
var fieldName = regexp.MustCompile(`^[A-Za-z][_0-9A-Za-z]{0,63}$`)

// choose parses a list of paths, such as role,participant.name.
func choose(text string, limits *plan.Limits) (*choice, error) {
	if n := strings.Count(text, ",") + strings.Count(text, ".") + 1; n > limits.Selections {
		return nil, plan.Over(plan.TooComplex, "selections", n, limits.Selections, "name fewer fields, or request several files", "names in \"fields\"")
	}
	root := &choice{}
	for path := range strings.SplitSeq(text, ",") {
		at := root
		for name := range strings.SplitSeq(strings.TrimSpace(path), ".") {
			if !fieldName.MatchString(name) {
				return nil, plan.Errorf(plan.BadUserInput, "name fields like role,participant.name,initiative.acronym", "\"fields\" has %.40q", path)
			}
			at = at.child(name)
		}
	}
	return root, nil
}

// root returns the selection set of a root field.
func (s *selector) root(def *ast.FieldDefinition, fields string) (string, error) {
	s.written = map[*model.Type]bool{}
	rows := s.model.RootList(def.Name)
	t := rows
	if t == nil {
		t = s.model.Type(def.Type.Name())
	}
	if t == nil {
		return "", plan.Errorf(plan.BadUserInput, "use /export.csv?query=…", "%s has no fields to choose from", def.Name)
	}
	s.b.WriteString("{ ")
	if rows != nil {
		s.b.WriteString("nodes { ")
	}
	if fields == "" {
		s.usual(t, def.Type.Elem != nil)
	} else {
		c, err := choose(fields, s.limits)
		if err != nil {
			return "", err
		}
		if err := s.chosen(t, c); err != nil {
			return "", err
		}
	}
	if rows != nil {
		s.b.WriteString("} ")
	}
	s.b.WriteString("}")
	return s.b.String(), nil
}

// usual writes the default selection of the objects of a root field.
func (s *selector) usual(t *model.Type, many bool) {
	switch {
	case t.Kind == model.Object && many || s.network && t.Kind == model.Object:
		s.answer(t.Fields)
	case t.Kind == model.Object:
		s.table(t)
	case s.relation(t):
		s.relations(t)
	default:
		s.entity(t)
		if s.network {
			s.sides(t)
		}
	}
}

// relation reports whether all objects of a type are relations. Those of an interface may also be
// entities, which have no ends.
func (s *selector) relation(t *model.Type) bool {
	return t.Types != 0 && t.Types&^s.model.AnyRelation.Types == 0
}

// entity writes the plain fields of an entity; for an interface, the fields of all its types.
func (s *selector) entity(t *model.Type) {
	if s.network && s.written[t] {
		s.b.WriteString("id ")
		return
	}
	s.written[t] = true
	s.plain(t)
}

func (s *selector) plain(t *model.Type) {
	for _, f := range t.Fields {
		s.field(f)
	}
	if !t.Abstract() {
		return
	}
	for _, member := range t.Members {
		own := slices.DeleteFunc(slices.Clone(member.Fields), func(f *model.Field) bool { return t.Field(f.Name) == f || !simple(f) })
		if len(own) == 0 {
			continue
		}
		fmt.Fprintf(&s.b, "... on %s { ", member.Name)
		for _, f := range own {
			s.field(f)
		}
		s.b.WriteString("} ")
	}
}

// simple reports whether a field holds a value, an embedded object or a list of words.
func simple(f *model.Field) bool {
	return f.Parent == nil && f.Scalar != model.Parts && f.Scalar != model.Reference && f.Scalar != model.Nested
}

func (s *selector) field(f *model.Field) {
	if !simple(f) {
		return
	}
	s.b.WriteString(f.Name + " ")
	if f.Scalar == model.Embedded {
		s.b.WriteString("{ ")
		for _, leaf := range f.Leaves {
			if leaf.Scalar != model.Parts {
				s.b.WriteString(leaf.Name + " ")
			}
		}
		s.b.WriteString("} ")
	}
}

// relations writes a relation and its ends: with all fields for a network, with what identifies
// them for a table.
func (s *selector) relations(t *model.Type) {
	s.plain(t)
	for _, member := range t.Members {
		if t.Abstract() {
			fmt.Fprintf(&s.b, "... on %s { ", member.Name)
		}
		for _, end := range []*model.End{member.From, member.To} {
			s.b.WriteString(end.Name + " { ")
			switch {
			case !s.network:
				s.identity(end.Target)
			case t.Abstract():
				s.b.WriteString("id ")
			default:
				s.entity(end.Target)
			}
			s.b.WriteString("} ")
		}
		if t.Abstract() {
			s.b.WriteString("} ")
		}
	}
}

// sides writes those relations of an entity that paths follow.
func (s *selector) sides(t *model.Type) {
	for _, side := range t.Sides {
		if !side.Relation.Walked {
			continue
		}
		fmt.Fprintf(&s.b, "%s(first: %d) { nodes { ", side.Name, s.limits.Page)
		for _, f := range side.Relation.Fields {
			s.field(f)
		}
		s.b.WriteString(side.Far.Name + " { ")
		s.entity(side.Far.Target)
		s.b.WriteString("} } } ")
	}
}

// tabulated are the lists of answers to graph queries whose items are the rows of a table: those
// of the links of a network.
var tabulated = []string{"links", "cells"}

// table writes the list of the answer to a graph query that a table has, which is only one: that
// of the links of a network, each with its plain values and the identity of its ends, or else the
// first.
func (s *selector) table(t *model.Type) {
	for _, f := range t.Fields {
		if f.Scalar != model.Parts || !slices.Contains(tabulated, f.Name) {
			continue
		}
		s.b.WriteString(f.Name + " { ")
		for _, in := range f.Object.Fields {
			switch {
			case in.Scalar == model.Reference && !in.List && !s.relation(in.Of):
				s.b.WriteString(in.Name + " { ")
				s.identity(in.Of)
				s.b.WriteString("} ")
			case in.Scalar == model.Reference && !in.List:
				s.b.WriteString(in.Name + " { ")
				s.plain(in.Of)
				s.b.WriteString("} ")
			default:
				s.field(in)
			}
		}
		s.b.WriteString("} ")
		return
	}
	i := slices.IndexFunc(t.Fields, func(f *model.Field) bool {
		return f.List && (f.Scalar == model.Parts || f.Scalar == model.Reference)
	})
	if i < 0 {
		s.answer(t.Fields)
		return
	}
	s.answer(t.Fields[i : i+1])
}

// answer writes fields of the answer to a graph query, with everything in them.
func (s *selector) answer(fields []*model.Field) {
	for _, f := range fields {
		switch {
		case f.Parent != nil || f.Name == "edges" || f.Name == "pageInfo":
		case s.stage && (f.Name == "distance" || f.Name == "omitted" || f.Name == "truncated"):
		case s.network && f.Name == "initiatives":
			// A network has one link for all initiatives that two actors share.
		case f.Scalar == model.Parts || f.Scalar == model.Nested:
			s.b.WriteString(f.Name + " { ")
			s.answer(f.Object.Fields)
			s.b.WriteString("} ")
		case f.Scalar == model.Reference:
			s.b.WriteString(f.Name + " { ")
			if s.relation(f.Of) {
				s.relations(f.Of)
			} else {
				s.entity(f.Of)
			}
			s.b.WriteString("} ")
		default:
			s.field(f)
		}
	}
}

// identity writes what identifies an entity to people and in other tables: its id, type and name,
// its countries, and its identifiers in registers. For an interface it writes the fields that any of
// its types has.
func (s *selector) identity(t *model.Type) {
	s.b.WriteString("id type name ")
	identifies := func(f *model.Field) bool {
		return f.Parent == nil && (f.Identifies() || f.Derivation.As == model.DerivedCountries)
	}
	for _, f := range t.Fields {
		if identifies(f) {
			s.b.WriteString(f.Name + " ")
		}
	}
	if !t.Abstract() {
		return
	}
	for _, member := range t.Members {
		var own []string
		for _, f := range member.Fields {
			if identifies(f) && t.Field(f.Name) != f && (f.Identifies() || hasCountries(member, f)) {
				own = append(own, f.Name)
			}
		}
		if len(own) > 0 {
			fmt.Fprintf(&s.b, "... on %s { %s } ", member.Name, strings.Join(own, " "))
		}
	}
}

// hasCountries reports whether entities of a type can have countries, which a derived field holds.
func hasCountries(t *model.Type, f *model.Field) bool {
	return t.WithRole(model.Country) != nil || t.Side(f.Derivation.Through) != nil
}

// chosen writes the fields that an address names.
func (s *selector) chosen(t *model.Type, c *choice) error {
	for _, in := range c.inside {
		if known, err := s.one(t, in); err != nil {
			return err
		} else if known {
			continue
		}
		any := false
		for _, member := range t.Members {
			if !t.Abstract() || !has(member, in.name) {
				continue
			}
			any = true
			fmt.Fprintf(&s.b, "... on %s { ", member.Name)
			if _, err := s.one(member, in); err != nil {
				return err
			}
			s.b.WriteString("} ")
		}
		if !any {
			return plan.Errorf(plan.BadUserInput, "use "+strings.Join(names(t), ", "), "%s has no field %q", t.Name, in.name)
		}
	}
	return nil
}

func has(t *model.Type, name string) bool { return slices.Contains(names(t), name) }

// names returns the names of the fields of an object.
func names(t *model.Type) (list []string) {
	for _, f := range t.Fields {
		if f.Parent == nil {
			list = append(list, f.Name)
		}
	}
	if t.Kind == model.Relation {
		list = append(list, t.From.Name, t.To.Name)
	}
	for _, side := range t.Sides {
		list = append(list, side.Name)
	}
	return list
}

// one writes one field that an address names, if all objects of the type have it.
func (s *selector) one(t *model.Type, c *choice) (known bool, err error) {
	if !has(t, c.name) {
		return false, nil
	}
	if side := t.Side(c.name); side != nil {
		fmt.Fprintf(&s.b, "%s(first: %d) { nodes { ", c.name, s.limits.Page)
		err := s.inside(side.Relation, c)
		s.b.WriteString("} } ")
		return true, err
	}
	if end := t.End(c.name); end != nil {
		return true, s.braced(end.Target, c)
	}
	f := t.Field(c.name)
	switch {
	case simple(f) && f.Scalar != model.Embedded:
		s.b.WriteString(c.name + " ")
		if len(c.inside) > 0 {
			return true, plan.Errorf(plan.BadUserInput, "name it alone", "%q is a value, with nothing inside", c.name)
		}
	case f.Scalar == model.Embedded && len(c.inside) == 0:
		s.field(f)
	case f.Scalar == model.Reference:
		return true, s.braced(f.Of, c)
	default:
		return true, s.braced(f.Object, c)
	}
	return true, nil
}

func (s *selector) braced(t *model.Type, c *choice) error {
	s.b.WriteString(c.name + " { ")
	err := s.inside(t, c)
	s.b.WriteString("} ")
	return err
}

// inside writes the fields that an address names within a field, or else the default
// selection.
func (s *selector) inside(t *model.Type, c *choice) error {
	switch {
	case len(c.inside) > 0:
		return s.chosen(t, c)
	case t.Kind != model.Object:
		s.usualInside(t)
	default:
		s.plain(t)
	}
	return nil
}

// usualInside writes the fields that identify an entity or a relation.
func (s *selector) usualInside(t *model.Type) {
	if s.relation(t) {
		s.relations(t)
		return
	}
	s.identity(t)
}
