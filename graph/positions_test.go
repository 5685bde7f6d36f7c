package graph_test

import (
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"whojoins/graph"
	"whojoins/internal/plan"
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

// waiting is a store whose second view opens when its context ends, with an error.
type waiting struct {
	store.Store
	count int
	ended error
}

func (w *waiting) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	if w.count++; w.count == 2 {
		<-ctx.Done()
		w.ended = ctx.Err()
		return nil, w.ended
	}
	return w.Store.View(ctx, o)
}

// TestClose checks that an engine that is closed no longer reads its store: whoever closed the
// engine closes the store next.
func TestClose(t *testing.T) {
	st := &waiting{Store: fixture(t)}
	e := open(t, st)
	left, leave := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, leave)
	if err := e.PlaceEntities(left); err == nil || st.ended != nil {
		t.Fatalf("before: %v, and the computation ended with %v; want an error, and a computation that goes on", err, st.ended)
	}
	e.Close()
	if st.ended == nil {
		t.Error("the engine is closed, and still reads the store")
	}
	var known *plan.Error
	if err := e.PlaceEntities(t.Context()); !errors.As(err, &known) || known.Code != plan.Unavailable {
		t.Errorf("after: %v, want UNAVAILABLE", err)
	}
}
