package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// plainRows is the number of rows of a statement of the plain loader.
const plainRows = 5000

// plainLoader writes a graph as a program would that is written for this once: unique ids first,
// then rows by UNWIND in one transaction after the other, relations between ends found by their
// ids, and the other indexes at the end. It can be neither resumed nor run twice.
type plainLoader struct {
	*layout.Encoder
	graph  *store.Graph
	driver neo4j.DriverWithContext
	tell   func(stage string, done, total int)
}

func loadPlainly(ctx context.Context, d neo4j.DriverWithContext, g *store.Graph, tell func(stage string, done, total int)) error {
	e, err := layout.NewEncoder(g)
	if err != nil {
		return err
	}
	l := &plainLoader{Encoder: e, graph: g, driver: d, tell: tell}
	for _, step := range []func(context.Context) error{l.required, l.entities, l.relations, l.former, l.references, l.indexes} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (l *plainLoader) run(ctx context.Context, statement string, rows []any) error {
	_, err := neo4j.ExecuteQuery(ctx, l.driver, statement, map[string]any{"rows": rows}, neo4j.EagerResultTransformer)
	return err
}

// send runs a statement for all rows.
func (l *plainLoader) send(ctx context.Context, stage, statement string, rows []any) error {
	done := 0
	for chunk := range slices.Chunk(rows, plainRows) {
		if err := l.run(ctx, "UNWIND $rows AS row "+statement, chunk); err != nil {
			return err
		}
		done += len(chunk)
		l.tell(stage, done, len(rows))
	}
	return nil
}

func (l *plainLoader) required(ctx context.Context) error {
	return l.create(ctx, layout.RequiredSchema())
}

func (l *plainLoader) create(ctx context.Context, items []layout.SchemaItem) error {
	for i, item := range items {
		if err := l.run(ctx, item.Statement, nil); err != nil {
			return err
		}
		l.tell("indexes", i, len(items))
	}
	return nil
}

func (l *plainLoader) entities(ctx context.Context) error {
	rows, types := map[string][]any{}, map[string]*model.Type{}
	for _, o := range l.graph.Entities {
		row, err := l.EntityRow(o)
		if err != nil {
			return err
		}
		labels := strings.Join(layout.EntityLabels(l.graph.Model, o.Type, l.IsDeprecated(o)), ":")
		rows[labels], types[labels] = append(rows[labels], row), o.Type
	}
	for labels, list := range rows {
		if err := l.send(ctx, "entities", "CREATE (n:"+labels+") SET n = row[0]"+plainParts("n", "row", 1, types[labels].Fields), list); err != nil {
			return err
		}
	}
	return nil
}

// plainParts returns clauses that create the parts of an owner, which are lists in a row.
func plainParts(owner, row string, start int, fields []*model.Field) (clauses string) {
	for i, f := range layout.PartFields(fields) {
		item, part := row+"_", owner+"_"
		clauses += fmt.Sprintf(" FOREACH (%s IN %s[%d] | CREATE (%s)-[:%s {position: %s[0]}]->(%s:%s) SET %s = %s[1]%s)",
			item, row, start+i, owner, layout.PartRelationship(f), item, part, layout.PartLabel(f), part, item, plainParts(part, item, 2, f.Object.Fields))
	}
	return clauses
}

func (l *plainLoader) relations(ctx context.Context) error {
	rows := map[string][]any{}
	for _, o := range l.graph.Relations {
		row, err := l.RelationRow(o)
		if err != nil {
			return err
		}
		rows[l.RelationshipOf(o)] = append(rows[l.RelationshipOf(o)], row)
	}
	for name, list := range rows {
		if err := l.send(ctx, "relations", "MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) CREATE (a)-[r:"+name+"]->(b) SET r = row[2]", list); err != nil {
			return err
		}
	}
	return nil
}

func (l *plainLoader) former(ctx context.Context) error {
	var rows []any
	for old := range l.graph.Former {
		id, err := l.ResolveFormer(old)
		if err != nil {
			return err
		}
		rows = append(rows, []any{old, id})
	}
	return l.send(ctx, "former ids", "MATCH (e:Entity {id: row[1]}) CREATE (:"+layout.FormerLabel+" {id: row[0]})-[:"+layout.FormerRelationship+"]->(e)", rows)
}

func (l *plainLoader) references(ctx context.Context) error {
	for _, parts := range layout.PartKinds(l.graph.Model) {
		for _, f := range parts.Object.Fields {
			if f.Scalar != model.Reference {
				continue
			}
			statement := "MATCH (p:" + layout.PartLabel(parts) + ") MATCH (e:Entity {id: p." + layout.Property(f) + "}) CREATE (p)-[:" + layout.ReferenceRelationship(f) + "]->(e)"
			if err := l.run(ctx, statement, nil); err != nil {
				return err
			}
			l.tell("references", 0, 0)
		}
	}
	return nil
}

func (l *plainLoader) indexes(ctx context.Context) error {
	if err := l.create(ctx, layout.Schema(l.graph.Model)); err != nil {
		return err
	}
	if err := l.run(ctx, "CALL db.awaitIndexes(3600)", nil); err != nil {
		return err
	}
	l.tell("indexes", 1, 1)
	return nil
}
