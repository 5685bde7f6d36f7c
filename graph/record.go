package graph

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Bounds of the names of operations, which callers choose: that many of them have a
// duration of their own in the metrics, and that much of one stands in the log.
const (
	maxNames      = 100
	maxNameLength = 64
)

// What stands for the name of an operation in the metrics when it has none of its own.
// No name in GraphQL has a space or a bracket.
const (
	unnamed    = "(unnamed)"
	otherNames = "(other)"
	refused    = "(refused)"
)

// statusGone counts callers that left before their answer. It is never sent.
const statusGone = 499

// metrics count the requests.
type metrics struct {
	requests *prometheus.CounterVec
	// ok is the counter of requests with status 200.
	ok       prometheus.Counter
	errors   *prometheus.CounterVec
	duration *prometheus.HistogramVec
	cost     prometheus.Histogram
	inFlight prometheus.Gauge

	mu sync.RWMutex
	// names are the durations by name, at most maxNames besides the three above.
	names map[string]prometheus.Observer
}

func newMetrics(registry prometheus.Registerer) *metrics {
	f := promauto.With(registry)
	m := &metrics{
		requests: f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_requests_total", Help: "GraphQL requests, by HTTP status; 499 is a caller that left."}, []string{"status"}),
		errors:   f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_errors_total", Help: "Errors told to callers, by code."}, []string{"code"}),
		duration: f.NewHistogramVec(prometheus.HistogramOpts{Name: "whojoins_request_seconds", Help: "Time from a request's head to the end of its answer, by name of the operation.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9)}, []string{"operation"}),
		cost: f.NewHistogram(prometheus.HistogramOpts{Name: "whojoins_request_cost", Help: "Objects that an answer may hold.",
			Buckets: prometheus.ExponentialBuckets(1, 10, 6)}),
		inFlight: f.NewGauge(prometheus.GaugeOpts{Name: "whojoins_operations_in_flight", Help: "Operations that are being answered."}),
		names:    map[string]prometheus.Observer{},
	}
	m.ok = m.requests.WithLabelValues("200")
	for _, name := range []string{unnamed, otherNames, refused} {
		m.names[name] = m.duration.WithLabelValues(name)
	}
	return m
}

// durations are the durations of the operations of a name, or of other ones when
// there are too many names.
func (m *metrics) durations(name string) prometheus.Observer {
	m.mu.RLock()
	o, full := m.names[name], len(m.names) >= maxNames+3
	if o == nil && full {
		o = m.names[otherNames]
	}
	m.mu.RUnlock()
	if o != nil {
		return o
	}
	if len(name) > maxNameLength {
		return m.durations(otherNames)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.names) >= maxNames+3 {
		return m.names[otherNames]
	}
	m.names[name] = m.duration.WithLabelValues(name)
	return m.names[name]
}

// name is the name of the operation in the metrics.
func (x *exchange) name() string {
	switch {
	case x.prepared == nil:
		return refused
	case x.prepared.context.OperationName == "":
		return unnamed
	}
	return x.prepared.context.OperationName
}

// record counts and logs a request. Neither its text nor its variables are told.
func (x *exchange) record(ctx context.Context, took time.Duration) {
	m, log := x.handler.metrics, x.handler.log
	if ctx.Err() != nil && x.cause != bodyTooSlow {
		x.status = statusGone
	}
	if x.status == http.StatusOK {
		m.ok.Inc()
	} else {
		m.requests.WithLabelValues(strconv.Itoa(x.status)).Inc()
	}
	m.durations(x.name()).Observe(took.Seconds())
	m.cost.Observe(float64(x.cost()))
	for _, e := range x.errors {
		m.errors.WithLabelValues(string(codeOf(e))).Inc()
	}
	if !log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	r := slog.NewRecord(time.Now(), slog.LevelInfo, "request", 0)
	r.AddAttrs(slog.String("id", x.id), slog.Int("status", x.status), slog.Int("cost", x.cost()), slog.Duration("duration", took))
	if x.prepared != nil && x.prepared.context.OperationName != "" {
		name := x.prepared.context.OperationName
		r.AddAttrs(slog.String("operation", name[:min(len(name), maxNameLength)]))
	}
	if len(x.errors) > 0 {
		r.AddAttrs(slog.String("code", string(codeOf(x.errors[0]))))
	}
	_ = log.Handler().Handle(ctx, r) // a log that cannot be written has nowhere to say so
}
