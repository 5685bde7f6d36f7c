package graph_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

const manyPeople = `{ people(first: 1000) { nodes { name affiliations(first: 10) { nodes { organisation { name aliases { name } } } } } } }`

// large are the statistics of a dataset with many well-connected people.
var large = &store.Statistics{Objects: map[string]*store.Objects{
	"Person": {Count: 100_000, Fields: map[string]*store.Values{
		"name":       {Present: 100_000, Items: 100_000, Bytes: 2_000_000, Distinct: 90_000},
		"summary":    {Present: 50_000, Items: 50_000, Bytes: 9_000_000, Distinct: 50_000},
		"familyName": {Present: 100_000, Items: 100_000, Bytes: 700_000, Distinct: 20_000},
	}, Sides: map[string]*store.Degrees{
		"affiliations": {Entities: []int{0, 0, 0, 0, 100_000}, Relations: []int{0, 0, 0, 0, 2_000_000}, Max: 31},
	}},
	"Affiliation": {Count: 2_000_000},
}}

// occupy runs an operation that keeps its slot for a time.
func occupy(ctx context.Context, e *graph.Engine, p *graph.Prepared, caller string, took time.Duration) error {
	return e.Run(ctx, p, graph.Caller{ID: caller}, sink(func(context.Context, *graph.Answer) error {
		time.Sleep(took)
		return nil
	}))
}

// TestHeavyOperationsWait checks that heavy operations run one after the other where there is one
// slot, that those which would come too late are refused, and that cheap ones never notice.
func TestHeavyOperationsWait(t *testing.T) {
	m := readModel(t)
	synctest.Test(t, func(t *testing.T) {
		limits := plan.DefaultLimits()
		limits.Time = 12_000 // so an operation waits for 3 seconds at most
		e := graph.New(graph.Config{Model: m, Store: &storetest.Fake{Statistics: large}, Limits: limits, Slots: 1})
		wrapped := &engine{Engine: e}
		heavy, cheap := prepare(t, wrapped, manyPeople, graph.Caller{}), prepare(t, wrapped, onePerson, graph.Caller{})
		var wait sync.WaitGroup
		start := time.Now()
		for range 3 {
			wait.Go(func() {
				if err := occupy(t.Context(), e, heavy, "a", time.Second); err != nil {
					t.Errorf("a heavy operation: %v", err)
				}
			})
		}
		time.Sleep(1500 * time.Millisecond)
		for range 50 {
			if err := occupy(t.Context(), e, cheap, "b", 0); err != nil {
				t.Errorf("a cheap operation beside heavy ones: %v", err)
			}
		}
		if took := time.Since(start); took != 1500*time.Millisecond {
			t.Errorf("the cheap operations waited for %v", took-1500*time.Millisecond)
		}
		ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(1200*time.Millisecond))
		defer cancel()
		var late *plan.Error
		if err := occupy(ctx, e, heavy, "b", time.Second); !errors.As(err, &late) || late.Code != plan.Unavailable || late.RetryAfter != graph.RetryAfter || late.Hint != "try again in 2 seconds, or request less" {
			t.Errorf("an operation that cannot end in time: %v", err)
		}
		wait.Wait()
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("three operations of a second took %v in one slot", took)
		}
		if got := e.Lanes()["heavy"]; e.InFlight() != 0 || got.Begun != 3 || got.Waits != 2 {
			t.Errorf("%d in flight at the end; counted: %+v", e.InFlight(), got)
		}
	})
}

// TestFilesAreShared checks that one caller takes half of the slots for files, and that small files
// need none.
func TestFilesAreShared(t *testing.T) {
	m := readModel(t)
	limits := plan.DefaultLimits()
	limits.Exports = 4
	e := graph.New(graph.Config{Model: m, Store: &storetest.Fake{Statistics: large}, Limits: limits, Slots: 1})
	p := prepare(t, &engine{Engine: e}, onePerson, graph.Caller{})
	// within runs a file of a caller, and then next while it keeps its slot.
	within := func(caller string, small bool, next func()) error {
		return e.Run(t.Context(), p, graph.Caller{ID: caller, Lane: graph.Files, Small: small}, sink(func(context.Context, *graph.Answer) error {
			next()
			return nil
		}))
	}
	refused := func(caller string, asked int) {
		t.Helper()
		var full *plan.Error
		if err := within(caller, false, func() {}); !errors.As(err, &full) || full.Code != plan.Unavailable || full.Limit != "exports" || full.Asked != asked {
			t.Errorf("another file of %s: %v", caller, err)
		}
	}
	accepted := func(caller string, small bool, next func()) {
		t.Helper()
		if err := within(caller, small, next); err != nil {
			t.Errorf("a file of %s: %v", caller, err)
		}
	}
	accepted("a", false, func() {
		accepted("a", false, func() {
			refused("a", 3)
			accepted("a", true, func() {})
			accepted("b", false, func() {
				accepted("c", false, func() {
					refused("d", 5)
					accepted("d", true, func() {})
				})
			})
		})
	})
	accepted("a", false, func() {})
}

// TestSmallFiles checks which files are small.
func TestSmallFiles(t *testing.T) {
	m := readModel(t)
	few := &store.Statistics{Objects: map[string]*store.Objects{"Person": {Count: 40}}}
	for _, c := range []struct {
		reason     string
		statistics *store.Statistics
		whole      bool
		rows       int
		small      bool
	}{
		{"a short list", few, true, -1, true},
		{"a long one", large, true, -1, false},
		{"some rows of a long one", large, true, 10, true},
		{"many rows of it", large, true, 100_000, false},
		{"the page of a request", large, false, -1, true},
		{"a dataset that is not known yet", nil, true, -1, false},
	} {
		e := graph.New(graph.Config{Model: m, Store: &storetest.Fake{Statistics: c.statistics}, Limits: plan.DefaultLimits()})
		_, of, err := prepare(t, &engine{Engine: e}, `{ people { nodes { id name } } }`, graph.Caller{}).Table()
		if err != nil {
			t.Fatal(err)
		}
		if got := e.IsSmallFile(c.whole, c.rows, of); got != c.small {
			t.Errorf("%s: small %t", c.reason, got)
		}
	}
}
