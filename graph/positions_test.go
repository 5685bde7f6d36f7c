package graph_test

import (
	"context"
	"errors"
	"maps"
	"testing"

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
	// entered is called when the second view is asked for, and ended is closed when its context has ended.
	entered func()
	ended   chan struct{}
}

func (w *waiting) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	if w.count++; w.count == 2 {
		w.entered()
		<-ctx.Done()
		close(w.ended)
		return nil, ctx.Err()
	}
	return w.Store.View(ctx, o)
}

// over reports whether a channel is closed.
func over(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// unavailable reports whether an error tells the caller to send the request again.
func unavailable(err error) bool {
	var known *plan.Error
	return errors.As(err, &known) && known.Code == plan.Unavailable
}

// timedOut is a context that ends like one whose deadline has passed.
type timedOut struct{ context.Context }

func (c timedOut) Err() error {
	if c.Context.Err() != nil {
		return context.DeadlineExceeded
	}
	return nil
}

// TestClose checks that positions are computed on when the request that asked for them ends, and
// that an engine that is closed no longer reads its store: whoever closed the engine closes the
// store next.
func TestClose(t *testing.T) {
	for _, late := range []bool{false, true} {
		caller, leave := context.WithCancel(t.Context())
		st := &waiting{Store: fixture(t), entered: leave, ended: make(chan struct{})}
		e := open(t, st)
		if late {
			caller = timedOut{caller}
		}
		if err := e.PlaceEntities(caller); !unavailable(err) || over(st.ended) {
			t.Fatalf("the request ends, late %v: %v, and the computation has ended: %v; want UNAVAILABLE, and a computation that goes on", late, err, over(st.ended))
		}
		e.Close()
		if !over(st.ended) {
			t.Error("the engine is closed, and still reads the store")
		}
		if err := e.PlaceEntities(t.Context()); !unavailable(err) {
			t.Errorf("after: %v, want UNAVAILABLE", err)
		}
	}
}
