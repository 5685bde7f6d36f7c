package neo4j

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// send writes one batch; the driver retries it after a transient error. A batch that has
// started is completed even if the load is cancelled: a broken connection would make the
// driver remove the server from the routing table, which all sessions share.
func (l *loader) send(ctx context.Context, b batch) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), batchTime)
	defer cancel()
	_, err := l.withSession(ctx, func(s neo4j.SessionWithContext) (any, error) {
		return s.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			result, err := tx.Run(ctx, b.statement, l.parameters(b.rows))
			if err != nil {
				return nil, err
			}
			summary, err := result.Consume(ctx)
			if err != nil {
				return nil, err
			}
			if !summary.Counters().ContainsUpdates() {
				return nil, errOvertaken
			}
			return nil, nil
		})
	})
	return err
}

// sendEntities sends all entities, by type.
func (l *loader) sendEntities(send func(batch) error) error {
	byType := make([][]*store.Object, model.MaxTypes)
	for _, o := range l.graph.Entities {
		byType[o.Type.Index] = append(byType[o.Type.Index], o)
	}
	for _, t := range l.graph.Model.Entities {
		if err := sendObjects(byType[t.Index], entityBatch, createEntities(t), l.EntityRow, send); err != nil {
			return err
		}
	}
	return nil
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
			if err := sendObjects(byName[name], relationBatch, createRelations(name), l.RelationRow, send); err != nil {
				return err
			}
		}
	}
	return nil
}

// sendObjects sends objects in batches of size rows, made by row.
func sendObjects(objects []*store.Object, size int, statement string, row func(*store.Object) ([]any, error), send func(batch) error) error {
	for chunk := range slices.Chunk(objects, size) {
		b := batch{statement: statement, rows: make([]any, len(chunk)), objects: len(chunk)}
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
		rows = append(rows, []any{old, id})
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
