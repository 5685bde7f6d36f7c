package memory

import (
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store/storetest"
)

// cachedRows returns the number of rows in the cached lists.
func (x *indexes) cachedRows() (rows int) {
	for _, i := range x.all {
		rows += len(i.rows)
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
			x.get(indexKey{order: string(rune('a' + n))}, listRows, func() []uint32 { return make([]uint32, listRows) })
			if got := x.cachedRows(); got > indexCapacity*graphRows || got != x.rows {
				t.Fatalf("%d rows are cached after %d lists and %d are counted; the capacity is %d", got, n+1, x.rows, indexCapacity*graphRows)
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
		x.get(indexKey{order: name}, rows, func() []uint32 {
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
	if s.sorted(m.AnyEntity, false, &o); s.indexes.rows < len(g.Entities) {
		t.Errorf("after sorting %d entities %d rows are counted", len(g.Entities), s.indexes.rows)
	}
}
