package memory

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Source is a graph that is read object by object, because it is too large to be held as
// objects. Each object is used only until the next one is read.
type Source struct {
	// About has the model, the metadata of the dataset, and the former ids. Its lists of
	// objects are not used.
	About *store.Graph
	// IDs, if not nil, returns the ids of all entities, so that Entities is iterated only once.
	IDs iter.Seq[string]
	// Entities returns all entities, in the order of their ids by code points. It is iterated
	// twice and must return the same entities both times.
	Entities iter.Seq[*store.Object]
	// Relations returns the relations of one type, in the order of their ids.
	Relations func(*model.Type) iter.Seq[*store.Object]
	// Together reports whether Entities and Relations may be read at the same time.
	Together bool
	// Progress, if not nil, is called from time to time with the number of entities and
	// relations read so far.
	Progress func(rows int)
}

// From builds a store from a source. It returns an error if the source contains something that
// no checked dataset contains, and the error of ctx if ctx ends.
func From(ctx context.Context, src *Source) (*Store, error) {
	snap, err := newSnapshot(ctx, src)
	if err != nil {
		return nil, err
	}
	return newStore(snap), nil
}

// SourceOf returns a source with the objects of a graph. It returns an error for a relation
// without a relation type.
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

// ids returns the ids of all entities.
func (s *Source) ids() iter.Seq[string] {
	if s.IDs != nil {
		return s.IDs
	}
	return func(yield func(string) bool) {
		for o := range s.Entities {
			if !yield(o.ID) {
				return
			}
		}
	}
}
