package storetest

import (
	"context"

	"whojoins/internal/store"
)

// Bare returns a store with the same answers as st, whose views have no optional interfaces.
func Bare(st store.Store) store.Store { return bare{st} }

type bare struct{ store.Store }

// View implements store.Store.
func (b bare) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	v, err := b.Store.View(ctx, o)
	if err != nil {
		return nil, err
	}
	return bareView{v}, nil
}

// bareView has only the methods of store.View, even if its embedded view has more.
type bareView struct{ store.View }
