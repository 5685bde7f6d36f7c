package graph

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// metrics count the requests.
type metrics struct {
	requests *prometheus.CounterVec
	// ok is the counter of requests with status 200.
	ok       prometheus.Counter
	errors   *prometheus.CounterVec
	duration prometheus.Histogram
	cost     prometheus.Histogram
}

func newMetrics(registry prometheus.Registerer) *metrics {
	f := promauto.With(registry)
	m := &metrics{
		requests: f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_requests_total", Help: "GraphQL requests, by HTTP status."}, []string{"status"}),
		errors:   f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_errors_total", Help: "Errors told to callers, by code."}, []string{"code"}),
		duration: f.NewHistogram(prometheus.HistogramOpts{Name: "whojoins_request_seconds", Help: "Time from a request's head to the end of its answer.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9)}),
		cost: f.NewHistogram(prometheus.HistogramOpts{Name: "whojoins_request_cost", Help: "Objects that an answer may hold.",
			Buckets: prometheus.ExponentialBuckets(1, 10, 6)}),
	}
	m.ok = m.requests.WithLabelValues("200")
	return m
}

// record counts and logs a request. Neither its text nor its variables are told.
func (x *exchange) record(ctx context.Context, took time.Duration) {
	m, log := x.handler.metrics, x.handler.log
	if x.status == http.StatusOK {
		m.ok.Inc()
	} else {
		m.requests.WithLabelValues(strconv.Itoa(x.status)).Inc()
	}
	m.duration.Observe(took.Seconds())
	m.cost.Observe(float64(x.cost()))
	for _, e := range x.errors {
		m.errors.WithLabelValues(string(codeOf(e))).Inc()
	}
	if !log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	r := slog.NewRecord(time.Now(), slog.LevelInfo, "request", 0)
	r.AddAttrs(slog.String("id", newID()), slog.Int("status", x.status), slog.Int("cost", x.cost()), slog.Duration("duration", took))
	if x.prepared != nil && x.prepared.context.OperationName != "" {
		r.AddAttrs(slog.String("operation", x.prepared.context.OperationName))
	}
	if len(x.errors) > 0 {
		r.AddAttrs(slog.String("code", string(codeOf(x.errors[0]))))
	}
	_ = log.Handler().Handle(ctx, r) // a log that cannot be written has nowhere to say so
}
