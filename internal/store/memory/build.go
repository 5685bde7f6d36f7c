package memory

import (
	"context"
	"fmt"
	"iter"
	"math"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// builder turns the objects of a graph into a snapshot.
type builder struct {
	ctx context.Context
	*snapshot
	// entity maps an id to the number of the entity.
	entity map[string]uint32
	// progress is called after every progressEvery rows; done is the number of rows so far. The mutex
	// guards both.
	mutex    sync.Mutex
	progress func(rows int)
	done     int
}

// progressEvery is the number of rows between two calls of progress.
const progressEvery = 4096

// newSnapshot builds a snapshot. It returns an error if the objects are not those of a checked
// dataset.
func newSnapshot(ctx context.Context, src *Source) (*snapshot, error) {
	b := &builder{ctx: ctx, snapshot: emptySnapshot(src.About), entity: map[string]uint32{}, progress: src.Progress}
	for id := range src.ids() {
		b.entity[strings.Clone(id)] = uint32(len(b.entity)) // the id may be a part of a long text
	}
	if err := b.addTables(src); err != nil {
		return nil, err
	}
	b.groupEntities()
	var searches errgroup.Group
	searches.Go(func() (err error) {
		b.names, err = newNames(b.snapshot, src.About.Former)
		return err
	})
	b.initIndexes()
	b.words()
	if err := searches.Wait(); err != nil {
		return nil, err
	}
	b.info.Statistics = b.statistics()
	return b.snapshot, ctx.Err()
}

// addTables builds the tables of entities and of relations, at the same time if the source allows it.
func (b *builder) addTables(src *Source) error {
	made := make([]*relations, len(b.model.Relations))
	entities := func() error { return b.addEntities(src.Entities) }
	others := func() (err error) {
		for i, t := range b.model.Relations {
			if made[i], err = b.newRelations(t, src.Relations(t)); err != nil {
				return err
			}
		}
		return nil
	}
	if src.Together {
		var both errgroup.Group
		both.Go(entities)
		both.Go(others)
		if err := both.Wait(); err != nil {
			return err
		}
	} else if err := entities(); err != nil {
		return err
	} else if err := others(); err != nil {
		return err
	}
	b.relations = make([]*relations, len(b.types))
	for _, r := range made {
		b.addRelations(r)
	}
	return nil
}

func (b *builder) addEntities(objects iter.Seq[*store.Object]) (err error) {
	b.typeOf = make([]uint8, len(b.entity))
	b.entities, err = b.buildTable(b.model.AnyEntity, objects, func(row int, o *store.Object) error {
		if o.Type == nil || o.Type.Kind != model.Entity {
			return fmt.Errorf("%q has no entity type", o.ID)
		}
		b.typeOf[row] = uint8(o.Type.Index)
		return nil
	})
	return err
}

func (b *builder) newRelations(t *model.Type, objects iter.Seq[*store.Object]) (r *relations, err error) {
	r = &relations{typ: t}
	r.table, err = b.buildTable(b.model.AnyRelation, objects, func(_ int, o *store.Object) error {
		if o.Type != t {
			return fmt.Errorf("%q is among the relations of type %s but has another type", o.ID, t.Name)
		}
		for i, id := range []string{o.From, o.To} {
			n, ok := b.entity[id]
			if !ok {
				return fmt.Errorf("%s %q: its end %q is not the id of an entity", t.Name, o.ID, id)
			}
			r.ends[i] = append(r.ends[i], n)
		}
		return nil
	})
	r.ends = [2][]uint32{trim(r.ends[0]), trim(r.ends[1])}
	return r, err
}

// buildTable builds the table of all entities, or of the relations of one type, with the
// columns id and type, which are not among the cells. It calls check with each object first.
func (b *builder) buildTable(all *model.Type, objects iter.Seq[*store.Object], check func(row int, o *store.Object) error) (*table, error) {
	m, ids := b.newTable(), textList{}
	types := m.column(all.Field("type"))
	for o := range objects {
		row := ids.len()
		if err := checkOrder(&ids, o.ID); err != nil {
			return nil, err
		}
		if err := check(row, o); err != nil {
			return nil, err
		}
		if err := ids.add(o.ID); err != nil {
			return nil, err
		}
		if err := types.set(row, model.EnumOf(o.Type.Enum)); err != nil {
			return nil, err
		}
		if err := m.add(row, o); err != nil {
			return nil, fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
		}
		b.step()
		if err := b.stopped(row); err != nil {
			return nil, err
		}
	}
	t, err := m.build(ids.len())
	if err != nil {
		return nil, err
	}
	known := &dict{kind: model.ID, n: ids.len()}
	known.text, err = packQuoted(ids.len(), ids.at)
	t.columns[all.Field("id")] = &column{dict: known, codes: codes{identity: true}, rows: t.rows, span: uint32(t.rows) + 1}
	return t, err
}

// stopped returns the error of the context after every progressEvery rows of a table.
func (b *builder) stopped(row int) error {
	if row%progressEvery != progressEvery-1 {
		return nil
	}
	return b.ctx.Err()
}

// step counts a row.
func (b *builder) step() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.done++; b.done%progressEvery == 0 && b.progress != nil {
		b.progress(b.done)
	}
}

// checkOrder returns an error if an id cannot follow the ids before it.
func checkOrder(ids *textList, id string) error {
	switch n := ids.len(); {
	case n == math.MaxInt32:
		return fmt.Errorf("the graph has more than %d entities, or relations of one type; split it", n)
	case n > 0 && id == ids.at(n-1):
		return fmt.Errorf("the id %q is used twice; ids are unique", id)
	case n > 0 && id < ids.at(n-1):
		return fmt.Errorf("the id %q comes after %q; ids must be sorted by code points", id, ids.at(n-1))
	}
	return nil
}
