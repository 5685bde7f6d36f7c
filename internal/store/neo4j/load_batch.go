package neo4j

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sync/errgroup"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Rows of one transaction, and transactions under way. Larger batches are not faster,
// and take more of the server's memory.
const (
	entityBatch   = 2000
	relationBatch = 5000
	writers       = 2
)

// batchTime is how long one batch may take; it is far beyond the usual.
const batchTime = 5 * time.Minute

// batch is what one transaction writes.
type batch struct {
	statement string
	rows      []any
	// objects is how many entities or relations they make.
	objects int
}

// errOvertaken ends a load when another one has begun.
var errOvertaken = errors.New("another load has begun and takes over; this one has ended")

// write sends batches that produce makes, several at once, and counts what was written.
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

// send writes one batch; the driver does it again when the server says it is worth it.
// A batch under way is finished when the load is stopped: a connection that is broken off
// makes the driver's routing table, which all sessions share, forget the server.
func (l *loader) send(ctx context.Context, b batch) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), batchTime)
	defer cancel()
	_, err := l.session(ctx, func(s neo4j.SessionWithContext) (any, error) {
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

// entities produces the batches of all entities, by type.
func (l *loader) entities(send func(batch) error) error {
	byType := make([][]*store.Object, model.MaxTypes)
	for _, o := range l.graph.Entities {
		byType[o.Type.Index] = append(byType[o.Type.Index], o)
	}
	for _, t := range l.graph.Model.Entities {
		if err := inBatches(byType[t.Index], entityBatch, createEntities(t), l.entityRow, send); err != nil {
			return err
		}
	}
	return nil
}

// relations produces the batches of all relations, by type and whether deprecated.
func (l *loader) relations(send func(batch) error) error {
	byName := map[string][]*store.Object{}
	for _, o := range l.graph.Relations {
		name := relationship(o.Type, o.Value(l.graph.Model.AnyRelation.Field("deprecated")).Int != 0)
		byName[name] = append(byName[name], o)
	}
	for _, t := range l.graph.Model.Relations {
		for _, deprecated := range []bool{false, true} {
			name := relationship(t, deprecated)
			if err := inBatches(byName[name], relationBatch, createRelations(name), l.relationRow, send); err != nil {
				return err
			}
		}
	}
	return nil
}

// inBatches makes a row of each object and sends so many at once.
func inBatches(objects []*store.Object, size int, statement string, row func(*store.Object) ([]any, error), send func(batch) error) error {
	for len(objects) > 0 {
		n := min(size, len(objects))
		b := batch{statement: statement, rows: make([]any, n), objects: n}
		for i, o := range objects[:n] {
			r, err := row(o)
			if err != nil {
				return fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
			}
			b.rows[i] = r
		}
		if err := send(b); err != nil {
			return err
		}
		objects = objects[n:]
	}
	return nil
}

// former produces the batches of former ids.
func (l *loader) former(send func(batch) error) error {
	var rows []any
	for old := range l.graph.Former {
		now, err := l.now(old)
		if err != nil {
			return err
		}
		rows = append(rows, []any{old, now})
	}
	for len(rows) > 0 {
		n := min(relationBatch, len(rows))
		if err := send(batch{statement: createFormer(), rows: rows[:n]}); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}
