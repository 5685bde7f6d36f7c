package memory

import (
	"cmp"
	"fmt"
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// facet counts the rows of a connection by one dimension.
type facet struct {
	dimension
	first int
	tally tally
	add   func(code uint32)
	// dense is true if there are more rows to count than codes: then counts, instead of tally, has
	// the number of rows of each code of the column.
	dense   bool
	counts  []uint32
	buckets []bucket
	result  store.FacetResult
}

// bucket is a value, given by its code, and the number of rows that have it.
type bucket struct {
	code  uint32
	count int
}

func (r *run) facet(s space, p *plan.Facet) *facet {
	f := &facet{dimension: r.dimension(s, &p.Facet), first: p.First}
	f.add = f.tally.add
	return f
}

func (f *facet) reset(rows int) {
	f.tally.reset()
	f.tally.reserve(f.span)
	if f.dense = f.column != nil && !f.several() && rows > int(f.column.span); f.dense {
		f.counts = append(f.counts[:0], make([]uint32, f.column.span)...)
	}
	f.buckets = f.buckets[:0]
	f.result = store.FacetResult{Buckets: f.result.Buckets[:0]}
}

func (f *facet) count(rows []uint32) {
	if f.dense {
		f.column.codes.tally(f.carriers(rows), f.counts)
		return
	}
	if !f.several() {
		f.codes(rows, f.run.codes[:])
		f.tally.addAll(f.run.codes[:len(rows)])
		return
	}
	for _, row := range f.carriers(rows) {
		f.each(row, f.add)
	}
}

func (f *facet) key() (string, int) { return fmt.Sprint("facet ", f.facet.Name, f.first), 4 * f.first }
func (f *facet) found() any         { return f.result }
func (f *facet) use(result any)     { f.result = result.(store.FacetResult) }

// finish chooses the buckets to show.
func (f *facet) finish(r *run) {
	if f.dense {
		for code, n := range f.counts {
			if n > 0 && f.years != nil {
				f.tally.addMany(f.years.of[code], n)
			} else if n > 0 {
				f.tally.addMany(uint32(code), n)
			}
		}
	}
	for _, code := range f.tally.seen {
		if r.stop() {
			return
		}
		if n := int(f.tally.counts[code]); code == 0 {
			f.result.Missing = n
		} else {
			f.buckets = append(f.buckets, bucket{code, n})
			f.result.Other += n
		}
	}
	for _, b := range r.topBuckets(f.buckets, f.first, f.compare) {
		value := f.text(b.code)
		f.result.Buckets = append(f.result.Buckets, store.Bucket{Value: value, Label: f.label(b.code, value), Count: b.count})
		f.result.Other -= b.count
	}
}

// topBuckets returns the first buckets by count, descending, then by value. It sorts only those
// that are among the first by their count. After the end of the operation there are none.
func (r *run) topBuckets(list []bucket, first int, compare func(a, b uint32) int) []bucket {
	if least := r.leastCount(list, first); least > 0 {
		list = slices.DeleteFunc(list, func(b bucket) bool { return b.count < least })
	}
	err := plan.SortFunc(r.work, list, func(a, b bucket) int {
		return cmp.Or(cmp.Compare(b.count, a.count), compare(a.code, b.code))
	})
	if err != nil {
		return nil
	}
	return list[:min(first, len(list))]
}

// leastCount returns the smallest count of the first buckets by count, or 0 if all buckets are
// among the first.
func (r *run) leastCount(list []bucket, first int) int {
	if first >= len(list) || first == 0 || r.work.Add(len(list)*plan.UnitsRow) != nil {
		return 0
	}
	// The largest counts so far, the smallest of them on top.
	top := make([]int, 0, first)
	for _, b := range list {
		if len(top) < first {
			top = append(top, b.count)
			if len(top) == first {
				slices.Sort(top) // a sorted list is a heap
			}
		} else if b.count > top[0] {
			top[0] = b.count
			down(top)
		}
	}
	return top[0]
}

// down restores a heap with the smallest number on top after the first one was replaced.
func down(heap []int) {
	for i := 0; ; {
		child := 2*i + 1
		if child+1 < len(heap) && heap[child+1] < heap[child] {
			child++
		}
		if child >= len(heap) || heap[i] <= heap[child] {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}
