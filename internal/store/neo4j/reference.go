package neo4j

import (
	"slices"
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// reference returns a reference to an entity as a parameter: as written, and in lower case for
// external identifiers.
func reference(ref string) []any { return []any{ref, strings.ToLower(ref)} }

func references(refs []string) []any {
	list := make([]any, len(refs))
	for i, ref := range refs {
		list[i] = reference(ref)
	}
	return list
}

// resolveExpression returns an expression for the entity with a reference, or null: by its id,
// by a former id, or by an external identifier.
func (c *compiler) resolveExpression(ref string) string {
	entity, identifier := c.model.AnyEntity.Name, ""
	if parts, _, _ := layout.Identifiers(c.model); parts != nil {
		identifier = ", head(COLLECT { MATCH (x:" + entity + ")-[:" + layout.PartRelationship(parts) + "]->(:" + layout.PartLabel(parts) + " {" + layout.KeyProperty + ": " + ref + "[1]}) RETURN x })"
	}
	return "coalesce(head(COLLECT { MATCH (x:" + entity + " {id: " + ref + "[0]}) RETURN x }), " +
		"head(COLLECT { MATCH (:" + layout.FormerLabel + " {id: " + ref + "[0]})-[:" + layout.FormerRelationship + "]->(x:" + entity + ") RETURN x })" + identifier + ")"
}

// lookup returns the object with a reference, or false if there is none; if Many is set, a list
// of these.
func (c *compiler) lookup(s *plan.Lookup) string {
	e := c.variable("n")
	found := scope{self: e, typ: s.Type}
	refs := c.param(references(s.Refs))
	list := c.gather("UNWIND "+refs+" AS ref WITH "+c.resolveExpression("ref")+" AS "+e, func() string {
		is := e + ":" + s.Type.Name + "|" + layout.Label(s.Type, true)
		if s.Type == c.model.AnyEntity {
			is = e + " IS NOT NULL"
		}
		return "CASE WHEN " + is + " THEN " + c.object(s.Select, found) + " ELSE false END"
	})
	if s.Many {
		return list
	}
	return "head(" + list + ")"
}

// relations returns the list of the relations of a type with the requested ids; false for an
// unknown id.
func (c *compiler) relations(s *plan.Lookup) string {
	r := scope{self: c.variable("r"), typ: s.Type, from: c.variable("n"), to: c.variable("n")}
	query := "UNWIND " + c.param(slices.Clone(s.Refs)) + " AS ref "
	if s.Deprecated {
		// A pattern with both types would visit all relationships of both.
		one := func(deprecated bool) string {
			return "head(COLLECT { MATCH ()-[r:" + layout.Relationship(s.Type, deprecated) + " {id: ref}]->() RETURN r })"
		}
		query += "WITH coalesce(" + one(false) + ", " + one(true) + ") AS " + r.self +
			" WITH " + r.self + ", startNode(" + r.self + ") AS " + r.from + ", endNode(" + r.self + ") AS " + r.to
	} else {
		pattern := "(" + r.from + ")-[" + r.self + ":" + layout.Relationship(s.Type, false) + "]->(" + r.to + ")"
		query += "OPTIONAL MATCH " + pattern + " WHERE " + r.self + ".id = ref WITH " + r.variables()
	}
	return c.gather(query, func() string {
		return "CASE WHEN " + r.self + " IS NULL THEN false ELSE " + c.object(s.Select, r) + " END"
	})
}

// resolve returns a variable with the ids of the entities with references.
func (c *compiler) resolve(p *plan.Refers) string {
	if ids := c.ids[p]; ids != "" {
		return ids
	}
	ids := c.variable("ids")
	c.ids[p], c.named = ids, append(c.named, ids)
	c.resolved = append(c.resolved, "WITH *, COLLECT { UNWIND "+c.param(references(p.Refs))+" AS ref WITH "+c.resolveExpression("ref")+
		" AS e WHERE e IS NOT NULL RETURN DISTINCT e.id } AS "+ids+" LIMIT 1\n")
	return ids
}

// refers returns a condition on an entity, or on the entity that a part refers to.
func (c *compiler) refers(p *plan.Refers, s scope) string {
	id := s.self + ".id"
	if p.Field != nil {
		id = s.column(p.Field)
	}
	return negate(p.Not, id, id+" IN "+c.resolve(p))
}
