package neo4j

import (
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// The statements of walks; see Compile. Entities are given by their ids, and referred to by
// their position in that list. Results are parallel lists, one for each property.

// CompileNodes returns the statement that finds entities by reference: for each its id and
// type, or nulls, and the number of its relations of the types in ahead.
func CompileNodes(m *model.Model, refs []string, ahead model.TypeSet) *Statement {
	c := newCompiler(m)
	return c.statement("", "[COLLECT { UNWIND "+c.param(references(refs))+" AS ref WITH "+c.resolveExpression("ref")+" AS x RETURN [x.id, x.type, "+degreeExpression(m, "x", ahead)+"] }]")
}

// CompileCount returns the statement that counts the relations of some types at entities.
func CompileCount(m *model.Model, ids []string, via model.TypeSet) *Statement {
	c := newCompiler(m)
	return c.statement("CALL () { "+c.eachEntity(ids)+" RETURN sum("+degreeExpression(m, "x", via)+") AS steps }\n", "[steps]")
}

// degreeExpression returns an expression for the number of a node's relations of some types. If
// most types are included, it subtracts the relations of the other types from the degree.
func degreeExpression(m *model.Model, node string, via model.TypeSet) string {
	in, out := typesOf(m, via), typesOf(m, ^via)
	counts := func(list []*model.Type, between string) string {
		each := make([]string, len(list))
		for i, t := range list {
			each[i] = "COUNT { (" + node + ")-[:" + layout.Relationship(t, false) + "]-() }"
		}
		return strings.Join(each, between)
	}
	switch {
	case len(in) == 0:
		return "0"
	case len(out) == 0:
		return node + "." + layout.DegreeProperty
	case len(out) < len(in):
		return node + "." + layout.DegreeProperty + " - " + counts(out, " - ")
	}
	return counts(in, " + ")
}

// CompileDegreesByType returns the statement that counts the relations of some types at
// entities: for each type those that start there, then those that end there. Counting reads no
// relation, because the database stores the number of a node's relations by type.
func CompileDegreesByType(m *model.Model, ids []string, via model.TypeSet) *Statement {
	c := newCompiler(m)
	var sums, names []string
	for _, t := range typesOf(m, via) {
		for _, pattern := range []string{"(x)-[:" + layout.Relationship(t, false) + "]->()", "(x)<-[:" + layout.Relationship(t, false) + "]-()"} {
			name := c.variable("n")
			sums, names = append(sums, "sum(COUNT { "+pattern+" }) AS "+name), append(names, name)
		}
	}
	return c.statement("CALL () { "+c.eachEntity(ids)+" RETURN "+strings.Join(sums, ", ")+" }\n", "["+strings.Join(names, ", ")+"]")
}

// CompileExpand returns the statement for the relations of some types at entities: for each
// relation the position of the entity, the id of the entity at the other end, the relationship
// type, the id of the relation, and whether it starts at the entity. It also returns, for each
// entity at another end, its id, its type and the number of its relations of the types in
// ahead.
func CompileExpand(m *model.Model, ids []string, via, ahead model.TypeSet, on *model.Days) *Statement {
	c := newCompiler(m)
	return c.statement("CALL () { "+c.eachEntity(ids)+" MATCH (x)-"+relationshipPattern(m, via)+"-(y)"+c.onDay(on)+
		" RETURN collect(i) AS near, collect(y.id) AS far, collect(type(r)) AS relationships, collect(r.id) AS links, collect(startNode(r) = x) AS forward, collect(DISTINCT y) AS ends }\n"+
		"CALL (ends) { UNWIND ends AS y RETURN collect(y.id) AS found, collect(y.type) AS types, collect("+degreeExpression(m, "y", ahead)+") AS counts }\n",
		"[near, far, relationships, links, forward, found, types, counts]")
}

// CompileAmong returns the statement for the relations between two of the given entities:
// relations of the types in starting are searched for from their first end, those in ending
// from their second. It returns the relationship type and the ids of the relation and of its
// ends.
func CompileAmong(m *model.Model, ids []string, starting, ending model.TypeSet, on *model.Days) *Statement {
	c := newCompiler(m)
	unwind, known := c.eachEntity(ids), c.param(ids)
	var clauses, names []string
	for _, direction := range []struct {
		via                 model.TypeSet
		before, after, ends string
	}{{starting, "-", "->", "x y"}, {ending, "<-", "-", "y x"}} {
		if direction.via == 0 {
			names = append(names, "[]", "[]", "[]", "[]")
			continue
		}
		from, to, _ := strings.Cut(direction.ends, " ")
		r, l, f, t := c.variable("n"), c.variable("n"), c.variable("n"), c.variable("n")
		clauses = append(clauses, "CALL () { "+unwind+" MATCH (x)"+direction.before+relationshipPattern(m, direction.via)+direction.after+"(y)"+c.onDay(on, "y.id IN "+known)+
			" RETURN collect(type(r)) AS "+r+", collect(r.id) AS "+l+", collect("+from+".id) AS "+f+", collect("+to+".id) AS "+t+" }\n")
		names = append(names, r, l, f, t)
	}
	return c.statement(strings.Join(clauses, ""), "["+strings.Join(names, ", ")+"]")
}

// CompileDegrees returns the statement that counts all relations of entities: their positions
// and counts.
func CompileDegrees(m *model.Model, ids []string) *Statement {
	c := newCompiler(m)
	counts := make([]string, len(m.Relations))
	for i, t := range m.Relations {
		counts[i] = "COUNT { (x)-[:" + layout.Relationship(t, false) + "]-() }"
	}
	return c.statement("CALL () { "+c.eachEntity(ids)+" RETURN collect(i) AS places, collect("+strings.Join(counts, " + ")+") AS degrees }\n", "[places, degrees]")
}

// eachEntity returns clauses for each of the entities with ids, x, and its position, i.
func (c *compiler) eachEntity(ids []string) string {
	list := c.param(ids)
	return "UNWIND range(0, size(" + list + ") - 1) AS i MATCH (x:" + c.model.AnyEntity.Name + " {id: " + list + "[i]})"
}

// relationshipPattern returns the pattern of a relationship r of one of some types.
func relationshipPattern(m *model.Model, via model.TypeSet) string {
	var names []string
	for _, t := range typesOf(m, via) {
		names = append(names, layout.Relationship(t, false))
	}
	return "[r:" + strings.Join(names, "|") + "]"
}

// onDay returns the condition that relations r are active on a day, and other conditions.
func (c *compiler) onDay(on *model.Days, others ...string) string {
	return condition(append(others, c.activeOn(on))...)
}

// activeOn returns the condition that relations r are active on a day, or "" if on is nil.
func (c *compiler) activeOn(on *model.Days) string {
	if on == nil {
		return ""
	}
	return c.active(&plan.Active{From: *on, To: *on}, scope{self: "r", typ: c.model.AnyRelation})
}

// typesOf returns the relation types in a set, in the order of the schema.
func typesOf(m *model.Model, via model.TypeSet) (list []*model.Type) {
	for _, t := range m.Relations {
		if via.Has(t) {
			list = append(list, t)
		}
	}
	return list
}
