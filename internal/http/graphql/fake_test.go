package graphql_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// fake is a store that knows its version, and does what a test tells it.
type fake struct {
	// view is what opening a view says, run what running a plan does.
	view error
	run  func(context.Context) error

	views, closed, running, most atomic.Int32
	// version is another version of the dataset than usual.
	version atomic.Value
}

func (f *fake) Close() error { return nil }

func (f *fake) View(context.Context, store.ViewOptions) (store.View, error) {
	if f.view != nil {
		return nil, f.view
	}
	f.views.Add(1)
	return &fakeView{fake: f}, nil
}

type fakeView struct {
	store.View // what these tests do not ask
	*fake
}

func (v *fakeView) Close() { v.closed.Add(1) }

func (v *fakeView) Info() *store.Info {
	version, ok := v.version.Load().(string)
	if !ok {
		version = "synthetic-1"
	}
	return &store.Info{Version: version, Licence: "CC0-1.0", LoadedAt: time.Unix(0, 0)}
}

func (v *fakeView) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	if n := v.running.Add(1); n > v.most.Load() {
		v.most.Store(n)
	}
	defer v.running.Add(-1)
	if v.run != nil {
		if err := v.run(ctx); err != nil {
			return nil, err
		}
	}
	return none{}, nil
}

// none is the cursor of an entity that is not there, and of an empty list.
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
func (none) Err() error                           { return nil }

// service is a handler over a fake store, with what it logged and counted.
type service struct {
	*graphql.Handler
	log      *strings.Builder
	registry *prometheus.Registry
}

func serve(t *testing.T, st store.Store, change ...func(*plan.Limits)) *service {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	limits := plan.DefaultLimits()
	for _, f := range change {
		f(&limits)
	}
	s := &service{log: &strings.Builder{}, registry: prometheus.NewRegistry()}
	log := slog.New(slog.NewJSONHandler(s.log, nil))
	e := graph.New(graph.Config{Model: m, Store: st, Limits: limits, Version: "1.2.3", Logger: log})
	s.Handler = graphql.New(graphql.Config{Engine: e, Recorder: graphql.NewRecorder(e, log, s.registry)})
	return s
}

// post sends a body; more are pairs of header names and values.
func (s *service) post(body string, more ...string) (*httptest.ResponseRecorder, string) {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(more); i += 2 {
		r.Header.Set(more[i], more[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w, w.Body.String()
}

// gauge is the value of a metric without labels.
func (s *service) gauge(t *testing.T, name string) float64 {
	t.Helper()
	families, err := s.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			return f.GetMetric()[0].GetGauge().GetValue()
		}
	}
	t.Fatalf("no metric %s", name)
	return 0
}

// counted are the label values of a metric.
func (s *service) counted(t *testing.T, name string) string {
	t.Helper()
	families, err := s.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, f := range families {
		if f.GetName() != name {
			continue
		}
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				values = append(values, l.GetValue())
			}
		}
	}
	return strings.Join(values, " ")
}
