package memory

import (
	"context"

	"whojoins/internal/store"
)

// run is the state shared by all parts of one plan while it is answered.
type run struct {
	ctx   context.Context
	snap  *snapshot
	steps uint
	err   error
	// lists are the connections of the plan, at every level.
	lists []*connection
}

// checkEvery is the number of rows visited between two checks of the context.
const checkEvery = 4096

// stop counts a visited row and reports whether the run must stop.
func (r *run) stop() bool {
	r.steps++
	if r.steps%checkEvery == 0 && r.err == nil {
		r.err = ended(r.ctx)
	}
	return r.err != nil
}

// ended returns the error of a context that has ended, or nil.
func ended(ctx context.Context) error { return store.Ended(ctx) }

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
