package plan_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/plan"
)

// TestWork expects a counter to count what it is given, and to end soon after its context.
func TestWork(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := plan.NewWork(ctx)
	for i := range 100_000 {
		if err := w.Add(i % 7); err != nil {
			t.Fatal(err)
		}
		w.Count(2)
	}
	want := 200_000 + 99_996/7*21 + 0 + 1 + 2 + 3 - 3
	if got := w.Spent(); got < want-21 || got > want+21 {
		t.Errorf("%d units were counted, want about %d", got, want)
	}
	cancel()
	before, steps := w.Spent(), 0
	for w.Add(3) == nil {
		steps++
	}
	if steps*3 > 5000 {
		t.Errorf("%d units were allowed after the end", steps*3)
	}
	var ended *plan.Error
	if !errors.As(w.Err(), &ended) || ended.Code != plan.Unavailable || w.Add(1) == nil || w.Check() == nil {
		t.Errorf("the counter ended with %v, and then allowed more", w.Err())
	}
	if got, want := w.Spent()-before, steps*3+3+1; got != want {
		t.Errorf("%d units were counted around the end, want %d", got, want)
	}
}

// TestSort expects long lists to be sorted like short ones, and to stop sorting at the end.
func TestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 2, 8191, 8192, 8193, 40_000, 100_001} {
		list, texts := make([]uint32, n), make([]string, n)
		for i := range list {
			list[i] = r.Uint32N(50_000)
			texts[i] = strings.Repeat("x", i%3) + string(rune('a'+list[i]%26))
		}
		want, wantTexts := slices.Clone(list), slices.Clone(texts)
		slices.Sort(want)
		slices.Sort(wantTexts)
		w := plan.NewWork(t.Context())
		if err := plan.Sort(w, list); err != nil || !slices.Equal(list, want) {
			t.Errorf("%d numbers were not sorted: %v", n, err)
		}
		if got, most := w.Spent(), plan.SortUnits(n); got > 3*most/2 || got < most/2 {
			t.Errorf("sorting %d numbers counted %d units, want about %d", n, got, most)
		}
		if err := plan.SortFunc(w, texts, strings.Compare); err != nil || !slices.Equal(texts, wantTexts) {
			t.Errorf("%d texts were not sorted: %v", n, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	w := plan.NewWork(ctx)
	list := make([]uint32, 200_000)
	for i := range list {
		list[i] = r.Uint32()
	}
	compared := 0
	err := plan.SortFunc(w, list, func(a, b uint32) int {
		if compared++; compared == 500_000 {
			cancel()
		}
		return int(a>>1) - int(b>>1)
	})
	if err == nil || compared > 500_000+8192*16 {
		t.Errorf("sorting ended with %v after %d comparisons, want the end after 500,000", err, compared)
	}
}
