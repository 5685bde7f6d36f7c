package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store/neo4j/layout"
)

// ifCurrent begins every statement that writes. It matches nothing, so that the statement
// writes nothing, once another load has started.
var ifCurrent = "MATCH (:" + layout.DatasetLabel + " {name: $dataset, load: $load}) "

// createEntities returns the statement that creates current or deprecated entities of one type
// from flat rows. It returns their element ids, in the order of the rows.
func createEntities(m *model.Model, t *model.Type, deprecated bool, c *columns) string {
	var b strings.Builder
	b.WriteString(ifCurrent + "UNWIND $rows AS row CREATE (n")
	for _, label := range layout.EntityLabels(m, t, deprecated) {
		b.WriteString(":" + layout.Quote(label))
	}
	b.WriteString(") SET n = " + c.properties("row", atEntity))
	createParts(&b, "n", "row", atEntity, t.Fields, c)
	b.WriteString(" RETURN collect(elementId(n))")
	return b.String()
}

// replaceEntities returns the statement that replaces entities of one type, whose parts were removed,
// by flat rows. Their relations stay.
func replaceEntities(m *model.Model, t *model.Type, deprecated bool, c *columns) string {
	labels := layout.EntityLabels(m, t, deprecated)
	var b strings.Builder
	fmt.Fprintf(&b, "%sUNWIND $rows AS row MATCH (n:Entity {id: row[%d]})", ifCurrent, atEntity+c.at["id"])
	for _, types := range [][]*model.Type{m.Entities, m.Interfaces} {
		for _, each := range types {
			for _, old := range []bool{false, true} {
				if label := layout.Label(each, old); each != m.AnyRelation && each != m.AnyNode && label != m.AnyEntity.Name && !slices.Contains(labels, label) {
					b.WriteString(" REMOVE n:" + layout.Quote(label))
				}
			}
		}
	}
	b.WriteString(" SET n")
	for _, label := range labels {
		b.WriteString(":" + layout.Quote(label))
	}
	b.WriteString(" SET n = " + c.properties("row", atEntity))
	createParts(&b, "n", "row", atEntity, t.Fields, c)
	return b.String()
}

// clearEntities returns the statement that removes the parts of entities, given by their ids, and
// their digests: until it is replaced or removed, no such entity passes for complete.
func clearEntities(m *model.Model) string {
	var names []string
	for _, parts := range layout.PartKinds(m) {
		names = append(names, layout.Quote(layout.PartRelationship(parts)))
	}
	return ifCurrent + "UNWIND $rows AS row MATCH (n:Entity {id: row}) SET n." + layout.DigestProperty + " = '' " +
		"WITH n OPTIONAL MATCH (n)-[:" + strings.Join(names, "|") + "*1..3]->(p) DETACH DELETE p"
}

// removeRelations returns the statement that removes relations, given by their ids.
func removeRelations(relationshipType string) string {
	return ifCurrent + "UNWIND $rows AS row MATCH (:Entity)-[r:" + layout.Quote(relationshipType) + " {id: row}]->(:Entity) DELETE r"
}

// removeNamed returns the statement that removes nodes, given by the value of a property.
func removeNamed(label, property string) string {
	return ifCurrent + "UNWIND $rows AS row MATCH (n:" + label + " {" + property + ": row}) DETACH DELETE n"
}

// createParts writes the clauses that create the parts in a flat row, whose lists follow its
// properties.
func createParts(b *strings.Builder, owner, row string, at int, fields []*model.Field, c *columns) {
	for i, f := range layout.PartFields(fields) {
		item, part, of := row+"_", owner+"_", c.parts[i]
		fmt.Fprintf(b, " FOREACH (%s IN %s[%d] | CREATE (%s)-[:%s {%s: %s[0]}]->(%s:%s) SET %s = %s",
			item, row, at+len(c.names)+i, owner, layout.Quote(layout.PartRelationship(f)), layout.PositionProperty, item, part, layout.Quote(layout.PartLabel(f)), part, of.properties(item, atPart))
		createParts(b, part, item, atPart, f.Object.Fields, of)
		b.WriteString(")")
	}
}

// createRelations returns the statement that creates relations from flat rows that begin with the
// element ids of their ends. Finding their ends by element id takes a quarter less time on the
// server than finding them by id in an index.
func createRelations(relationshipType string, c *columns) string {
	return ifCurrent + "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1] " +
		"CREATE (a)-[r:" + layout.Quote(relationshipType) + "]->(b) SET r = " + c.properties("row", atRelation)
}

// createFormer returns the statement that creates former ids from rows of [former id, element id
// of the entity].
func createFormer() string {
	return ifCurrent + "UNWIND $rows AS row MATCH (e) WHERE elementId(e) = row[1] " +
		"CREATE (:" + layout.FormerLabel + " {id: row[0]})-[:" + layout.FormerRelationship + "]->(e)"
}

// createReferences returns the statement that connects the parts that are not yet connected to the
// entities that they refer to in field f.
func createReferences(parts, f *model.Field) string {
	source := "p." + layout.Quote(layout.Property(f))
	return "MATCH (p:" + layout.Quote(layout.PartLabel(parts)) + ") WHERE " + source + " IS NOT NULL AND EXISTS { ()-[:" + layout.Quote(layout.PartRelationship(parts)) + "]->(p) } AND NOT EXISTS { (p)-[:" + layout.Quote(layout.ReferenceRelationship(f)) + "]->() } " +
		"CALL (p) { " + ifCurrent + "MATCH (e:Entity {id: " + source + "}) CREATE (p)-[:" + layout.Quote(layout.ReferenceRelationship(f)) + "]->(e) } " +
		"IN TRANSACTIONS OF 20000 ROWS"
}

// The numbers of relationships and nodes that one transaction removes.
const (
	removedRelationships = 20_000
	removedNodes         = 1_000
)

// removeStatements returns the statements that remove a graph loaded earlier. Each removes a
// bounded number of nodes or relationships and returns how many; it is to be run until it
// removes none. The statements keep the nodes of other programs and the relationships between
// them.
//
// A statement looks for the load only once: CALL … IN TRANSACTIONS would do so for each row,
// and an index is slow to search while the transaction has removed many nodes.
func removeStatements(m *model.Model) (list []string) {
	for _, t := range m.Relations {
		for _, deprecated := range []bool{false, true} {
			list = append(list, fmt.Sprintf("%sMATCH (:Entity)-[r:%s]->(:Entity) WITH r LIMIT %d DELETE r RETURN count(*)",
				ifCurrent, layout.Quote(layout.Relationship(t, deprecated)), removedRelationships))
		}
	}
	nodes := func(match string) {
		list = append(list, fmt.Sprintf("%s%s WITH n LIMIT %d DETACH DELETE n RETURN count(*)", ifCurrent, match, removedNodes))
	}
	for _, parts := range layout.PartKinds(m) {
		nodes("MATCH (n:" + layout.Quote(layout.PartLabel(parts)) + ") WHERE EXISTS { ()-[:" + layout.Quote(layout.PartRelationship(parts)) + "]->(n) }")
	}
	for _, label := range append(layout.EarlierLabels(), layout.FormerLabel) {
		nodes("MATCH (n:" + label + ")")
	}
	nodes("MATCH (n:Entity)")
	return list
}
