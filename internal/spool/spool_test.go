package spool_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/spool"
)

// TestList reads a list several times, also while it grows, below and above the size of a block.
func TestList(t *testing.T) {
	var l spool.List
	var want []string
	for _, n := range []int{0, 1, 3, 40_000} {
		for len(want) < n {
			text := strings.Repeat("x", len(want)%20) + fmt.Sprint(len(want))
			want = append(want, text)
			l.Add([]byte(text))
		}
		for range 2 {
			var got []string
			for record := range l.All() {
				got = append(got, record)
			}
			if diff := cmp.Diff(want, got); diff != "" || l.Len() != n {
				t.Fatalf("%d records, %d want (-want +got)\n%s", l.Len(), n, diff)
			}
		}
	}
	for range l.All() {
		break // a reader may stop
	}
}

// TestSorter sorts fewer and more records than one run has, and keeps the order of equal keys.
func TestSorter(t *testing.T) {
	type record struct{ key, value string }
	for _, n := range []int{0, 1, 1000, 300_000} {
		random := rand.New(rand.NewPCG(1, uint64(n)))
		var s spool.Sorter
		var want, got []record
		for i := range n {
			r := record{fmt.Sprint(random.IntN(n/3 + 1)), fmt.Sprintf("%s%d", strings.Repeat("long ", random.IntN(20)), i)}
			if i%7 == 0 {
				r.value = ""
			}
			want = append(want, r)
			s.Add(r.key, []byte(r.value))
		}
		slices.SortStableFunc(want, func(a, b record) int { return strings.Compare(a.key, b.key) })
		for key, value := range s.All() {
			got = append(got, record{key, value})
		}
		if !slices.Equal(want, got) {
			t.Errorf("%d records are not in order, or not the same", n)
		}
		for range s.All() {
			t.Fatal("records are read twice")
		}
	}
}
