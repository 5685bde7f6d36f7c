package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/register"
	"whojoins/internal/wording"
)

// property is something that entities have values of: a field, the values of one kind in a list of
// objects, the identifiers in one register, the entities at the other end of a relation, or a field
// of that relation.
type property struct {
	id          string
	description string
	// types are the entity types that have it.
	types model.TypeSet
	// side is the connection of a relation; nil for a field of the entity itself.
	side *model.Side
	// field is the field of the entity or of the relation; nil for the other end of the relation.
	// leaf is the value within it, if it is an object.
	field, leaf *model.Field
	// scheme is the register of identifiers; empty for other properties.
	scheme string
}

// catalogue has the properties of a model.
type catalogue struct {
	// all are in the order of the schema.
	all  []*property
	byID map[string]*property
	// country and city are the properties that a name is resolved with.
	country, city *property
	// identifiers is the list of the identifiers of an entity, or nil; register and identifier are
	// the fields of one.
	identifiers, register, identifier *model.Field
	dictionary                        *wording.Dictionary
}

func newCatalogue(m *model.Model, d *wording.Dictionary) *catalogue {
	c := &catalogue{byID: map[string]*property{}, dictionary: d}
	for _, f := range m.EntityFields {
		if f.Parent == nil && f.Scalar != model.ID {
			c.addField(f)
		}
	}
	for _, t := range m.Entities {
		for _, s := range t.Sides {
			c.addSide(s)
		}
	}
	// What every entity or relation has describes the dataset more than the world.
	slices.SortStableFunc(c.all, func(a, b *property) int { return number(a.common(m)) - number(b.common(m)) })
	return c
}

func (c *catalogue) add(p *property) {
	if c.byID[p.id] == nil {
		c.byID[p.id], c.all = p, append(c.all, p)
	}
}

// addField adds a field of entities. A list of objects has a property for each of their values,
// and one with its own name for the text that a reader wants to see; identifiers have one for each
// register.
func (c *catalogue) addField(f *model.Field) {
	switch f.Scalar {
	case model.Parts:
		if slices.ContainsFunc(f.Object.Fields, func(in *model.Field) bool { return in.Scalar == model.Reference }) {
			return // a statement of a source, which is no property of the entity
		}
		if c.addIdentifiers(f) {
			return
		}
		var plain *model.Field
		for _, leaf := range f.Object.Fields {
			switch {
			case leaf.Scalar >= model.Embedded:
			case plain == nil && (leaf.Prose || leaf.Searched > 0):
				plain = leaf
				c.add(&property{id: f.Name, description: f.Description, types: f.Types, field: f, leaf: leaf})
			default:
				c.add(&property{id: f.Name + "." + leaf.Name, description: leaf.Description, types: f.Types, field: f, leaf: leaf})
			}
		}
	case model.Embedded:
		for _, leaf := range f.Leaves {
			if leaf.Scalar < model.Embedded {
				c.add(&property{id: leaf.Path(), description: f.Description + " " + leaf.Description, types: f.Types, field: f, leaf: leaf})
			}
		}
	case model.Reference, model.Nested:
	default:
		p := &property{id: f.Name, description: f.Description, types: f.Types, field: f}
		c.add(p)
		if f.Role == model.Country {
			c.country = p
		} else if f.Role == model.Place && c.city == nil && c.country != nil && f.Types == c.country.types {
			c.city = p // the narrowest place comes first
		}
	}
}

// addIdentifiers adds a property for each register of identifiers, and reports whether a list of
// objects holds identifiers.
func (c *catalogue) addIdentifiers(f *model.Field) bool {
	c.register, c.identifier = f.Object.WithRole(model.Scheme), f.Object.WithRole(model.Registered)
	if c.register == nil || c.identifier == nil {
		return false
	}
	c.identifiers = f
	for _, scheme := range register.Schemes() {
		c.add(&property{
			id: scheme, description: "Identifier in the register " + scheme + ".",
			types: f.Types, field: f, leaf: c.identifier, scheme: scheme,
		})
	}
	c.add(&property{id: f.Name, description: f.Description, types: f.Types, field: f, leaf: c.identifier})
	return true
}

// addSide adds a relation, as one of its ends sees it, and its fields.
func (c *catalogue) addSide(s *model.Side) {
	near := s.Near.Target.Types
	c.add(&property{id: s.Name, description: s.Description, types: near, side: s})
	for _, f := range s.Relation.Fields {
		id := s.Name + "." + f.Name
		switch f.Scalar {
		case model.Parts, model.Reference, model.Nested, model.ID:
		case model.Embedded:
			for _, leaf := range f.Leaves {
				c.add(&property{id: s.Name + "." + leaf.Path(), description: f.Description + " " + leaf.Description, types: near, side: s, field: f, leaf: leaf})
			}
		default:
			c.add(&property{id: id, description: f.Description, types: near, side: s, field: f})
		}
	}
}

// name returns the name of a property in a language.
func (c *catalogue) name(p *property, language string) string {
	d := c.dictionary
	switch {
	case p.scheme != "":
		return d.Scheme(p.scheme, language)
	case p.side == nil && p.leaf == nil:
		return d.Field(p.id, language)
	case p.side == nil:
		return c.leafName(p, d.Field(p.id, language), language)
	case p.field == nil:
		return d.Side(p.side, language)
	}
	name := d.Property(strings.TrimPrefix(p.id, p.side.Name+"."), language)
	if p.leaf != nil {
		name = c.leafName(p, name, language)
	}
	return within(d.Side(p.side, language), name)
}

// leafName adds the name of the field that holds a value of an object where the word for the value does
// not tell: clients list properties by name, and many objects have a currency or a date.
func (c *catalogue) leafName(p *property, name, language string) string {
	holder := c.dictionary.Field(p.field.Name, language)
	plain := !strings.Contains(p.id, ".") || name == holder
	if plain || p.field.Scalar != model.Parts && name != c.dictionary.Field(p.leaf.Name, language) {
		return name
	}
	return within(holder, name)
}

// within returns the name of a part after the name of what it is a part of. It keeps the case of an
// abbreviation.
func within(whole, part string) string {
	first, size := utf8.DecodeRuneInString(part)
	if next, _ := utf8.DecodeRuneInString(part[size:]); !unicode.IsUpper(next) {
		part = string(unicode.ToLower(first)) + part[size:]
	}
	return whole + ": " + part
}

// scalar returns the field that has the values; nil if they are entities.
func (p *property) scalar() *model.Field {
	if p.leaf != nil {
		return p.leaf
	}
	return p.field
}

// common reports whether the property is a yes or no, or the type, that all entities or relations
// have.
func (p *property) common(m *model.Model) bool {
	f := p.field
	return f != nil && p.leaf == nil && f.NonNull && !f.List && (f.Scalar == model.Boolean || f.Enum == m.EntityTypes || f.Enum == m.RelationTypes)
}

// single reports whether an entity has at most one value, so that another value contradicts it.
func (p *property) single() bool {
	return p.scheme != "" || p.side == nil && !p.field.List && p.field.Scalar != model.Parts
}

// selection selects the property in GraphQL. The arguments bound the relations.
func (p *property) selection(arguments string) string {
	if p.side == nil {
		if p.leaf == nil {
			return p.field.Name
		}
		if p.field.Scalar == model.Parts && p.field.Object.WithRole(model.Scheme) != nil {
			return p.field.Name + " { " + p.field.Object.WithRole(model.Scheme).Name + " " + p.leaf.Name + " }"
		}
		return p.field.Name + " { " + p.leaf.Name + " }"
	}
	far := p.side.Far.Name
	inside := far + " { id name }"
	if p.field != nil {
		if inside = p.field.Name; p.leaf != nil {
			inside += " { " + p.leaf.Name + " }"
		}
	}
	return fmt.Sprintf("%s(sort: [{%s: {name: ASC}}], %s) { nodes { %s } pageInfo { hasNextPage endCursor } }", p.side.Name, far, arguments, inside)
}

// selectionOf selects properties of entities of every type that has them, with the first relations of
// each. Each of only is the variable with the entities to which a relation is restricted.
func selectionOf(m *model.Model, list []*property, rows int, only map[*model.Side]string) string {
	return selectionWith(m, list, func(s *model.Side) string {
		arguments := fmt.Sprintf("first: %d", rows)
		if variable := only[s]; variable != "" {
			arguments += fmt.Sprintf(", where: {%s: {id: {in: $%s}}}", s.Far.Name, variable)
		}
		return arguments
	})
}

// selectionAfter selects properties with the relations after the variable after.
func selectionAfter(m *model.Model, list []*property, rows int) string {
	return selectionWith(m, list, func(*model.Side) string { return fmt.Sprintf("first: %d, after: $after", rows) })
}

// selectionWith selects properties with the arguments of each relation.
func selectionWith(m *model.Model, list []*property, arguments func(*model.Side) string) string {
	var b strings.Builder
	for _, t := range m.Entities {
		opened := false
		for _, p := range list {
			if t.Types&p.types == 0 {
				continue
			}
			if !opened {
				opened = true
				fmt.Fprintf(&b, " ... on %s {", t.Name)
			}
			if b.WriteByte(' '); p.side == nil {
				b.WriteString(p.selection(""))
			} else {
				b.WriteString(p.selection(arguments(p.side)))
			}
		}
		if opened {
			b.WriteString(" }")
		}
	}
	return b.String()
}
