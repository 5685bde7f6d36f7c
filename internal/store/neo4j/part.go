package neo4j

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// inLists reports whether the parts of the object are lists of properties.
func inLists(s scope) bool { return s.from != "" }

// parts returns the list of an owner's parts in a field, in their order. For lists of
// properties it returns one list per slot; see cursor.
func (c *compiler) parts(p *plan.PartList, s scope) string {
	if inLists(s) {
		return c.listsOfParts(p, s)
	}
	pattern, part, link := c.partPattern(p.Field, s)
	return c.gather("MATCH "+pattern+" WITH "+part.self+" ORDER BY "+link+"."+layout.PositionProperty,
		func() string { return c.object(p.Select, part) })
}

// partPattern returns the pattern of the parts in a field of an entity or a part, with their
// scope and the variable of the relationship to them.
func (c *compiler) partPattern(f *model.Field, s scope) (pattern string, part scope, link string) {
	part, link = scope{self: c.variable("p"), typ: f.Object}, c.variable("h")
	return "(" + s.self + ")-[" + link + ":" + layout.PartRelationship(f) + "]->(" + part.self + ":" + layout.PartLabel(f) + ")", part, link
}

// listsOfParts returns the number of a relation's parts, then a list for each slot.
func (c *compiler) listsOfParts(p *plan.PartList, s scope) string {
	items := []string{"size(" + s.self + "." + layout.ListSizeProperty(p.Field) + ")"}
	for _, slot := range p.Select.Slots {
		switch slot := slot.(type) {
		case *plan.Column:
			items = append(items, s.self+"."+layout.ListProperty(p.Field, slot.Field))
		case *plan.Referred:
			items = append(items, c.referredAll(p.Field, slot, s))
		case *plan.PartList, *plan.ReferredList, *plan.Nested, *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
			panic(fmt.Sprintf("neo4j: a %T has no place in a part of a relation", slot))
		default:
			panic(plan.Unhandled(slot))
		}
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// referredAll returns the entities that the parts of a relation refer to; false for a part
// without one.
func (c *compiler) referredAll(parts *model.Field, slot *plan.Referred, s scope) string {
	id, e := c.variable("v"), scope{self: c.variable("n"), typ: slot.Field.Of}
	return c.gather("UNWIND "+s.self+"."+layout.ListProperty(parts, slot.Field)+" AS "+id+
		" OPTIONAL MATCH ("+e.self+":"+c.model.AnyEntity.Name+" {id: "+id+"})", func() string {
		return "CASE WHEN " + e.self + " IS NOT NULL THEN " + c.object(slot.Select, e) + " ELSE false END"
	})
}

// referred returns the entity that a part refers to, in a list of one or none.
func (c *compiler) referred(slot *plan.Referred, s scope) string {
	e := scope{self: c.variable("n"), typ: slot.Field.Of}
	return c.gather("MATCH ("+s.self+")-[:"+layout.ReferenceRelationship(slot.Field)+"]->("+e.self+")",
		func() string { return c.object(slot.Select, e) })
}

// hasPart returns the condition that an owner has a matching part.
func (c *compiler) hasPart(p *plan.HasPart, s scope) string {
	if inLists(s) {
		part := scope{self: s.self, typ: p.Field.Object, lists: p.Field, at: c.variable("i")}
		text := "any(" + part.at + " IN range(0, coalesce(size(" + s.self + "." + layout.ListSizeProperty(p.Field) + "), 0) - 1)" +
			" WHERE coalesce(" + or(c.where(p.Where, part), "true") + ", false))"
		if p.None {
			return "NOT coalesce(" + text + ", false)"
		}
		return text
	}
	pattern, part, _ := c.partPattern(p.Field, s)
	text := "EXISTS { MATCH " + pattern + condition(c.where(p.Where, part)) + " }"
	if p.None {
		return "NOT " + text
	}
	return text
}

func or(text, unless string) string {
	if text == "" {
		return unless
	}
	return text
}
