package neo4j

import (
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// The statements of a walk, one for each step of it; see Compile. Entities are named by
// their ids, and where they are listed again by the place there. What one finds is given
// as lists of equal length, one for each thing that is told of it.

// CompileNodes writes the statement that finds the entities which references name: for
// each its id and its type, or nulls, and how many relations of some types it has.
func CompileNodes(m *model.Model, refs []string, ahead model.TypeSet) *Statement {
	c := newCompiler(m)
	return c.statement("", "[COLLECT { UNWIND "+c.param(references(refs))+" AS ref WITH "+c.lookUp("ref")+" AS x RETURN [x.id, x.type, "+steps(m, "x", ahead)+"] }]")
}

// CompileCount writes the statement that counts the relations of some types at entities.
func CompileCount(m *model.Model, ids []string, via model.TypeSet) *Statement {
	c := newCompiler(m)
	return c.statement("CALL () { "+c.each(ids)+" RETURN sum("+steps(m, "x", via)+") AS steps }\n", "[steps]")
}

// steps is how many relations of some types a node has. Most of them are those that it
// has but for the other types.
func steps(m *model.Model, node string, via model.TypeSet) string {
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

// CompileFan writes the statement that counts the relations of some types at entities:
// for each type those that start there, then those that end there. Counting looks at none
// of them, since the database knows how many a node has of a type.
func CompileFan(m *model.Model, ids []string, via model.TypeSet) *Statement {
	c := newCompiler(m)
	var sums, names []string
	for _, t := range typesOf(m, via) {
		for _, pattern := range []string{"(x)-[:" + layout.Relationship(t, false) + "]->()", "(x)<-[:" + layout.Relationship(t, false) + "]-()"} {
			name := c.variable("n")
			sums, names = append(sums, "sum(COUNT { "+pattern+" }) AS "+name), append(names, name)
		}
	}
	return c.statement("CALL () { "+c.each(ids)+" RETURN "+strings.Join(sums, ", ")+" }\n", "["+strings.Join(names, ", ")+"]")
}

// CompileExpand writes the statement for the relations of some types at entities: for
// each the place of the entity, the id of the one at the other end, the relationship's
// type and the relation's id, and whether it starts at the entity. Then, for each of those
// at the other ends, its id, its type and how many relations it has of the types in ahead.
func CompileExpand(m *model.Model, ids []string, via, ahead model.TypeSet, on *model.Days) *Statement {
	c := newCompiler(m)
	return c.statement("CALL () { "+c.each(ids)+" MATCH (x)-"+anyOf(m, via)+"-(y)"+c.onDay(on)+
		" RETURN collect(i) AS near, collect(y.id) AS far, collect(type(r)) AS relationships, collect(r.id) AS links, collect(startNode(r) = x) AS forward, collect(DISTINCT y) AS ends }\n"+
		"CALL (ends) { UNWIND ends AS y RETURN collect(y.id) AS found, collect(y.type) AS types, collect("+steps(m, "y", ahead)+") AS counts }\n",
		"[near, far, relationships, links, forward, found, types, counts]")
}

// CompileAmong writes the statement for the relations between two of some entities: those
// of the types in starting, looked for from their first end, then those in ending, from
// their second. Of each it gives the relationship's type, the relation's id and those of
// its ends.
func CompileAmong(m *model.Model, ids []string, starting, ending model.TypeSet, on *model.Days) *Statement {
	c := newCompiler(m)
	unwind, known := c.each(ids), c.param(ids)
	var clauses, names []string
	for _, way := range []struct {
		via                 model.TypeSet
		before, after, ends string
	}{{starting, "-", "->", "x y"}, {ending, "<-", "-", "y x"}} {
		if way.via == 0 {
			names = append(names, "[]", "[]", "[]", "[]")
			continue
		}
		from, to, _ := strings.Cut(way.ends, " ")
		r, l, f, t := c.variable("n"), c.variable("n"), c.variable("n"), c.variable("n")
		clauses = append(clauses, "CALL () { "+unwind+" MATCH (x)"+way.before+anyOf(m, way.via)+way.after+"(y)"+c.onDay(on, "y.id IN "+known)+
			" RETURN collect(type(r)) AS "+r+", collect(r.id) AS "+l+", collect("+from+".id) AS "+f+", collect("+to+".id) AS "+t+" }\n")
		names = append(names, r, l, f, t)
	}
	return c.statement(strings.Join(clauses, ""), "["+strings.Join(names, ", ")+"]")
}

// CompileDegrees writes the statement that counts all relations of entities: for each its
// place and how many.
func CompileDegrees(m *model.Model, ids []string) *Statement {
	c := newCompiler(m)
	counts := make([]string, len(m.Relations))
	for i, t := range m.Relations {
		counts[i] = "COUNT { (x)-[:" + layout.Relationship(t, false) + "]-() }"
	}
	return c.statement("CALL () { "+c.each(ids)+" RETURN collect(i) AS places, collect("+strings.Join(counts, " + ")+") AS degrees }\n", "[places, degrees]")
}

// each are clauses for each of the entities that have ids, x, and its place among them, i.
func (c *compiler) each(ids []string) string {
	list := c.param(ids)
	return "UNWIND range(0, size(" + list + ") - 1) AS i MATCH (x:" + c.model.AnyEntity.Name + " {id: " + list + "[i]})"
}

// anyOf is the pattern of a relationship r of one of some types.
func anyOf(m *model.Model, via model.TypeSet) string {
	var names []string
	for _, t := range typesOf(m, via) {
		names = append(names, layout.Relationship(t, false))
	}
	return "[r:" + strings.Join(names, "|") + "]"
}

// onDay is the condition on relations r to be active on a day, and others.
func (c *compiler) onDay(on *model.Days, others ...string) string {
	return condition(append(others, c.activeOn(on))...)
}

// activeOn is what relations r must be to be active on a day; empty without one.
func (c *compiler) activeOn(on *model.Days) string {
	if on == nil {
		return ""
	}
	return c.active(&plan.Active{From: *on, To: *on}, scope{self: "r", typ: c.model.AnyRelation})
}

// typesOf are the relation types in a set, in the order of the schema.
func typesOf(m *model.Model, via model.TypeSet) (list []*model.Type) {
	for _, t := range m.Relations {
		if via.Has(t) {
			list = append(list, t)
		}
	}
	return list
}
