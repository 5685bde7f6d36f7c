package graph_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// engine is an engine with its log.
type engine struct {
	*graph.Engine
	log *strings.Builder
}

// parsed is the one model of all tests, since engine and store must share it.
var parsed = sync.OnceValues(func() (*model.Model, error) { return model.ParseFile("../schema.graphqls") })

func readModel(t testing.TB) *model.Model {
	t.Helper()
	m, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// open returns an engine on a store, with changes to the default limits.
func open(t testing.TB, st store.Store, change ...func(*plan.Limits)) *engine {
	t.Helper()
	limits := plan.DefaultLimits()
	for _, f := range change {
		f(&limits)
	}
	e := &engine{log: &strings.Builder{}}
	e.Engine = graph.New(graph.Config{Model: readModel(t), Store: st, Limits: limits, Version: "1.2.3", Logger: slog.New(slog.NewJSONHandler(e.log, nil))})
	return e
}

// fixture returns the synthetic fixture in the embedded store, closed when the test ends.
func fixture(t testing.TB) store.Store {
	t.Helper()
	st, err := memory.New(storetest.Fixture(readModel(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// query returns the answer to a request, as a JSON object with errors before data.
func (e *engine) query(t testing.TB, query string) string {
	t.Helper()
	data, errs := e.Query(t.Context(), graph.Request{Query: query}, graph.Caller{})
	var parts []string
	if len(errs) > 0 {
		var b strings.Builder
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(errs); err != nil {
			t.Fatal(err)
		}
		parts = append(parts, `"errors":`+strings.TrimSpace(b.String()))
	}
	if data != nil {
		parts = append(parts, `"data":`+string(data))
	}
	return "{" + strings.Join(parts, ",") + "}"
}
