package neo4j

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sync/errgroup"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// Rows per transaction, and concurrent transactions. Larger batches are not faster and need
// more memory on the server.
const (
	entityBatch   = 500
	relationBatch = 1000
	writers       = 2
)

// batchTime is the time limit of one batch, far above the usual time.
const batchTime = 5 * time.Minute

// batch is the work of one transaction.
type batch struct {
	statement string
	rows      []any
	// objects is the number of rows that count as progress.
	objects int
	// created are the ids of the entities that the statement creates, whose element ids it returns.
	created []string
}

// elements maps the ids of the entities in the database to their element ids, by which the
// database finds a node without an index. The writers share it.
type elements struct {
	mu sync.Mutex
	of map[string]any
}

func (e *elements) add(ids []string, elementIDs []any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, id := range ids {
		e.of[id] = elementIDs[i]
	}
}

// errOvertaken is returned by a load if another load has started meanwhile.
var errOvertaken = errors.New("another load has started and replaces this one")

// write sends the batches that produce makes, several at once, and reports progress.
func (l *loader) write(ctx context.Context, stage string, total int, produce func(send func(batch) error) error) error {
	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan batch)
	group.Go(func() error {
		defer close(batches)
		return produce(func(b batch) error {
			select {
			case batches <- b:
				return nil
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		})
	})
	written := make(chan int)
	for range writers {
		group.Go(func() error {
			for b := range batches {
				if err := l.send(ctx, b); err != nil {
					return err
				}
				select {
				case written <- b.objects:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			return nil
		})
	}
	go func() {
		_ = group.Wait()
		close(written)
	}()
	done := 0
	for n := range written {
		done += n
		l.progress(stage, done, total)
	}
	return group.Wait()
}

// send writes one batch. A batch that has started is completed even if the load is cancelled: a broken connection would make the
// driver remove the server from the routing table, which all sessions share.
func (l *loader) send(ctx context.Context, b batch) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), batchTime)
	defer cancel()
	records, err := l.update(ctx, b.statement, l.parameters(b.rows), true)
	if err == nil && len(b.created) > 0 {
		elementIDs, _ := records[0].Values[0].([]any)
		l.elements.add(b.created, elementIDs)
	}
	return err
}

// update runs a statement that writes in a transaction, which the driver retries after a
// transient error. If mustWrite is true, a statement that writes nothing returns errOvertaken.
func (l *loader) update(ctx context.Context, statement string, parameters map[string]any, mustWrite bool) ([]*neo4j.Record, error) {
	records, err := l.withSession(ctx, func(s neo4j.SessionWithContext) (any, error) {
		return s.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			result, err := tx.Run(ctx, statement, parameters)
			if err != nil {
				return nil, err
			}
			records, err := result.Collect(ctx)
			if err != nil {
				return nil, err
			}
			summary, err := result.Consume(ctx)
			if err != nil {
				return nil, err
			}
			if mustWrite && !summary.Counters().ContainsUpdates() {
				return nil, errOvertaken
			}
			return records, nil
		})
	})
	if err != nil {
		return nil, err
	}
	return records.([]*neo4j.Record), nil
}

// sendEntities sends all entities, by type.
func (l *loader) sendEntities(send func(batch) error) error {
	byLabel := map[string][]*store.Object{}
	for _, o := range l.graph.Entities {
		label := layout.Label(o.Type, l.IsDeprecated(o))
		byLabel[label] = append(byLabel[label], o)
	}
	for _, t := range l.graph.Model.Entities {
		for _, deprecated := range []bool{false, true} {
			if err := l.sendCreated(byLabel[layout.Label(t, deprecated)], t, deprecated, send); err != nil {
				return err
			}
		}
	}
	return nil
}

// sendCreated sends current or deprecated entities of one type, which the database does not have.
func (l *loader) sendCreated(list []*store.Object, t *model.Type, deprecated bool, send func(batch) error) error {
	statement := func(c *columns) string { return createEntities(l.graph.Model, t, deprecated, c) }
	return objects{list, entityBatch, atEntity, newColumns(t.Fields), l.EntityRow, statement}.send(func(b batch, of []*store.Object) error {
		for _, o := range of {
			b.created = append(b.created, o.ID)
		}
		return send(b)
	})
}

// relationRow returns the row of a relation with the element ids of its ends; the entities must
// have been written before.
func (l *loader) relationRow(o *store.Object) ([]any, error) {
	row, err := l.RelationRow(o)
	if err == nil {
		row[0], row[1] = l.elements.of[o.From], l.elements.of[o.To]
	}
	return row, err
}

// sendRelations sends all relations, by relationship type.
func (l *loader) sendRelations(send func(batch) error) error {
	byName := map[string][]*store.Object{}
	for _, o := range l.graph.Relations {
		name := l.RelationshipOf(o)
		byName[name] = append(byName[name], o)
	}
	for _, t := range l.graph.Model.Relations {
		for _, deprecated := range []bool{false, true} {
			name := layout.Relationship(t, deprecated)
			if err := l.sendConnected(byName[name], name, send); err != nil {
				return err
			}
		}
	}
	return nil
}

// sendConnected sends relations with one relationship type.
func (l *loader) sendConnected(list []*store.Object, name string, send func(batch) error) error {
	statement := func(c *columns) string { return createRelations(name, c) }
	return objects{list, relationBatch, atRelation, newColumns(nil), l.relationRow, statement}.send(func(b batch, _ []*store.Object) error { return send(b) })
}

// objects are what one kind of statement writes.
type objects struct {
	list []*store.Object
	// size is the number of rows of a batch.
	size int
	// at is the index of the properties in the rows that row returns.
	at        int
	columns   *columns
	row       func(*store.Object) ([]any, error)
	statement func(*columns) string
}

// send makes batches and sends each with its objects. Few objects have properties that none before
// them had, so that there are few statements.
func (s objects) send(send func(batch, []*store.Object) error) error {
	for chunk := range slices.Chunk(s.list, s.size) {
		b := batch{rows: make([]any, len(chunk)), objects: len(chunk)}
		rows := make([][]any, len(chunk))
		for i, o := range chunk {
			var err error
			if rows[i], err = s.row(o); err != nil {
				return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
			}
			s.columns.add(rows[i], s.at)
		}
		for i, row := range rows {
			b.rows[i] = s.columns.flat(row, s.at)
		}
		b.statement = s.statement(s.columns)
		if err := send(b, chunk); err != nil {
			return err
		}
	}
	return nil
}

// sendFormer sends the former ids.
func (l *loader) sendFormer(send func(batch) error) error {
	var rows []any
	for old := range l.graph.Former {
		id, err := l.ResolveFormer(old)
		if err != nil {
			return err
		}
		rows = append(rows, []any{old, l.elements.of[id]})
	}
	return sendRows(rows, createFormer(), send)
}

func sendRows(rows []any, statement string, send func(batch) error) error {
	for chunk := range slices.Chunk(rows, relationBatch) {
		if err := send(batch{statement: statement, rows: chunk, objects: len(chunk)}); err != nil {
			return err
		}
	}
	return nil
}
