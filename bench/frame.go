package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"whojoins/bench/question"
)

// request is the body of a request.
type request struct {
	Query         string          `json:"query"`
	OperationName string          `json:"operationName"`
	Variables     json.RawMessage `json:"variables"`
}

// errUnknown is returned for a request that a hand-written side does not implement.
var errUnknown = errors.New("this server has no answer for the request")

// frame is the HTTP server of the hand-written sides. It decodes the request, encodes the
// answer with encoding/json, and does the same counting and logging as the service.
type frame struct {
	answer   func(context.Context, *request) (*question.Envelope, error)
	logger   *slog.Logger
	requests *prometheus.CounterVec
	seconds  prometheus.Histogram
	cost     prometheus.Histogram
}

// serve serves on an address until ctx ends.
func serve(ctx context.Context, addr string, answer func(context.Context, *request) (*question.Envelope, error)) error {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("/graphql", newFrame(answer, registry))
	mux.HandleFunc("/readyz", func(http.ResponseWriter, *http.Request) {})
	mux.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	server := &http.Server{
		Addr: addr, Handler: mux,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 20 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
	}
	context.AfterFunc(ctx, func() { _ = server.Close() }) // the process ends with it
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func newFrame(answer func(context.Context, *request) (*question.Envelope, error), registry prometheus.Registerer) *frame {
	f := &frame{
		answer: answer,
		logger: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plain_requests_total", Help: "Requests, by status.",
		}, []string{"status"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "plain_request_seconds", Help: "Time that a request took.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9),
		}),
		cost: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "plain_request_cost", Help: "Units of work that requests ask for.",
			Buckets: prometheus.ExponentialBuckets(100, 10, 7),
		}),
	}
	registry.MustRegister(f.requests, f.seconds, f.cost)
	return f
}

// outcome holds the values that are logged about an answer.
type outcome struct {
	operation           string
	status, cost, bytes int
}

// ServeHTTP answers a request, then counts and logs it.
func (f *frame) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	o := f.write(w, r)
	took := time.Since(start)
	f.requests.WithLabelValues(strconv.Itoa(o.status)).Inc()
	f.seconds.Observe(took.Seconds())
	f.cost.Observe(float64(o.cost))
	f.logger.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("id", strconv.FormatUint(rand.Uint64(), 36)), slog.String("operation", o.operation),
		slog.Int("status", o.status), slog.Int("cost", o.cost), slog.Duration("duration", took), slog.Int("bytes", o.bytes))
}

func (f *frame) write(w http.ResponseWriter, r *http.Request) outcome {
	var q request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&q); err != nil {
		http.Error(w, "the body is not a question in JSON", http.StatusBadRequest)
		return outcome{status: http.StatusBadRequest}
	}
	a, err := f.answer(r.Context(), &q)
	if err != nil {
		f.logger.LogAttrs(r.Context(), slog.LevelError, "no answer", slog.Any("error", err))
		http.Error(w, "the question has no answer", http.StatusInternalServerError)
		return outcome{status: http.StatusInternalServerError, operation: q.OperationName}
	}
	data, err := encode(a)
	if err != nil {
		http.Error(w, "the answer cannot be encoded", http.StatusInternalServerError)
		return outcome{status: http.StatusInternalServerError, operation: q.OperationName}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the client may have disconnected; there is nobody to report the error to
	return outcome{operation: q.OperationName, status: http.StatusOK, cost: a.Extensions.Cost.Asked, bytes: len(data)}
}
