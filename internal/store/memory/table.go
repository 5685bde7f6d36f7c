package memory

import (
	mathbits "math/bits"

	"whojoins/internal/model"
)

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
type adjacency struct {
	// with are the entities that have relations, and ranks their positions.
	with  bits
	ranks ranks
	// ends has the end of the relations of each entity that has some.
	ends []uint32
	// rows are the relations, and far the entities at their other ends.
	rows, far []uint32
}

// newAdjacency maps entities to the given relations, which ascend; near and far have the entities
// at both ends of each relation.
func newAdjacency(entities int, near, far, relations []uint32) *adjacency {
	if len(relations) == 0 {
		return &adjacency{}
	}
	a := &adjacency{with: newBits(entities), rows: make([]uint32, len(relations)), far: make([]uint32, len(relations))}
	for _, r := range relations {
		a.with.add(near[r])
	}
	a.ranks = a.with.ranks()
	last := len(a.with) - 1
	starts := make([]uint32, int(a.ranks[last])+mathbits.OnesCount64(a.with[last])+1)
	for _, r := range relations {
		starts[a.ranks.of(a.with, near[r])+1]++
	}
	for i := range starts[1:] {
		starts[i+1] += starts[i]
	}
	for _, r := range relations {
		at := &starts[a.ranks.of(a.with, near[r])]
		a.rows[*at], a.far[*at] = r, far[r]
		*at++
	}
	a.ends = starts[:len(starts)-1] // each start was moved to the end
	return a
}

// window returns the range of the relations of an entity.
func (a *adjacency) window(entity uint32) (start, end uint32) {
	if !a.with.has(entity) {
		return 0, 0
	}
	return window(a.ends, a.ranks.of(a.with, entity))
}

// entities returns the entities that have relations, ascending.
func (a *adjacency) entities() []uint32 { return a.with.list(make([]uint32, 0, len(a.ends))) }

// of returns the relations of an entity.
func (a *adjacency) of(entity uint32) []uint32 {
	start, end := a.window(entity)
	return a.rows[start:end]
}

// beyond returns the entities at the other ends of the relations of an entity, in the same order.
func (a *adjacency) beyond(entity uint32) []uint32 {
	start, end := a.window(entity)
	return a.far[start:end]
}

// degree returns the number of relations of an entity.
func (a *adjacency) degree(entity uint32) int {
	start, end := a.window(entity)
	return int(end - start)
}

// relations holds all relations of one type.
type relations struct {
	typ   *model.Type
	table *table
	// bit is set in snapshot.with for the entities that have current relations of the type.
	bit uint16
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
