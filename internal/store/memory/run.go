package memory

import (
	"slices"

	"whojoins/internal/plan"
)

// run is the state shared by all parts of one plan while it is answered.
type run struct {
	work *plan.Work
	snap *snapshot
	// lists are the connections of the plan, at every level.
	lists []*connection
	// remembered has the results that filters remember until the run ends.
	remembered []bits
	// near and codes are memory for measures, made with the first one. stamps marks entities with
	// the number of stamped sets of entities; see groups.
	near, codes *block
	stamps      []uint32
	stamped     uint32
}

// distinct sorts rows and removes duplicates. After the end of the operation there are none.
func (r *run) distinct(rows []uint32) []uint32 {
	if plan.Sort(r.work, rows) != nil {
		return nil
	}
	return slices.Compact(rows)
}

// stop counts a visited row and reports whether the run must stop.
func (r *run) stop() bool { return r.work.Add(plan.UnitsRow) != nil }

// space is the set of rows that a predicate or an order applies to: the entities, the relations
// of one type, or a table of parts.
type space struct {
	table *table
	// rel is nil unless the rows are relations.
	rel *relations
	// entities reports whether rows are entities.
	entities bool
	// deprecated selects the deprecated relations instead of the current ones.
	deprecated bool
}

func (r *run) entitySpace() space { return space{table: r.snap.entities, entities: true} }

func relationSpace(rel *relations, deprecated bool) space {
	return space{table: rel.table, rel: rel, deprecated: deprecated}
}
