package memory

import "whojoins/internal/model"

// table holds objects of one kind by rows: all entities, the relations of one type, or
// the parts in one field of these.
type table struct {
	rows    int
	columns map[*model.Field]*column
	parts   map[*model.Field]*partList
}

// partList holds the parts in one field: those of an owner stand together, in order.
type partList struct {
	// ends has, for each owner, where its parts end.
	ends  []uint32
	table *table
}

// adjacency leads from an entity to its relations of one type at one end, by row,
// that is by id.
type adjacency struct{ ends, rows []uint32 }

// newAdjacency joins the relations given, which ascend, to the entities they stand at.
func newAdjacency(entities int, entityOf, relations []uint32) *adjacency {
	if len(relations) == 0 {
		return &adjacency{}
	}
	ends := make([]uint32, entities)
	for _, r := range relations {
		ends[entityOf[r]]++
	}
	total := uint32(0)
	for e, n := range ends {
		ends[e] = total
		total += n
	}
	rows := make([]uint32, total)
	for _, r := range relations {
		rows[ends[entityOf[r]]] = r
		ends[entityOf[r]]++
	}
	return &adjacency{ends: ends, rows: rows}
}

func (a *adjacency) of(entity uint32) []uint32 {
	if a.ends == nil {
		return nil
	}
	start, end := window(a.ends, entity)
	return a.rows[start:end]
}

// degree is how many relations an entity has.
func (a *adjacency) degree(entity uint32) int { return len(a.of(entity)) }

// relations holds all relations of one type.
type relations struct {
	typ   *model.Type
	table *table
	// ends are the entities at the first and at the second end of each.
	ends [2][]uint32
	// live and dead are the rows that are not, and that are, deprecated.
	current, deprecated []uint32
	isDeprecated     bits
	// near are the live relations by the entity at each end, nearDead the others.
	byEnd, deprecatedByEnd [2]*adjacency
	// since, until, start and end bound the days on which a relation is active; the
	// latter two are of the entities that bounds leads to, when it is not nil.
	since, until, initiativeStart, initiativeEnd *column
	initiatives                   []uint32
}

// at is the position of an end.
func endIndex(e *model.End) int {
	if e.First {
		return 0
	}
	return 1
}

// side is the adjacency of an entity's connection.
func (r *relations) side(s *model.Side, deprecated bool) *adjacency {
	if deprecated {
		return r.deprecatedByEnd[endIndex(s.Near)]
	}
	return r.byEnd[endIndex(s.Near)]
}

// list are the rows that are deprecated, or that are not.
func (r *relations) list(deprecated bool) []uint32 {
	if deprecated {
		return r.deprecated
	}
	return r.current
}

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) has(i uint32) bool { return int(i>>6) < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

func (b bits) add(i uint32) { b[i>>6] |= 1 << (i & 63) }
