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
	g := &Compact{About: m.metadata(), relations: map[*model.Type]*spool.List{}, types: slices.Concat(schema.Entities, schema.Relations), numbers: map[*model.Type]uint64{}, fields: m.fields}
	for i, t := range g.types {
		g.numbers[t] = uint64(i)
	}
	g.deriver = store.StartDeriver(g.About)
	if err := m.make(g.add(m)); err != nil {
		return nil, m.Report, err
	}
	g.deriver.Finish()
	for _, list := range g.relations {
		m.Report.Relations += list.Len()
	}
	m.Report.Entities = g.entities.Len()
	return g, m.Report, nil
}

// add returns a function that keeps the objects of a merger. An object whose dataset has a fault is
// of no use.
func (g *Compact) add(m *merger) func(o *store.Object) {
	var buffer []byte
	return func(o *store.Object) {
		if len(m.Faults) > 0 {
			return
		}
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
			if !yield(d.read(string(record))) {
				return
			}
		}
	}
}
