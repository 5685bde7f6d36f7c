package graph

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// metrics count the requests.
type metrics struct {
	requests *prometheus.CounterVec
	errors   *prometheus.CounterVec
	duration prometheus.Histogram
	cost     prometheus.Histogram
}

func newMetrics(registry prometheus.Registerer) *metrics {
	f := promauto.With(registry)
	return &metrics{
		requests: f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_requests_total", Help: "GraphQL requests, by HTTP status."}, []string{"status"}),
		errors:   f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_errors_total", Help: "Errors told to callers, by code."}, []string{"code"}),
		duration: f.NewHistogram(prometheus.HistogramOpts{Name: "whojoins_request_seconds", Help: "Time from a request's head to the end of its answer.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9)}),
		cost: f.NewHistogram(prometheus.HistogramOpts{Name: "whojoins_request_cost", Help: "Objects that an answer may hold.",
			Buckets: prometheus.ExponentialBuckets(1, 10, 6)}),
	}
}

// record counts and logs a request. Neither its text nor its variables are told.
func (h *Handler) record(ctx context.Context, a answer, took time.Duration) {
	h.metrics.requests.WithLabelValues(strconv.Itoa(a.status)).Inc()
	h.metrics.duration.Observe(took.Seconds())
	h.metrics.cost.Observe(float64(a.cost))
	for _, e := range a.errors {
		h.metrics.errors.WithLabelValues(string(codeOf(e))).Inc()
	}
	if !h.log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	attrs := []slog.Attr{
		slog.String("id", newID()), slog.String("operation", a.operation), slog.Int("status", a.status),
		slog.Int("cost", a.cost), slog.Duration("duration", took), slog.Int("bytes", len(a.data)),
	}
	if len(a.errors) > 0 {
		attrs = append(attrs, slog.String("code", string(codeOf(a.errors[0]))))
	}
	h.log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
}
