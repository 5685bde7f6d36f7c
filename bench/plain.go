package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
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
	seconds  *prometheus.HistogramVec
}

func newPlain(answers map[int]*answer, registry prometheus.Registerer) *plain {
	p := &plain{
		answers: answers,
		logger:  slog.New(slog.NewTextHandler(os.Stderr, nil)),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plain_requests_total", Help: "Requests, by status.",
		}, []string{"status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "plain_request_seconds", Help: "Time that a request took, by status.",
		}, []string{"status"}),
	}
	registry.MustRegister(p.requests, p.seconds)
	return p
}

// ServeHTTP answers, then logs and counts.
func (p *plain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	status, operation, cost := p.answer(w, r)
	took := time.Since(start)
	code := strconv.Itoa(status)
	p.requests.WithLabelValues(code).Inc()
	p.seconds.WithLabelValues(code).Observe(took.Seconds())
	p.logger.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("id", start.Format(time.RFC3339Nano)),
		slog.String("operation", operation), slog.Int("cost", cost), slog.Int("status", status), slog.Duration("took", took))
}

// answer writes the answer, and gives what the log says of it.
func (p *plain) answer(w http.ResponseWriter, r *http.Request) (status int, operation string, cost int) {
	var q request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&q); err != nil {
		http.Error(w, "the body is not a question in JSON", http.StatusBadRequest)
		return http.StatusBadRequest, "", 0
	}
	first, _ := q.Variables["first"].(float64)
	a := p.answers[int(first)]
	if a == nil {
		http.Error(w, "there is no answer of this size", http.StatusNotFound)
		return http.StatusNotFound, q.OperationName, 0
	}
	data, err := json.Marshal(a)
	if err != nil {
		http.Error(w, "the answer cannot be encoded", http.StatusInternalServerError)
		return http.StatusInternalServerError, q.OperationName, 0
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the client may be gone; nobody is left to tell
	return http.StatusOK, q.OperationName, a.Extensions.Cost
}
