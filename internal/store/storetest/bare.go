package storetest

import (
	"context"

	"whojoins/internal/store"
)

// Bare returns a store that answers as st does, whose views have no optional interface.
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

// bareView has the methods of store.View only, whatever it embeds.
type bareView struct{ store.View }
