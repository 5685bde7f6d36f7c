package memory

import (
	"context"

	"whojoins/internal/store"
)

// run is the state that all parts of one plan share while it is answered.
type run struct {
	ctx   context.Context
	snap  *snapshot
	steps uint
	err   error
	// lists are the connections of the plan, at every level.
	lists []*connection
}

// pace is how many rows are looked at between two looks at the deadline.
const checkEvery = 4096

// stop counts a row that was looked at, and says whether to give up.
func (r *run) stop() bool {
	r.steps++
	if r.steps%checkEvery == 0 && r.err == nil {
		r.err = ended(r.ctx)
	}
	return r.err != nil
}

// ended is the error of a context that is over, or nil.
func ended(ctx context.Context) error { return store.Ended(ctx) }

// space is where a predicate or an order is read: the entities, the relations of one
// type, or a table of parts.
type space struct {
	table *table
	// rel is nil but for relations.
	rel *relations
	// entities says that rows are entities.
	entities bool
	// dead says that only deprecated relations are looked at, not only others.
	deprecated bool
}

func (r *run) entitySpace() space { return space{table: r.snap.entities, entities: true} }

func relationSpace(rel *relations, deprecated bool) space {
	return space{table: rel.table, rel: rel, deprecated: deprecated}
}
