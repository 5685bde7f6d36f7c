package memory_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestRunAgain runs one plan many times with one memo, from several goroutines and across a
// swap. A reused cursor must return the same answer, and never that of another snapshot.
func TestRunAgain(t *testing.T) {
	m := readModel(t)
	before, after := storetest.Random(m, 1, 60), storetest.Random(m, 2, 80)
	a := newTestStore(t, before)
	institute := m.Type("Institute")
	list := &plan.Connection{Type: institute, Where: plan.All{}, Page: plan.Page{Limit: -1}, Count: true,
		Rows: &plan.Select{Type: institute, Slots: []plan.Slot{&plan.Column{Field: institute.Field("id")}}}}
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{list}}}
	var memo store.Memo
	check := func(g *store.Graph) {
		var want []string
		for _, o := range g.Entities {
			if o.Type == institute {
				want = append(want, o.ID)
			}
		}
		slices.Sort(want)
		v, err := a.st.View(t.Context(), store.ViewOptions{})
		if err != nil {
			t.Error(err)
			return
		}
		defer v.Close()
		for range 2 {
			c, err := store.Run(t.Context(), v, p, &memo)
			if err != nil {
				t.Error(err)
				return
			}
			c.Enter(0)
			if got := a.ids(c); !slices.Equal(got, want) || c.Count() != len(want) {
				t.Errorf("%d institutes, counted %d, want %d", len(got), c.Count(), len(want))
			}
		}
	}
	many := func(g *store.Graph) {
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				for range 50 {
					check(g)
				}
			})
		}
		wait.Wait()
	}
	many(before)
	if err := a.st.Swap(after); err != nil {
		t.Fatal(err)
	}
	many(after)
}

// TestRunAfterFailure checks that a cancelled run leaves nothing inconsistent in the memo.
func TestRunAfterFailure(t *testing.T) {
	a := newTestStore(t, large(readModel(t), 2000))
	relation := a.m.Type("Participation")
	list := &plan.Connection{Type: relation, Page: plan.Page{Limit: 0}, Count: true, Facets: []plan.Facet{{Facet: relation.Facets()[0], First: 5}}}
	list.Where = plan.Any{&plan.Compare{Field: relation.Field("title"), Op: plan.IsNull}, &plan.Compare{Field: relation.Field("title"), Op: plan.IsNull, Not: true}}
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{list}}}
	var memo store.Memo
	count := func(ctx context.Context, cancel func()) (int, error) {
		// The view and the run must start before the context ends.
		v, err := a.st.View(ctx, store.ViewOptions{})
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		c, err := store.Run(ctx, v, p, &memo)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		c.Enter(0)
		return c.Count(), c.Err()
	}
	whole, err := count(t.Context(), func() {})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := count(ctx, cancel); err == nil {
		t.Fatal("a cancelled run returned no error")
	}
	if again, err := count(t.Context(), func() {}); err != nil || again != whole {
		t.Errorf("count %d (%v) after a cancelled run, %d before it", again, err, whole)
	}
}
