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

	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// Rows per transaction, and concurrent transactions. Larger batches are not faster and need
// more memory on the server.
const (
	entityBatch   = 2000
	relationBatch = 5000
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
	// entities is true if the statement returns the ids of the entities that it creates, and
	// their element ids.
	entities bool
}

// elements maps the ids of the entities in the database to their element ids, by which the
// database finds a node without an index. The writers share it.
type elements struct {
	mu sync.Mutex
	of map[string]any
}

func (e *elements) add(ids, elementIDs []any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, id := range ids {
		e.of[id.(string)] = elementIDs[i]
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
	if err == nil && b.entities {
		ids, _ := records[0].Values[0].([]any)
		elementIDs, _ := records[0].Values[1].([]any)
		l.elements.add(ids, elementIDs)
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
			if err := sendObjects(byLabel[layout.Label(t, deprecated)], entityBatch, batch{statement: createEntities(l.graph.Model, t, deprecated), entities: true}, l.EntityRow, send); err != nil {
				return err
			}
		}
	}
	return nil
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
			if err := sendObjects(byName[name], relationBatch, batch{statement: createRelations(name)}, l.relationRow, send); err != nil {
				return err
			}
		}
	}
	return nil
}

// sendObjects sends objects in batches like one, of size rows made by row.
func sendObjects(objects []*store.Object, size int, one batch, row func(*store.Object) ([]any, error), send func(batch) error) error {
	for chunk := range slices.Chunk(objects, size) {
		b := one
		b.rows, b.objects = make([]any, len(chunk)), len(chunk)
		for i, o := range chunk {
			r, err := row(o)
			if err != nil {
				return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
			}
			b.rows[i] = r
		}
		if err := send(b); err != nil {
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

// sendWords sends the words of search; the entities must have been sent before.
func (l *loader) sendWords(send func(batch) error) error {
	words := l.Words()
	rows := make([]any, len(words))
	for i, word := range words {
		rows[i] = layout.WordRow(word)
	}
	return sendRows(rows, createWords(), send)
}

func sendRows(rows []any, statement string, send func(batch) error) error {
	for chunk := range slices.Chunk(rows, relationBatch) {
		if err := send(batch{statement: statement, rows: chunk, objects: len(chunk)}); err != nil {
			return err
		}
	}
	return nil
}
