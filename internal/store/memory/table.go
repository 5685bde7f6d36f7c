package memory

import "whojoins/internal/model"

// table holds objects of one kind as rows: all entities, the relations of one type, or the
// parts in one field of these.
type table struct {
	rows    int
	columns map[*model.Field]*column
	parts   map[*model.Field]*partList
}

// partList holds the parts in one field. The parts of an owner are adjacent, in order.
type partList struct {
	// ends has the end of each owner's parts.
	ends  []uint32
	table *table
}

// adjacency maps an entity to its relations of one type at one end, by row, that is by id.
type adjacency struct{ ends, rows []uint32 }

// newAdjacency maps entities to the given relations, which ascend; entityOf has the entity at
// the end of each relation.
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

// degree returns the number of relations of an entity.
func (a *adjacency) degree(entity uint32) int { return len(a.of(entity)) }

// relations holds all relations of one type.
type relations struct {
	typ   *model.Type
	table *table
	// ends are the entities at the first and the second end of each relation.
	ends [2][]uint32
	// current and deprecated are the rows of current and deprecated relations.
	current, deprecated []uint32
	isDeprecated        bits
	// byEnd maps the entity at each end to its current relations, deprecatedByEnd to its
	// deprecated ones.
	byEnd, deprecatedByEnd [2]*adjacency
	// since and until are the dates of the relations. If a relation belongs to an initiative,
	// initiatives has it for each row, and initiativeStart and initiativeEnd are columns of
	// entities.
	since, until, initiativeStart, initiativeEnd *column
	initiatives                                  []uint32
}

// endIndex returns the position of an end: 0 for the first, 1 for the second.
func endIndex(e *model.End) int {
	if e.First {
		return 0
	}
	return 1
}

// side returns the adjacency for an entity's connection.
func (r *relations) side(s *model.Side, deprecated bool) *adjacency {
	if deprecated {
		return r.deprecatedByEnd[endIndex(s.Near)]
	}
	return r.byEnd[endIndex(s.Near)]
}

// list returns the rows of the current or the deprecated relations.
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
