package store

import "slices"

// top keeps the first values in an order, at most most of them, of all that are added.
type top[T any] struct {
	most    int
	compare func(a, b T) int
	list    []T
	// full is true once the list began with most sorted values: a later one must come before the
	// last of these.
	full bool
}

func (t *top[T]) add(v T) {
	if t.full && t.compare(v, t.list[t.most-1]) >= 0 {
		return
	}
	if t.list = append(t.list, v); len(t.list) == 4*t.most {
		t.sorted()
		t.full = true
	}
}

// sorted returns the values that are kept, in order.
func (t *top[T]) sorted() []T {
	slices.SortFunc(t.list, t.compare)
	t.list = t.list[:min(len(t.list), t.most)]
	return t.list
}
