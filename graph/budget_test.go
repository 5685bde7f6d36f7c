package graph_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// purse is a budget that is never refilled.
type purse struct{ left int }

func (p *purse) Take(units int) time.Duration {
	if units > p.left {
		return 1500 * time.Millisecond
	}
	p.left -= units
	return 0
}

func (p *purse) Return(units int) { p.left += units }
func (p *purse) Left() int        { return p.left }
func (p *purse) Limit() int       { return 1_000_000 }

// revealing is a store whose statistics are unknown before the first view.
type revealing struct{ *storetest.Fake }

func (r revealing) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	r.Statistics = large
	return r.Fake.View(ctx, o)
}

// TestBudgetsOfNewDatasets checks that the caller reads what will be left, even if the estimate
// grows when the dataset is opened.
func TestBudgetsOfNewDatasets(t *testing.T) {
	e := open(t, revealing{&storetest.Fake{}})
	p := prepare(t, e, manyPeople, graph.Caller{})
	b := &purse{left: 1_000_000}
	before, told := e.Cost(p, graph.Caller{}).Asked, 0
	if err := e.Run(t.Context(), p, graph.Caller{Budget: b}, sink(func(_ context.Context, a *graph.Answer) error {
		c := a.Cost()
		if told = *c.Left; c.Asked <= before {
			t.Errorf("%d units are asked for, %d before the dataset was opened", c.Asked, before)
		}
		return nil
	})); err != nil {
		t.Fatal(err)
	}
	if told != b.left || told != 1_000_000-3000 {
		t.Errorf("%d units are left, the caller was told %d", b.left, told)
	}
}

// TestBudgets checks that an operation is paid from the budget of its caller, that one which does
// not run costs nothing, and that one which costs too much is RATE_LIMITED.
func TestBudgets(t *testing.T) {
	e := open(t, &storetest.Fake{}, func(l *plan.Limits) { l.InFlight = 1 })
	p := prepare(t, e, onePerson, graph.Caller{})
	b := &purse{left: 1_000_000}
	run := func(inside func()) error {
		return e.Run(t.Context(), p, graph.Caller{Budget: b}, sink(func(_ context.Context, a *graph.Answer) error {
			inside()
			if err := a.Work().Add(500); err != nil {
				return err
			}
			if left := *a.Cost().Left; left != 1_000_000-3500 {
				t.Errorf("%d units are left, want all but the 500 that were spent and the 3,000 of any request", left)
			}
			return nil
		}))
	}
	if err := run(func() {
		taken := b.left
		if taken == 1_000_000 {
			t.Error("nothing is taken while an operation runs")
		}
		if err := run(func() {}); err == nil || b.left != taken {
			t.Errorf("an operation without a slot: %v, %d are left of %d", err, b.left, taken)
		}
	}); err != nil {
		t.Error(err)
	}
	if b.left != 1_000_000-3500 {
		t.Errorf("%d units are left in the end, want all but the 500 that were spent and the 3,000 of any request", b.left)
	}
	b.left = 0
	var limited *plan.Error
	if err := run(func() { t.Error("it runs") }); !errors.As(err, &limited) || limited.Code != plan.RateLimited || limited.RetryAfter != 2 || b.left != 0 {
		t.Errorf("without a budget: %+v", limited)
	}
}
