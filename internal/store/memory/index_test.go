package memory

import (
	"fmt"
	"sync"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store/storetest"
)

// cachedRows returns the number of rows in the cached lists.
func (x *indexes) cachedRows() (rows int) {
	for _, i := range x.all {
		rows += len(i.value.([]uint32))
	}
	return rows
}

// TestIndexesAreBounded requests more sorted lists than the cache can hold: it must never hold
// more rows than its capacity, and must hold as many lists as fit.
func TestIndexesAreBounded(t *testing.T) {
	const graphRows, listRows, lists = 100, 50, 100
	var x indexes
	x.init(graphRows)
	for n := range lists {
		for range 2 { // the second request must not add to the rows
			indexed(&x, indexKey{order: string(rune('a' + n))}, listRows, func() []uint32 { return make([]uint32, listRows) })
			if got := x.cachedRows(); got > indexCapacity*graphRows || got != x.size {
				t.Fatalf("%d rows are cached after %d lists and %d are counted; the capacity is %d", got, n+1, x.size, indexCapacity*graphRows)
			}
		}
	}
	if want := indexCapacity * graphRows / listRows; len(x.all) != want {
		t.Errorf("%d lists are cached, but %d fit", len(x.all), want)
	}
}

// TestIndexesEvictLeastRecentlyUsed requests one list between all others: it must be built
// once, and a list that was not requested for longest must be built again.
func TestIndexesEvictLeastRecentlyUsed(t *testing.T) {
	const rows = 10
	var x indexes
	x.init(rows)
	built := map[string]int{}
	get := func(name string) {
		indexed(&x, indexKey{order: name}, rows, func() []uint32 {
			built[name]++
			return make([]uint32, rows)
		})
	}
	get("oldest")
	for n := range 3 * indexCapacity {
		get("often")
		get(string(rune('a' + n)))
	}
	get("oldest")
	if built["often"] != 1 || built["oldest"] != 2 {
		t.Errorf("the list requested often was built %d times, want 1; the oldest one %d times, want 2", built["often"], built["oldest"])
	}
}

// TestIndexesOfSnapshot checks that the capacity follows from the size of the graph, and that
// lists of a snapshot count.
func TestIndexesOfSnapshot(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g := storetest.Fixture(m)
	src, err := SourceOf(g)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSnapshot(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	if want := indexCapacity * (len(g.Entities) + len(g.Relations)); s.indexes.capacity != want {
		t.Errorf("the capacity is %d rows, want %d", s.indexes.capacity, want)
	}
	o := (&run{snap: s}).order((&run{snap: s}).entitySpace(), nil)
	if s.sorted(m.AnyEntity, false, &o); s.indexes.size < len(g.Entities) {
		t.Errorf("after sorting %d entities %d rows are counted", len(g.Entities), s.indexes.size)
	}
}

// TestKept keeps values of different sizes: one that is too large leaves everything as it is, and
// the others are evicted like lists.
func TestKept(t *testing.T) {
	const rows = 10
	var x indexes
	x.init(rows)
	a, b := indexKey{kept: "a"}, indexKey{kept: "b"}
	x.keep(a, 1+indexCapacity*rows/largestKept, "too large")
	if got := x.kept(a); got != nil || x.size != 0 {
		t.Errorf("%v is kept, of size %d; want nothing", got, x.size)
	}
	x.keep(a, 1, "first")
	x.keep(a, 1, "second")
	if got := x.kept(a); got != "first" || x.size != 1 {
		t.Errorf("%v is kept, of size %d; want the first value of a key, of size 1", got, x.size)
	}
	for n := range 2 * indexCapacity {
		x.keep(indexKey{kept: fmt.Sprint(n)}, rows, n)
	}
	if got := x.kept(a); got != nil || x.kept(b) != nil {
		t.Errorf("%v is kept, though newer values fill the cache", got)
	}
}

// TestKeptAtOnce keeps and requests the same values from several goroutines: each sees a whole
// value or none.
func TestKeptAtOnce(t *testing.T) {
	const rows = 100
	var x indexes
	x.init(rows)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for n := range 200 {
				key := indexKey{kept: fmt.Sprint(n % 50)}
				x.keep(key, rows/2, key.kept)
				if got := x.kept(key); got != nil && got != key.kept {
					t.Errorf("%v is kept as %q", got, key.kept)
				}
			}
		})
	}
	all.Wait()
}
