package neo4j

import (
	"context"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// changes are what a load writes into a database that has an earlier edition. They are found by
// comparing the digest of each object with the one that is stored with it, so a load that was
// interrupted, at any moment, is completed by the next one: what it has written has its digest, and
// what it was about to replace has none.
type changes struct {
	// cleared are the ids of the entities whose parts are removed first: changed and removed ones.
	// Only then is every identifier free for the entity that has it now.
	cleared []any
	// removed are the ids of entities, disconnected those of relations by relationship type.
	removed      []any
	disconnected map[string][]any
	// added and altered are entities, by label; connected are relations, by relationship type. A
	// relation that differs is removed and made again.
	added, altered map[string][]*store.Object
	connected      map[string][]*store.Object
	// formerGone and formerNew are former ids, the new ones with the ids of their entities.
	formerGone []any
	formerNew  [][]any
}

// size is the number of entities and relations that are written or removed.
func (c *changes) size() (written, removed int) {
	for _, list := range []map[string][]*store.Object{c.added, c.altered, c.connected} {
		for _, objects := range list {
			written += len(objects)
		}
	}
	removed = len(c.removed)
	for _, ids := range c.disconnected {
		removed += len(ids)
	}
	return written, removed
}

// compare finds what differs between the database and the graph.
func (l *loader) compare(ctx context.Context) (*changes, error) {
	c := &changes{disconnected: map[string][]any{}, added: map[string][]*store.Object{}, altered: map[string][]*store.Object{}, connected: map[string][]*store.Object{}}
	for _, step := range []func(context.Context, *changes) error{l.compareEntities, l.compareRelations, l.compareFormer} {
		if err := step(ctx, c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (l *loader) compareEntities(ctx context.Context, c *changes) error {
	stored, err := l.pairs(ctx, "MATCH (n:Entity) RETURN n.id, n."+layout.DigestProperty+", elementId(n)")
	if err != nil {
		return err
	}
	for _, o := range l.graph.Entities {
		row, err := l.EntityRow(o)
		if err != nil {
			return err
		}
		digest, known := stored[o.ID]
		delete(stored, o.ID)
		label := layout.Label(o.Type, l.IsDeprecated(o))
		switch {
		case !known:
			c.added[label] = append(c.added[label], o)
		case digest != layout.DigestOf(row):
			c.altered[label], c.cleared = append(c.altered[label], o), append(c.cleared, o.ID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(stored)) {
		c.removed, c.cleared = append(c.removed, id), append(c.cleared, id)
	}
	return nil
}

func (l *loader) compareRelations(ctx context.Context, c *changes) error {
	stored := map[string]map[string]string{}
	for _, t := range l.graph.Model.Relations {
		for _, deprecated := range []bool{false, true} {
			name := layout.Relationship(t, deprecated)
			digests, err := l.pairs(ctx, "MATCH (:Entity)-[r:"+layout.Quote(name)+"]->(:Entity) RETURN r.id, r."+layout.DigestProperty)
			if err != nil {
				return err
			}
			stored[name] = digests
		}
	}
	for _, o := range l.graph.Relations {
		row, err := l.RelationRow(o)
		if err != nil {
			return err
		}
		name := l.RelationshipOf(o)
		digest, known := stored[name][o.ID]
		delete(stored[name], o.ID)
		if known && digest == layout.DigestOf(row) {
			continue
		}
		c.connected[name] = append(c.connected[name], o)
		if known {
			c.disconnected[name] = append(c.disconnected[name], o.ID)
		}
	}
	for name, digests := range stored {
		for _, id := range slices.Sorted(maps.Keys(digests)) {
			c.disconnected[name] = append(c.disconnected[name], id)
		}
	}
	return nil
}

// compareFormer compares the former ids. One whose entity was removed is without one, and is made
// again.
func (l *loader) compareFormer(ctx context.Context, c *changes) error {
	stored, err := l.pairs(ctx, "MATCH (f:"+layout.FormerLabel+") RETURN f.id, head([(f)-[:"+layout.FormerRelationship+"]->(e:Entity) | e.id])")
	if err != nil {
		return err
	}
	for _, old := range slices.Sorted(maps.Keys(l.graph.Former)) {
		id, err := l.ResolveFormer(old)
		if err != nil {
			return err
		}
		if stored[old] == id {
			delete(stored, old)
			continue
		}
		c.formerNew = append(c.formerNew, []any{old, id})
	}
	for _, old := range slices.Sorted(maps.Keys(stored)) {
		c.formerGone = append(c.formerGone, old)
	}
	return nil
}

// pairs returns the rows of a statement with two texts; a missing second text is empty. If the rows have
// an element id too, it is that of the entity that the first text names.
func (l *loader) pairs(ctx context.Context, statement string) (map[string]string, error) {
	all := map[string]string{}
	_, err := l.withSession(ctx, func(s neo4j.SessionWithContext) (any, error) {
		result, err := s.Run(ctx, statement, nil)
		if err != nil {
			return nil, err
		}
		for result.Next(ctx) {
			values := result.Record().Values
			first, _ := values[0].(string)
			second, _ := values[1].(string)
			all[first] = second
			if len(values) > 2 {
				l.elements.of[first] = values[2]
			}
		}
		return nil, result.Err()
	})
	return all, err
}

// apply writes changes. What is removed comes first, so that ids and identifiers are free.
func (l *loader) apply(ctx context.Context, c *changes) error {
	steps := []struct {
		stage   string
		produce func(send func(batch) error) error
	}{
		{"changed entities", func(send func(batch) error) error {
			return sendRows(c.cleared, clearEntities(l.graph.Model), send)
		}},
		{"removed relations", func(send func(batch) error) error {
			for name, ids := range c.disconnected {
				if err := sendRows(ids, removeRelations(name), send); err != nil {
					return err
				}
			}
			return nil
		}},
		{"removed entities", func(send func(batch) error) error {
			if err := sendRows(c.formerGone, removeNamed(layout.FormerLabel, "id"), send); err != nil {
				return err
			}
			return sendRows(c.removed, removeNamed("Entity", "id"), send)
		}},
		{"entities", func(send func(batch) error) error { return l.sendChanged(c, send) }},
		{"relations", func(send func(batch) error) error {
			for name, list := range c.connected {
				if err := l.sendConnected(list, name, send); err != nil {
					return err
				}
			}
			return nil
		}},
		{"former ids", func(send func(batch) error) error {
			for _, row := range c.formerNew {
				row[1] = l.elements.of[row[1].(string)]
			}
			return sendRows(anys(c.formerNew), createFormer(), send)
		}},
	}
	for _, step := range steps {
		if err := l.write(ctx, step.stage, 0, step.produce); err != nil {
			return err
		}
	}
	return l.connectParts(ctx)
}

// sendChanged sends the entities that are new, and those that replace what the database has.
func (l *loader) sendChanged(c *changes, send func(batch) error) error {
	m := l.graph.Model
	for _, t := range m.Entities {
		for _, deprecated := range []bool{false, true} {
			label := layout.Label(t, deprecated)
			if err := l.sendCreated(c.added[label], t, deprecated, send); err != nil {
				return err
			}
			statement := func(c *columns) string { return replaceEntities(m, t, deprecated, c) }
			altered := objects{c.altered[label], entityBatch, atEntity, newColumns(t.Fields), l.EntityRow, statement}
			if err := altered.send(func(b batch, _ []*store.Object) error { return send(b) }); err != nil {
				return err
			}
		}
	}
	return nil
}

func anys(rows [][]any) []any {
	list := make([]any, len(rows))
	for i, row := range rows {
		list[i] = row
	}
	return list
}

// connectParts connects the parts that are not yet connected to the entities that they refer to.
func (l *loader) connectParts(ctx context.Context) error {
	var statements []string
	for _, parts := range layout.PartKinds(l.graph.Model) {
		for _, f := range parts.Object.Fields {
			if f.Scalar == model.Reference {
				statements = append(statements, createReferences(parts, f))
			}
		}
	}
	return l.runAll(ctx, "references", statements)
}
