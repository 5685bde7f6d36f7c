package graphql

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/http/callers"
)

// maxNameLength is the number of bytes of an operation's name in the log. Callers choose the
// names.
const maxNameLength = 64

// Names in the metrics for operations without a separate name. No GraphQL name has a bracket.
const (
	unnamed    = "(unnamed)"
	otherNames = "(other)"
	refused    = "(refused)"
)

// statusGone counts callers that left before their answer. It is never sent.
const statusGone = 499

// Recorder counts requests and logs one record for each: neither its text nor its variables.
// It is safe for concurrent use.
type Recorder struct {
	log      *slog.Logger
	requests *prometheus.CounterVec
	// ok is the counter of requests with status 200.
	ok       prometheus.Counter
	errors   *prometheus.CounterVec
	duration *prometheus.HistogramVec
	cost     prometheus.Histogram

	// names has the durations by name: those of the operator's list, and the three above.
	names map[string]prometheus.Observer
}

// NewRecorder returns a Recorder for requests to an engine. The logger and the registry of
// metrics may be nil. The named operations have durations of their own in the metrics; since
// callers choose names, no others do.
func NewRecorder(e *graph.Engine, log *slog.Logger, registry prometheus.Registerer, operations ...string) *Recorder {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	f := promauto.With(registry)
	r := &Recorder{
		log:      log,
		requests: f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_requests_total", Help: "GraphQL requests, by HTTP status; 499 is a caller that left."}, []string{"status"}),
		errors:   f.NewCounterVec(prometheus.CounterOpts{Name: "whojoins_errors_total", Help: "Errors in answers, by code."}, []string{"code"}),
		duration: f.NewHistogramVec(prometheus.HistogramOpts{Name: "whojoins_request_seconds", Help: "Time from the head of a request to the end of its answer, by name of the operation.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9)}, []string{"operation"}),
		cost: f.NewHistogram(prometheus.HistogramOpts{Name: "whojoins_request_cost", Help: "Units of work that requests ask for, estimated before they run.",
			Buckets: prometheus.ExponentialBuckets(100, 10, 7)}),
		names: map[string]prometheus.Observer{},
	}
	f.NewGaugeFunc(prometheus.GaugeOpts{Name: "whojoins_operations_in_flight", Help: "Operations that are running."},
		func() float64 { return float64(e.InFlight()) })
	if registry != nil {
		registry.MustRegister(lanes{e})
	}
	r.ok = r.requests.WithLabelValues("200")
	for _, name := range append([]string{unnamed, otherNames, refused}, operations...) {
		r.names[name] = r.duration.WithLabelValues(name)
	}
	return r
}

// durations returns the durations of the operations with a name.
func (r *Recorder) durations(name string) prometheus.Observer {
	if o := r.names[name]; o != nil {
		return o
	}
	return r.names[otherNames]
}

// Record describes one request for the metrics and the log.
type Record struct {
	// ID names the request.
	ID string
	// Prepared is nil when the request could not be prepared.
	Prepared *graph.Prepared
	Cost     graph.Cost
	// Status is the HTTP status of the answer.
	Status int
	Errors gqlerror.List
}

func (r *Record) operation() string {
	if r.Prepared == nil {
		return ""
	}
	return r.Prepared.Operation()
}

// name returns the name of the operation in the metrics.
func (r *Record) name() string {
	if r.Prepared == nil {
		return refused
	}
	if name := r.operation(); name != "" {
		return name
	}
	return unnamed
}

// Record counts and logs a request that began at start. ctx is the context of the request: if
// it has ended, the caller left, and statusGone is recorded instead of the answer's status and
// errors, since nobody was refused anything.
func (r *Recorder) Record(ctx context.Context, start time.Time, one Record) {
	took := time.Since(start)
	if ctx.Err() != nil {
		one.Status, one.Errors = statusGone, nil
	}
	if one.Status == http.StatusOK {
		r.ok.Inc()
	} else {
		r.requests.WithLabelValues(strconv.Itoa(one.Status)).Inc()
	}
	r.durations(one.name()).Observe(took.Seconds())
	r.cost.Observe(float64(one.Cost.Asked))
	for _, e := range one.Errors {
		r.errors.WithLabelValues(string(graph.Code(e))).Inc()
	}
	if !r.log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	line := slog.NewRecord(time.Now(), slog.LevelInfo, "request", 0)
	line.AddAttrs(slog.String("id", one.ID), slog.Int("status", one.Status), slog.Int("cost", one.Cost.Asked), slog.Int("spent", one.Cost.Spent), slog.Duration("duration", took))
	if name := one.operation(); name != "" {
		line.AddAttrs(slog.String("operation", name[:min(len(name), maxNameLength)]))
	}
	if name := callers.From(ctx).Name; name != "" {
		line.AddAttrs(slog.String("caller", name))
	}
	if len(one.Errors) > 0 {
		line.AddAttrs(slog.String("code", string(graph.Code(one.Errors[0]))))
	}
	_ = r.log.Handler().Handle(ctx, line) // there is nowhere to report a log that fails
}

// record counts and logs the exchange.
func (x *exchange) record(ctx context.Context, start time.Time) {
	if x.cause == bodyTooSlow {
		ctx = context.WithoutCancel(ctx) // the server ended it, not the caller
	}
	x.handler.recorder.Record(ctx, start, Record{x.caller.RequestID, x.prepared, x.cost, x.status, x.errors})
}
