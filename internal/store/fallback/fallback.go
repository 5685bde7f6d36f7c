// Package fallback implements the optional interfaces of a store.View by running plans. With
// it, a new store needs only View.Info, View.Run and View.Close, and becomes faster with each
// optional interface that it implements itself.
//
// Its results have the same content and order, and the same errors, as those of every store.
// Package storetest checks this by hiding the optional interfaces of a store.
package fallback

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// View is a store.View with all optional interfaces.
type View struct {
	store.View
	store.Searcher
	store.Walker
	store.LookAhead
	store.PathFinder
	store.Partners
	store.Tabulator
}

// Complete returns a view with all optional interfaces: those that v implements, and those of
// this package for the rest, which count in work what they do. The numbers of its Walker are
// valid within the returned view.
func Complete(v store.View, m *model.Model, work *plan.Work) *View {
	r := &reader{view: v, model: m, work: work}
	c := &View{View: v, LookAhead: none{}, PathFinder: none{}}
	if own, ok := v.(store.Walker); ok {
		c.Walker = own
	} else {
		c.Walker = &walker{reader: r}
	}
	if own, ok := v.(store.LookAhead); ok {
		c.LookAhead = own
	}
	if own, ok := v.(store.PathFinder); ok {
		c.PathFinder = own
	}
	if own, ok := v.(store.Partners); ok {
		c.Partners = own
	} else {
		c.Partners = &partners{r}
	}
	if own, ok := v.(store.Tabulator); ok {
		c.Tabulator = own
	} else {
		c.Tabulator = &tabulator{r, c.Partners}
	}
	if own, ok := v.(store.Searcher); ok {
		c.Searcher = own
	} else {
		c.Searcher = &searcher{r, c.Walker}
	}
	return c
}

// none implements the interfaces that may do nothing.
type none struct{}

// Ahead implements store.LookAhead.
func (none) Ahead(model.TypeSet) {}

// ShortestPaths implements store.PathFinder. It finds no paths, so that the caller walks.
func (none) ShortestPaths(context.Context, *plan.Paths, int) ([]store.Path, bool, error) {
	return nil, false, nil
}

// reader runs plans in a view.
type reader struct {
	view  store.View
	model *model.Model
	work  *plan.Work
}

// column returns the slot for a field of a type.
func column(t *model.Type, name string) plan.Slot { return &plan.Column{Field: t.Field(name)} }

// count returns the number of objects of a type that meet a condition.
func (r *reader) count(ctx context.Context, t *model.Type, where plan.Predicate) (n int, err error) {
	list := &plan.Connection{Type: t, Where: where, Count: true}
	err = r.read(ctx, t.Many, list, func(c store.Cursor) { n = c.Count() })
	return n, err
}

// read runs a plan with one slot, and calls inside while the cursor is in that slot.
func (r *reader) read(ctx context.Context, field string, slot plan.Slot, inside func(store.Cursor)) error {
	c, err := r.view.Run(ctx, &plan.Plan{Field: field, Root: &plan.Select{Slots: []plan.Slot{slot}}})
	if err != nil {
		return err
	}
	c.Enter(0)
	inside(c)
	c.Leave()
	return c.Err()
}
