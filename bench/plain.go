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
)

// plainCommand serves the handler that the service is compared with.
type plainCommand struct {
	Addr    string `help:"HOST:PORT to listen on." required:""`
	Answers string `help:"File with the answers, by the number of their objects." required:"" type:"existingfile"`
}

// request is the body of a question.
type request struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName"`
	Variables     map[string]any `json:"variables"`
}

// Run serves until ctx ends.
func (c *plainCommand) Run(ctx context.Context) error {
	text, err := os.ReadFile(c.Answers)
	if err != nil {
		return err
	}
	var answers map[int]*answer
	if err := json.Unmarshal(text, &answers); err != nil {
		return err
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("/graphql", newPlain(answers, registry))
	mux.HandleFunc("/readyz", func(http.ResponseWriter, *http.Request) {})
	mux.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	server := &http.Server{
		Addr: c.Addr, Handler: mux,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 20 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
	}
	context.AfterFunc(ctx, func() { _ = server.Close() }) // the process ends with it
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// plain answers from structs in memory, encoded on every request.
type plain struct {
	answers  map[int]*answer
	logger   *slog.Logger
	requests *prometheus.CounterVec
	seconds  prometheus.Histogram
	cost     prometheus.Histogram
}

func newPlain(answers map[int]*answer, registry prometheus.Registerer) *plain {
	p := &plain{
		answers: answers,
		logger:  slog.New(slog.NewTextHandler(os.Stderr, nil)),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plain_requests_total", Help: "Requests, by status.",
		}, []string{"status"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "plain_request_seconds", Help: "Time that a request took.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9),
		}),
		cost: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "plain_request_cost", Help: "Objects that an answer may hold.",
			Buckets: prometheus.ExponentialBuckets(1, 10, 6),
		}),
	}
	registry.MustRegister(p.requests, p.seconds, p.cost)
	return p
}

// outcome is what the log says of an answer.
type outcome struct {
	operation           string
	status, cost, bytes int
}

// ServeHTTP answers, then counts and logs as much as the service does.
func (p *plain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	o := p.answer(w, r)
	took := time.Since(start)
	p.requests.WithLabelValues(strconv.Itoa(o.status)).Inc()
	p.seconds.Observe(took.Seconds())
	p.cost.Observe(float64(o.cost))
	p.logger.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("id", strconv.FormatUint(rand.Uint64(), 36)), slog.String("operation", o.operation),
		slog.Int("status", o.status), slog.Int("cost", o.cost), slog.Duration("duration", took), slog.Int("bytes", o.bytes))
}

// answer writes the answer.
func (p *plain) answer(w http.ResponseWriter, r *http.Request) outcome {
	var q request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&q); err != nil {
		http.Error(w, "the body is not a question in JSON", http.StatusBadRequest)
		return outcome{status: http.StatusBadRequest}
	}
	first, _ := q.Variables["first"].(float64)
	a := p.answers[int(first)]
	if a == nil {
		http.Error(w, "there is no answer of this size", http.StatusNotFound)
		return outcome{status: http.StatusNotFound, operation: q.OperationName}
	}
	data, err := json.Marshal(a)
	if err != nil {
		http.Error(w, "the answer cannot be encoded", http.StatusInternalServerError)
		return outcome{status: http.StatusInternalServerError, operation: q.OperationName}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the client may be gone; nobody is left to tell
	return outcome{operation: q.OperationName, status: http.StatusOK, cost: a.Extensions.Cost, bytes: len(data)}
}
