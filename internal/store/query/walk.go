package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// walk is a walk through the graph, along relations of some types which are active on a
// day. It counts the relations that it looks at.
type walk struct {
	*asker
	store.Walker
	via     model.TypeSet
	on      *model.Days
	visited int
}

func (a *asker) walk(via model.TypeSet, on *model.Days) *walk {
	a.view.Ahead(via)
	return &walk{asker: a, Walker: a.view, via: via, on: on}
}

// visit counts relations before they are looked at. More than may be looked at are
// refused; where says which they are.
func (w *walk) visit(relations int, hint, where string, args ...any) error {
	w.visited += relations
	if w.visited > w.ask.Visits {
		return plan.Over(plan.TooLarge, "visits", w.visited, w.ask.Visits, hint, "relations to look at "+where, args...)
	}
	return nil
}

// passable says whether a walk may go on from an entity that it came to.
func (w *walk) passable(n store.Node) bool {
	t, _ := w.Entity(n)
	return t.Passable
}

// ref is a reference to an entity that was walked over.
func (w *walk) ref(n store.Node) ref {
	t, id := w.Entity(n)
	return ref{id: id, of: t}
}
