package memory_test

import (
	"context"
	"sync"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestSwap replaces the graph during reads: every view keeps the graph it was opened with.
func TestSwap(t *testing.T) {
	m := readModel(t)
	small, large := storetest.Random(m, 1, 40), storetest.Random(m, 2, 80)
	a := newTestStore(t, small)
	typ := m.AnyEntity
	sizes := map[string]int{}
	for _, g := range []*store.Graph{small, large} {
		sizes[g.Version] = len(g.Entities) - len(store.Deprecated(g))
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 100 {
				v, err := a.st.View(context.Background(), store.ViewOptions{})
				if err != nil {
					t.Error(err)
					return
				}
				conn := &plan.Connection{Type: typ, Where: plan.All{}, Page: plan.Page{Limit: -1}, Order: plan.Order{{Field: typ.Field("name")}},
					Rows: &plan.Select{Type: typ, Slots: []plan.Slot{id(typ)}}}
				for range 3 {
					c, err := v.Run(context.Background(), &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{conn}}})
					if err != nil {
						t.Error(err)
						return
					}
					c.Enter(0)
					if want := sizes[v.Info().Version]; c.Len() != want {
						t.Errorf("version %s has %d entities, want %d", v.Info().Version, c.Len(), want)
					}
				}
				v.Close()
			}
		})
	}
	for i := range 20 {
		g := small
		if i%2 == 0 {
			g = large
		}
		if err := a.st.Swap(g); err != nil {
			t.Error(err)
		}
	}
	readers.Wait()
}

// TestSwapRejected checks that a rejected graph leaves the store unchanged.
func TestSwapRejected(t *testing.T) {
	a := fixtureStore(t)
	if err := a.st.Swap(storetest.Fixture(readModel(t))); err == nil {
		t.Error("Swap accepted a graph of another model")
	}
	broken := storetest.Fixture(a.m)
	broken.Relations[0].To = "gone"
	if err := a.st.Swap(broken); err == nil {
		t.Error("Swap accepted a broken graph")
	}
	if got, _ := a.list(a.all("Institute", nil)); len(got) != 6 {
		t.Errorf("after a rejected graph the store has %v", got)
	}
}

// TestNewCopies changes a graph after a store was built from it.
func TestNewCopies(t *testing.T) {
	g := storetest.Fixture(readModel(t))
	a := newTestStore(t, g)
	for _, o := range g.Entities {
		o.ID, o.Cells = "changed", nil
	}
	if got, _ := a.list(a.all("Institute", nil)); len(got) != 6 || got[0] != "alpha" {
		t.Errorf("got %v", got)
	}
}
