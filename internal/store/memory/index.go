package memory

import (
	"sync"

	"whojoins/internal/model"
)

// indexes caches sorted lists of rows, so that the time for a page does not depend on the
// length of the list. Each list is built on first use. When the lists have more than capacity
// rows in total, the least recently used lists are evicted.
type indexes struct {
	mu       sync.Mutex
	all      map[indexKey]*index
	capacity int
	rows     int
	clock    uint64
}

// indexKey identifies a list and its order. Without an order the rows are sorted by id.
type indexKey struct {
	typ        *model.Type
	deprecated bool
	order      string
}

type index struct {
	once    sync.Once
	rows    []uint32
	size    int
	lastUse uint64
}

// indexCapacity is the capacity of the cache, in sorted lists of the whole graph.
const indexCapacity = 16

func (x *indexes) init(rows int) {
	x.all, x.capacity = map[indexKey]*index{}, indexCapacity*rows
}

// get returns the sorted rows of a list of size rows. It calls sorted, once, if the list is not
// cached.
func (x *indexes) get(key indexKey, size int, sorted func() []uint32) []uint32 {
	x.mu.Lock()
	x.clock++
	i := x.all[key]
	if i == nil {
		i = &index{size: size}
		for x.rows+size > x.capacity && len(x.all) > 0 {
			x.evict()
		}
		x.rows += size
		x.all[key] = i
	}
	i.lastUse = x.clock
	x.mu.Unlock()
	i.once.Do(func() { i.rows = sorted() })
	return i.rows
}

func (x *indexes) evict() {
	var oldest indexKey
	first := true
	for key, i := range x.all {
		if first || i.lastUse < x.all[oldest].lastUse {
			oldest, first = key, false
		}
	}
	x.rows -= x.all[oldest].size
	delete(x.all, oldest)
}

// list returns all rows of a type, sorted by id.
func (s *snapshot) list(t *model.Type, deprecated bool) []uint32 {
	if t.Kind == model.Relation {
		return s.relations[t.Index].list(deprecated)
	}
	if len(t.Members) == 1 {
		return s.ofType[t.Members[0].Index]
	}
	size := 0
	for _, member := range t.Members {
		size += len(s.ofType[member.Index])
	}
	return s.indexes.get(indexKey{typ: t}, size, func() []uint32 {
		rows := make([]uint32, 0, size)
		for row, i := range s.typeOf {
			if t.Types&(1<<i) != 0 {
				rows = append(rows, uint32(row))
			}
		}
		return rows
	})
}

// sorted returns all rows of a type in an order.
func (s *snapshot) sorted(t *model.Type, deprecated bool, o *order) []uint32 {
	rows := s.list(t, deprecated)
	return s.indexes.get(indexKey{t, deprecated, o.name}, len(rows), func() []uint32 {
		sorted := rows
		for i := len(o.keys) - 1; i >= 0; i-- {
			sorted = o.keys[i].sort(sorted)
		}
		return sorted
	})
}

// sort sorts rows by a key with a counting sort, which is stable.
func (k *sortKey) sort(rows []uint32) []uint32 {
	span := uint64(1)
	switch {
	case k.degree != nil:
		up := *k
		up.desc = false
		for _, row := range rows {
			span = max(span, up.of(row)/2+1)
		}
	case k.column != nil:
		span = uint64(k.column.span)
	}
	place := func(row uint32) uint64 {
		key := k.of(row)
		switch {
		case key == keyMissing:
			return span
		case k.desc:
			return span - 1 - (keyTop-key)/2
		}
		return key / 2
	}
	starts := make([]uint32, span+2)
	for _, row := range rows {
		starts[place(row)+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	sorted := make([]uint32, len(rows))
	for _, row := range rows {
		at := place(row)
		sorted[starts[at]] = row
		starts[at]++
	}
	return sorted
}
