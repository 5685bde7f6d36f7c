package store

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTop compares the values that are kept with those that sorting all of them puts first.
func TestTop(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 9, 10, 39, 40, 41, 500} {
		kept := top[int]{most: 10, compare: cmp.Compare[int]}
		all := r.Perm(n)
		for _, v := range all {
			kept.add(v)
		}
		slices.Sort(all)
		if want := all[:min(n, 10)]; !slices.Equal(kept.sorted(), want) {
			t.Errorf("of %d values: %v, want %v", n, kept.sorted(), want)
		}
	}
}
