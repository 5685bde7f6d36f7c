package memory

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Source is a graph that comes object by object, for one that is too large to be held as
// objects. Each object is used only until the next one is asked for.
type Source struct {
	// About has the model, what is told of the dataset, and former ids. Its lists of
	// objects are not read.
	About *store.Graph
	// Entities gives all entities, in the order of their ids by code points. It is walked
	// twice, and gives the same both times.
	Entities iter.Seq[*store.Object]
	// Relations gives those of one type, in the order of their ids.
	Relations func(*model.Type) iter.Seq[*store.Object]
	// Progress, when there is one, is told now and then how many entities and relations
	// are read.
	Progress func(rows int)
}

// From builds a store of a source. An error says what the source holds that no checked
// dataset does.
func From(src *Source) (*Store, error) {
	snap, err := newSnapshot(src)
	if err != nil {
		return nil, err
	}
	return newStore(snap), nil
}

// SourceOf gives the objects of a graph in order.
func SourceOf(g *store.Graph) (*Source, error) {
	relations := make(map[*model.Type][]*store.Object, len(g.Model.Relations))
	for _, o := range g.Relations {
		if o.Type == nil || o.Type.Kind != model.Relation {
			return nil, fmt.Errorf("%q has no relation type", o.ID)
		}
		relations[o.Type] = append(relations[o.Type], o)
	}
	return &Source{
		About:     g,
		Entities:  slices.Values(byID(slices.Clone(g.Entities))),
		Relations: func(t *model.Type) iter.Seq[*store.Object] { return slices.Values(byID(relations[t])) },
	}, nil
}

func byID(objects []*store.Object) []*store.Object {
	slices.SortFunc(objects, func(a, b *store.Object) int { return cmp.Compare(a.ID, b.ID) })
	return objects
}
