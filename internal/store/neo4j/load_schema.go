package neo4j

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
	"whojoins/internal/store/neo4j/layout"
)

// createIndexes creates the missing constraints and indexes and waits until they are built.
func (l *loader) createIndexes(ctx context.Context) error {
	var constraints, indexes []layout.SchemaItem
	for _, item := range layout.Schema(l.graph.Model) {
		if item.Constraint {
			constraints = append(constraints, item)
		} else {
			indexes = append(indexes, item)
		}
	}
	l.progress("constraints", 0, len(constraints))
	if err := l.create(ctx, constraints); err != nil {
		return err
	}
	l.progress("constraints", len(constraints), len(constraints))
	l.progress("indexes", 0, len(indexes))
	if err := l.create(ctx, indexes); err != nil {
		return err
	}
	return l.awaitIndexes(ctx, len(indexes))
}

// indexPoll is the time between two looks at the indexes that the database builds.
const indexPoll = 100 * time.Millisecond

// awaitIndexes waits until all indexes are built. The progress is that of their mean.
func (l *loader) awaitIndexes(ctx context.Context, total int) error {
	const unfinished = "SHOW INDEXES YIELD name, state, populationPercent, failureMessage WHERE name STARTS WITH '" + layout.SchemaPrefix + "' AND state <> 'ONLINE' " +
		"RETURN name, state, populationPercent, failureMessage"
	for {
		records, err := l.run(ctx, unfinished, nil)
		if err != nil {
			return err
		}
		left := 0.0
		for _, r := range records {
			if r.Values[1] == "FAILED" {
				return fmt.Errorf("the database could not build the index %v: %v", r.Values[0], r.Values[3])
			}
			percent, _ := r.Values[2].(float64)
			left += 1 - percent/100
		}
		if l.progress("indexes", total-int(math.Ceil(left)), total); len(records) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(indexPoll):
		}
	}
}

// create creates those of the items that are missing, in one transaction.
func (l *loader) create(ctx context.Context, items []layout.SchemaItem) error {
	_, err := l.withSession(ctx, func(s neo4j.SessionWithContext) (any, error) {
		return s.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			for _, item := range items {
				if _, err := tx.Run(ctx, item.Statement, nil); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
	})
	return err
}

// dropIndexes drops the constraints and indexes that createIndexes rebuilds at the end of the
// load.
func (l *loader) dropIndexes(ctx context.Context) error {
	keep := map[string]bool{}
	for _, item := range layout.RequiredSchema() {
		keep[item.Name] = true
	}
	for kind, show := range map[string]string{"CONSTRAINT": "SHOW CONSTRAINTS YIELD name", "INDEX": "SHOW INDEXES YIELD name, owningConstraint WHERE owningConstraint IS NULL"} {
		records, err := l.run(ctx, show, nil)
		if err != nil {
			return err
		}
		for _, r := range records {
			name, _ := r.Values[0].(string)
			if !strings.HasPrefix(name, layout.SchemaPrefix) || keep[name] {
				continue
			}
			if _, err := l.run(ctx, "DROP "+kind+" "+layout.Quote(name)+" IF EXISTS", nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// MissingIndexes returns the names of the constraints and indexes of a model that a database
// lacks or is still building. Requests work without them, but slowly; a load creates them.
func MissingIndexes(ctx context.Context, driver neo4j.DriverWithContext, database string, m *model.Model) ([]string, error) {
	l := &loader{driver: driver, options: &LoadOptions{Database: database}}
	records, err := l.run(ctx, "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name", nil)
	if err != nil {
		return nil, err
	}
	present := map[any]bool{}
	for _, r := range records {
		present[r.Values[0]] = true
	}
	var missing []string
	for _, item := range layout.Schema(m) {
		if !present[item.Name] {
			missing = append(missing, item.Name)
		}
	}
	return missing, nil
}

// countOwnNodes returns an expression for the number of nodes with a label of the layout, or of an
// earlier one.
func countOwnNodes(m *model.Model) string {
	list := []string{"COUNT { (:Entity) }", "COUNT { (:" + layout.DatasetLabel + ") }", "COUNT { (:" + layout.FormerLabel + ") }"}
	for _, parts := range layout.PartKinds(m) {
		list = append(list, "COUNT { (:"+layout.Quote(layout.PartLabel(parts))+") }")
	}
	for _, label := range layout.EarlierLabels() {
		list = append(list, "COUNT { (:"+label+") }")
	}
	return strings.Join(list, " + ")
}

// countOwnRelations returns an expression for the number of relations between entities.
func countOwnRelations(m *model.Model) string {
	var list []string
	for _, t := range m.Relations {
		for _, deprecated := range []bool{false, true} {
			list = append(list, "COUNT { (:Entity)-[:"+layout.Quote(layout.Relationship(t, deprecated))+"]->() }")
		}
	}
	return strings.Join(list, " + ")
}
