package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// walk follows relations of the given types that are active on a day, and counts the relations
// that it visits.
type walk struct {
	*runner
	store.Walker
	via     model.TypeSet
	on      *model.Days
	visited int
}

func (r *runner) walk(via model.TypeSet, on *model.Days) *walk {
	r.view.Ahead(via)
	return &walk{runner: r, Walker: r.view, via: via, on: on}
}

// visit counts relations before they are read, and returns an error if they are more than may
// be visited. where names the relations in the error.
func (w *walk) visit(relations int, hint, where string, args ...any) error {
	w.visited += relations
	if allowed := w.query.Visits; w.visited > allowed {
		return plan.Over(plan.TooLarge, "visits", w.visited, allowed, hint, "relations to visit "+where, args...)
	}
	return nil
}

// passable reports whether a walk may continue from an entity that it has reached.
func (w *walk) passable(n store.Node) bool {
	t, _ := w.Entity(n)
	return t.Passable
}

// ref returns a reference to an entity that was reached.
func (w *walk) ref(n store.Node) ref {
	t, id := w.Entity(n)
	return ref{id: id, of: t}
}
