package dataset

import (
	"context"
	"iter"
	"slices"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/spool"
	"whojoins/internal/store"
)

// Compact is a graph whose objects are kept as compressed bytes, a tenth of their size, and are read
// one after the other. It has the objects of the graph that Merge returns.
type Compact struct {
	// About has the model, the metadata and the former ids. Its lists of objects are empty.
	About    *store.Graph
	ids      []string
	entities spool.List
	// relations are those of each type.
	relations map[*model.Type]*spool.List
	deriver   *store.Deriver
	types     []*model.Type
	numbers   map[*model.Type]uint64
	fields    *fieldNumbers
}

// MergeCompact merges the statements of all streams as Merge does, into a graph that takes a tenth
// of the memory.
func MergeCompact(ctx context.Context, schema *statement.Schema, about *statement.About, streams ...statement.Stream) (*Compact, *Report, error) {
	m, err := collect(ctx, schema, about, streams)
	if err != nil {
		return nil, m.Report, err
	}
	g := &Compact{About: m.metadata(), relations: map[*model.Type]*spool.List{}, types: slices.Concat(schema.Entities, schema.Relations), numbers: map[*model.Type]uint64{}, fields: newFieldNumbers()}
	for i, t := range g.types {
		g.numbers[t] = uint64(i)
	}
	g.deriver = store.StartDeriver(g.About)
	take, finish := g.keep()
	err = m.make(func(o *store.Object) {
		if len(m.Faults) == 0 { // an object whose dataset has a fault is of no use
			take(o)
		}
	})
	if finish(); err != nil {
		return nil, m.Report, err
	}
	g.deriver.Finish()
	for _, list := range g.relations {
		m.Report.Relations += list.Len()
	}
	m.Report.Entities = g.entities.Len()
	return g, m.Report, nil
}

// objectsAtOnce is the number of objects that are handed over at once to be kept.
const objectsAtOnce = 256

// keep returns a function that keeps objects in order. Another goroutine makes bytes of them while the
// next ones are made; finish waits for it.
func (g *Compact) keep() (take func(o *store.Object), finish func()) {
	batches, kept := make(chan []*store.Object, 4), make(chan struct{})
	go func() {
		defer close(kept)
		add := g.add()
		for batch := range batches {
			for _, o := range batch {
				add(o)
			}
		}
	}()
	var batch []*store.Object
	take = func(o *store.Object) {
		if batch = append(batch, o); len(batch) == objectsAtOnce {
			batches <- batch
			batch = make([]*store.Object, 0, objectsAtOnce)
		}
	}
	finish = func() {
		batches <- batch
		close(batches)
		<-kept
	}
	return take, finish
}

// add returns a function that keeps an object.
func (g *Compact) add() func(o *store.Object) {
	var buffer []byte
	return func(o *store.Object) {
		c := coder{to: buffer[:0], fields: g.fields}
		c.number(g.numbers[o.Type])
		c.object(o)
		buffer = c.to
		if o.Type.Kind == model.Entity {
			g.ids = append(g.ids, o.ID)
			g.entities.Add(c.to)
			g.deriver.Entity(o)
			return
		}
		if g.relations[o.Type] == nil {
			g.relations[o.Type] = &spool.List{}
		}
		g.relations[o.Type].Add(c.to)
		g.deriver.Relation(o)
	}
}

// IDs returns the ids of the entities in order.
func (g *Compact) IDs() iter.Seq[string] { return slices.Values(g.ids) }

// Entities returns the entities in the order of their ids. Each is valid until the next one is read.
func (g *Compact) Entities() iter.Seq[*store.Object] { return g.deriver.All(g.read(&g.entities)) }

// Relations returns the relations of a type in the order of their ids. Each is valid until the next
// one is read.
func (g *Compact) Relations(t *model.Type) iter.Seq[*store.Object] {
	list := g.relations[t]
	if list == nil {
		list = &spool.List{}
	}
	return g.deriver.All(g.read(list))
}

func (g *Compact) read(list *spool.List) iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		d := objectDecoder{decoder: decoder{fields: g.fields}, types: g.types}
		for record := range list.All() {
			if !yield(d.read(record)) {
				return
			}
		}
	}
}
