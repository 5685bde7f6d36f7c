package graph_test

import (
	"context"
	"maps"
	"testing"

	"whojoins/graph"
	"whojoins/internal/store"
)

// positionsSink keeps the positions of the entities.
type positionsSink struct{ of graph.Positions }

func (s *positionsSink) Receive(ctx context.Context, a *graph.Answer) (err error) {
	s.of, err = a.Positions(ctx)
	return err
}

// TestPositions checks that all entities have positions, the same in two services, so that
// everybody sees the same picture.
func TestPositions(t *testing.T) {
	st := fixture(t)
	var first graph.Positions
	for range 2 {
		e := open(t, st)
		for range 2 {
			p, err := e.Prepare(graph.Request{Query: "{ allEntities { totalCount } }"}, graph.Caller{})
			if err != nil {
				t.Fatal(err)
			}
			s := &positionsSink{}
			if err := e.Run(t.Context(), p, graph.Caller{}, s); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = s.of
			}
			if len(s.of) < 20 || !maps.Equal(first, s.of) {
				t.Errorf("%d positions, and %d the first time", len(s.of), len(first))
			}
		}
	}
}

// views is a store that counts the views of it.
type views struct {
	store.Store
	count int
}

func (v *views) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	v.count++
	return v.Store.View(ctx, o)
}

// TestPlaceEntities checks that positions are computed once, before somebody asks for them.
func TestPlaceEntities(t *testing.T) {
	st := &views{Store: fixture(t)}
	e := open(t, st)
	for _, want := range []int{2, 3} { // one view to know the edition, and one to compute
		if err := e.PlaceEntities(t.Context()); err != nil || st.count != want {
			t.Errorf("%d views, %v; want %d", st.count, err, want)
		}
	}
}
