package storetest

import (
	"context"
	"sync/atomic"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Fake is an empty store for tests of the engine and of the packages above it. It fails as the
// test requests, and counts its views.
type Fake struct {
	// Unavailable is the error returned when a view is opened.
	Unavailable error
	// OnRun is called for each plan, with its context. Its error is the result of the run.
	OnRun func(context.Context) error
	// Statistics are the statistics that it claims to have, so that requests seem costly.
	Statistics *store.Statistics

	// Views and Closed are the numbers of views that were opened and closed.
	Views, Closed atomic.Int32
	// version is the version of the dataset, if it was set.
	version atomic.Value
}

var _ store.Store = (*Fake)(nil)

// SetVersion changes the version of the dataset, which is initially synthetic-1.
func (f *Fake) SetVersion(version string) { f.version.Store(version) }

// View implements store.Store.
func (f *Fake) View(context.Context, store.ViewOptions) (store.View, error) {
	if f.Unavailable != nil {
		return nil, f.Unavailable
	}
	f.Views.Add(1)
	return &fakeView{fake: f}, nil
}

// Known implements store.Describer.
func (f *Fake) Known() *store.Info {
	version, ok := f.version.Load().(string)
	if !ok {
		version = "synthetic-1"
	}
	return &store.Info{Version: version, Licence: "CC0-1.0", LoadedAt: time.Unix(0, 0), Statistics: f.Statistics}
}

// Close implements store.Store.
func (f *Fake) Close() error { return nil }

type fakeView struct {
	store.View // the methods that these tests do not call
	fake       *Fake
}

func (v *fakeView) Close() { v.fake.Closed.Add(1) }

func (v *fakeView) Info() *store.Info { return v.fake.Known() }

func (v *fakeView) Run(ctx context.Context, _ *plan.Plan) (store.Cursor, error) {
	if v.fake.OnRun != nil {
		if err := v.fake.OnRun(ctx); err != nil {
			return nil, err
		}
	}
	return none{}, nil
}

// none is the cursor of an unknown entity or an empty list.
type none struct{}

func (none) Type() *model.Type                    { return nil }
func (none) Value(int) model.Value                { return model.Value{} }
func (none) Enter(int) bool                       { return false }
func (none) Leave()                               {}
func (none) Next() bool                           { return false }
func (none) Item(int)                             {}
func (none) Missing() bool                        { return true }
func (none) Rows()                                {}
func (none) Len() int                             { return 0 }
func (none) Key(int, []model.Value) []model.Value { return nil }
func (none) More() bool                           { return false }
func (none) Count() int                           { return 0 }
func (none) Facet(int) store.FacetResult          { return store.FacetResult{} }
func (none) Aggregate() store.AggregateResult     { return store.AggregateResult{} }
func (none) Groups(int) store.GroupsResult        { return store.GroupsResult{} }
func (none) Series(int) store.SeriesResult        { return store.SeriesResult{} }
func (none) Err() error                           { return nil }
