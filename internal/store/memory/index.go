package memory

import (
	"sync"

	"whojoins/internal/model"
)

// indexes caches what is computed from whole lists: sorted lists of rows, so that the time for a
// page does not depend on the length of the list, the results of measures, and what graph queries
// keep. Each is built on first use. When they have more than capacity numbers in total, the least recently used ones are
// evicted.
type indexes struct {
	mu       sync.Mutex
	all      map[indexKey]*index
	capacity int
	size     int
	clock    uint64
}

// indexKey identifies a list, and its order or a measure. Without an order the rows are sorted by
// id. Alternatively it is the key of a value that a graph query keeps (store.Keeper).
type indexKey struct {
	typ            *model.Type
	deprecated     bool
	order, measure string
	// of is the entity that a measure is of.
	of   uint32
	kept string
}

type index struct {
	once  sync.Once
	value any
	// size is about how many numbers the value has.
	size    int
	lastUse uint64
}

// indexCapacity is the capacity of the cache, in sorted lists of the whole graph.
const indexCapacity = 16

func (x *indexes) init(rows int) {
	x.all, x.capacity = map[indexKey]*index{}, indexCapacity*rows
}

// indexed returns the value of a key. It calls build, once, if the value is not cached.
func indexed[T any](x *indexes, key indexKey, size int, build func() T) T {
	x.mu.Lock()
	x.clock++
	i := x.all[key]
	if i == nil {
		i = &index{size: size}
		x.add(key, i)
	}
	i.lastUse = x.clock
	x.mu.Unlock()
	i.once.Do(func() { i.value = build() })
	return i.value.(T)
}

// add adds an index, and evicts others to make room. The caller holds the lock.
func (x *indexes) add(key indexKey, i *index) {
	for x.size+i.size > x.capacity && len(x.all) > 0 {
		x.evict()
	}
	x.size += i.size
	x.all[key] = i
}

// kept returns the value that keep has added under a key, or nil.
func (x *indexes) kept(key indexKey) any {
	x.mu.Lock()
	defer x.mu.Unlock()
	i := x.all[key]
	if i == nil {
		return nil
	}
	x.clock++
	i.lastUse = x.clock
	return i.value
}

// largestKept is the part of the capacity that a value takes at most to be kept.
const largestKept = 4

// keep adds the value of a key, unless it is too large or the key has one. The value is complete
// before others can see it, unlike that of an index, for which they wait.
func (x *indexes) keep(key indexKey, size int, value any) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if size > x.capacity/largestKept || x.all[key] != nil {
		return
	}
	x.clock++
	x.add(key, &index{size: size, value: value, lastUse: x.clock})
}

func (x *indexes) evict() {
	var oldest indexKey
	first := true
	for key, i := range x.all {
		if first || i.lastUse < x.all[oldest].lastUse {
			oldest, first = key, false
		}
	}
	x.size -= x.all[oldest].size
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
	return indexed(&s.indexes, indexKey{typ: t}, size, func() []uint32 {
		rows := make([]uint32, 0, size)
		for row, i := range s.typeOf {
			if t.Types&(1<<i) != 0 && !s.isDeprecated.has(uint32(row)) {
				rows = append(rows, uint32(row))
			}
		}
		return rows
	})
}

// sorted returns all rows of a type in an order.
func (s *snapshot) sorted(t *model.Type, deprecated bool, o *order) []uint32 {
	rows := s.list(t, deprecated)
	return indexed(&s.indexes, indexKey{typ: t, deprecated: deprecated, order: o.name}, len(rows), func() []uint32 {
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
