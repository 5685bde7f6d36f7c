package graphql_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// service is a handler on a store, with what it logged and counted.
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
	s.Handler = graphql.New(graphql.Config{Engine: e, Recorder: graphql.NewRecorder(e, log, s.registry, "Listed")})
	return s
}

var costs = regexp.MustCompile(`"cost":\{"asked":[1-9][0-9]*,"spent":[0-9]+,"left":null\}`)

// withoutCost returns an answer without the numbers of its cost.
func withoutCost(answer string) string { return costs.ReplaceAllString(answer, `"cost":…`) }

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

// counted returns the label values of a metric.
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

// value returns the value of a gauge or a counter by its name and the values of its labels,
// separated by spaces.
func (s *service) value(t *testing.T, metric string) float64 {
	t.Helper()
	families, err := s.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			if name == metric {
				return m.GetGauge().GetValue() + m.GetCounter().GetValue()
			}
		}
	}
	t.Fatalf("no metric %s", metric)
	return 0
}
