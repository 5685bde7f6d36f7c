package memory

import (
	"fmt"
	"iter"
	"math"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// builder turns the objects of a graph into a snapshot.
type builder struct {
	*snapshot
	// entity gives the number of an entity by its id.
	entity map[string]uint32
	// progress is told of every so many rows; done counts them.
	progress func(rows int)
	done     int
}

// rowsTold is after how many rows progress is told.
const progressEvery = 4096

// newSnapshot builds a snapshot. It refuses what a checked dataset does not hold.
func newSnapshot(src *Source) (*snapshot, error) {
	b := &builder{snapshot: emptySnapshot(src.About), entity: map[string]uint32{}, progress: src.Progress}
	for o := range src.Entities {
		b.entity[o.ID] = uint32(len(b.entity))
	}
	if err := b.addEntities(src.Entities); err != nil {
		return nil, err
	}
	b.relations = make([]*relations, len(b.types))
	for _, t := range b.model.Relations {
		r, err := b.newRelations(t, src.Relations(t))
		if err != nil {
			return nil, err
		}
		b.addRelations(r)
	}
	var err error
	if b.names, err = newNames(b.snapshot, src.About.Former); err != nil {
		return nil, err
	}
	b.initIndexes()
	b.words()
	return b.snapshot, nil
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
	if err == nil {
		b.groupEntities()
	}
	return err
}

func (b *builder) newRelations(t *model.Type, objects iter.Seq[*store.Object]) (r *relations, err error) {
	r = &relations{typ: t}
	r.table, err = b.buildTable(b.model.AnyRelation, objects, func(_ int, o *store.Object) error {
		if o.Type != t {
			return fmt.Errorf("%q stands among relations of type %s and is none", o.ID, t.Name)
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

// gather makes the table of all entities, or of the relations of one type, with the
// columns id and type, which are not among the cells. Each object is first shown to check.
func (b *builder) buildTable(all *model.Type, objects iter.Seq[*store.Object], check func(row int, o *store.Object) error) (*table, error) {
	m, ids := b.newTable(), []string(nil)
	types := m.column(all.Field("type"))
	for o := range objects {
		row := len(ids)
		if err := checkOrder(ids, o.ID); err != nil {
			return nil, err
		}
		if err := check(row, o); err != nil {
			return nil, err
		}
		ids = append(ids, o.ID)
		if err := types.set(row, model.EnumOf(o.Type.Enum)); err != nil {
			return nil, err
		}
		if err := m.add(row, o); err != nil {
			return nil, fmt.Errorf("%s %q: %w", o.Type.Name, o.ID, err)
		}
		if b.done++; b.done%progressEvery == 0 && b.progress != nil {
			b.progress(b.done)
		}
	}
	t, err := m.build(len(ids))
	if err != nil {
		return nil, err
	}
	known := &dict{kind: model.ID, n: len(ids)}
	known.text, err = packQuoted(len(ids), func(i int) string { return ids[i] })
	t.columns[all.Field("id")] = &column{dict: known, codes: codes{identity: true}, rows: t.rows, span: uint32(t.rows) + 1}
	return t, err
}

// next says whether an id can stand behind others.
func checkOrder(ids []string, id string) error {
	switch n := len(ids); {
	case n == math.MaxInt32:
		return fmt.Errorf("the graph has more than %d entities, or relations of one type; split it", n)
	case n > 0 && id == ids[n-1]:
		return fmt.Errorf("the id %q stands twice; ids are distinct", id)
	case n > 0 && id < ids[n-1]:
		return fmt.Errorf("the id %q stands behind %q; they come in the order of code points", id, ids[n-1])
	}
	return nil
}
