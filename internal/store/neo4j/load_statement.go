package neo4j

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store/neo4j/layout"
)

// ifCurrent begins every statement that writes. It matches nothing, so that the statement
// writes nothing, once another load has started.
var ifCurrent = "MATCH (:" + layout.DatasetLabel + " {name: $dataset, load: $load}) "

// createEntities returns the statement that creates entities of one type from the rows of
// Encoder.EntityRow.
func createEntities(t *model.Type) string {
	var b strings.Builder
	b.WriteString(ifCurrent + "UNWIND $rows AS row CREATE (n")
	for _, label := range layout.EntityLabels(t) {
		b.WriteString(":" + layout.Quote(label))
	}
	b.WriteString(") SET n = row[0]")
	createParts(&b, "n", "row", 1, t.Fields)
	return b.String()
}

// createParts writes the clauses that create the parts in a row, whose lists begin at index
// start.
func createParts(b *strings.Builder, owner, row string, start int, fields []*model.Field) {
	for i, f := range layout.PartFields(fields) {
		item, part := row+"_", owner+"_"
		fmt.Fprintf(b, " FOREACH (%s IN %s[%d] | CREATE (%s)-[:%s {%s: %s[0]}]->(%s:%s) SET %s = %s[1]",
			item, row, start+i, owner, layout.Quote(layout.PartRelationship(f)), layout.PositionProperty, item, part, layout.Quote(layout.PartLabel(f)), part, item)
		createParts(b, part, item, 2, f.Object.Fields)
		b.WriteString(")")
	}
}

// createRelations returns the statement that creates relations from the rows of
// Encoder.RelationRow.
func createRelations(relationshipType string) string {
	return ifCurrent + "UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) " +
		"CREATE (a)-[r:" + layout.Quote(relationshipType) + "]->(b) SET r = row[2]"
}

// createFormer returns the statement that creates former ids from rows of [former id, id].
func createFormer() string {
	return ifCurrent + "UNWIND $rows AS row MATCH (e:Entity {id: row[1]}) " +
		"CREATE (:" + layout.FormerLabel + " {id: row[0]})-[:" + layout.FormerRelationship + "]->(e)"
}

// createWords returns the statement that creates words of search from the rows of
// layout.WordRow.
func createWords() string {
	return ifCurrent + "UNWIND $rows AS row CREATE (:" + layout.WordLabel + " {" + layout.WordProperty + ": row[0], " + layout.TyposProperty + ": row[1]})"
}

// createReferences returns the statement that connects parts to the entities that they refer
// to in field f.
func createReferences(parts, f *model.Field) string {
	source := "p." + layout.Quote(layout.Property(f))
	return "MATCH (p:" + layout.Quote(layout.PartLabel(parts)) + ") WHERE " + source + " IS NOT NULL AND EXISTS { ()-[:" + layout.Quote(layout.PartRelationship(parts)) + "]->(p) } " +
		"CALL (p) { " + ifCurrent + "MATCH (e:Entity {id: " + source + "}) CREATE (p)-[:" + layout.Quote(layout.ReferenceRelationship(f)) + "]->(e) } " +
		"IN TRANSACTIONS OF 20000 ROWS"
}

// removeStatements returns the statements that remove a graph loaded earlier. They keep the
// nodes of other programs and the relationships between them.
func removeStatements(m *model.Model) (list []string) {
	for _, t := range m.Relations {
		for _, deprecated := range []bool{false, true} {
			list = append(list, "MATCH (:Entity)-[r:"+layout.Quote(layout.Relationship(t, deprecated))+"]->(:Entity) "+
				"CALL (r) { "+ifCurrent+"DELETE r } IN TRANSACTIONS OF 20000 ROWS")
		}
	}
	nodes := func(match string) {
		list = append(list, match+" CALL (n) { "+ifCurrent+"DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
	}
	for _, parts := range layout.PartKinds(m) {
		nodes("MATCH (n:" + layout.Quote(layout.PartLabel(parts)) + ") WHERE EXISTS { ()-[:" + layout.Quote(layout.PartRelationship(parts)) + "]->(n) }")
	}
	nodes("MATCH (n:" + layout.FormerLabel + ")")
	nodes("MATCH (n:" + layout.WordLabel + ")")
	nodes("MATCH (n:Entity)")
	return list
}
