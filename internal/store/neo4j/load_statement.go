package neo4j

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
)

// quote writes a name of the model as Cypher takes it, whatever words Cypher knows.
func quote(name string) string { return "`" + name + "`" }

// mine begins every statement that writes: it does nothing once another load has begun.
var mine = "MATCH (:" + datasetLabel + " {name: $dataset, load: $load}) "

// createEntities writes rows of entityRow for entities of one type.
func createEntities(t *model.Type) string {
	var b strings.Builder
	b.WriteString(mine + "UNWIND $rows AS row CREATE (n")
	for _, label := range entityLabels(t) {
		b.WriteString(":" + quote(label))
	}
	b.WriteString(") SET n = row[0]")
	createParts(&b, "n", "row", 1, t.Fields)
	return b.String()
}

// createParts writes the lists that stand in a row from a place on.
func createParts(b *strings.Builder, owner, row string, place int, fields []*model.Field) {
	for i, f := range withParts(fields) {
		item, part := row+"_", owner+"_"
		fmt.Fprintf(b, " FOREACH (%s IN %s[%d] | CREATE (%s)-[:%s {%s: %s[0]}]->(%s:%s) SET %s = %s[1]",
			item, row, place+i, owner, quote(partRelationship(f)), positionProperty, item, part, quote(partLabel(f)), part, item)
		createParts(b, part, item, 2, f.Object.Fields)
		b.WriteString(")")
	}
}

// createRelations writes rows of relationRow.
func createRelations(relationshipType string) string {
	return mine + "UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) " +
		"CREATE (a)-[r:" + quote(relationshipType) + "]->(b) SET r = row[2]"
}

// createFormer writes rows of a former id and the id now.
func createFormer() string {
	return mine + "UNWIND $rows AS row MATCH (e:Entity {id: row[1]}) " +
		"CREATE (:" + formerLabel + " {id: row[0]})-[:" + formerRelationship + "]->(e)"
}

// createReferences ties the parts in a field to the entities that they refer to.
func createReferences(parts, f *model.Field) string {
	source := "p." + quote(property(f))
	return "MATCH (p:" + quote(partLabel(parts)) + ") WHERE " + source + " IS NOT NULL AND EXISTS { ()-[:" + quote(partRelationship(parts)) + "]->(p) } " +
		"CALL (p) { " + mine + "MATCH (e:Entity {id: " + source + "}) CREATE (p)-[:" + quote(referenceRelationship(f)) + "]->(e) } " +
		"IN TRANSACTIONS OF 20000 ROWS"
}

// eachPart calls back for each field of parts, nested ones too, and each reference in
// such parts; a kind of parts comes once, those within others first.
func eachPart(m *model.Model, part func(parts *model.Field), reference func(parts, f *model.Field)) {
	seen := map[string]bool{}
	var walk func(fields []*model.Field)
	walk = func(fields []*model.Field) {
		for _, parts := range withParts(fields) {
			walk(parts.Object.Fields)
			if seen[parts.Object.Name] {
				continue
			}
			seen[parts.Object.Name] = true
			part(parts)
			for _, f := range parts.Object.Fields {
				if f.Scalar == model.Reference {
					reference(parts, f)
				}
			}
		}
	}
	walk(m.EntityFields)
}

// remove lists the statements that remove a graph that was loaded before, and nothing
// else: what nodes of other programs have among themselves stays.
func remove(m *model.Model) (list []string) {
	for _, t := range m.Relations {
		for _, deprecated := range []bool{false, true} {
			list = append(list, "MATCH (:Entity)-[r:"+quote(relationship(t, deprecated))+"]->(:Entity) "+
				"CALL (r) { "+mine+"DELETE r } IN TRANSACTIONS OF 20000 ROWS")
		}
	}
	nodes := func(match string) {
		list = append(list, match+" CALL (n) { "+mine+"DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
	}
	eachPart(m, func(parts *model.Field) {
		nodes("MATCH (n:" + quote(partLabel(parts)) + ") WHERE EXISTS { ()-[:" + quote(partRelationship(parts)) + "]->(n) }")
	}, func(_, _ *model.Field) {})
	nodes("MATCH (n:" + formerLabel + ")")
	nodes("MATCH (n:" + wordLabel + ")")
	nodes("MATCH (n:Entity)")
	return list
}
