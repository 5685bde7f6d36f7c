// Package graphql implements GraphQL over HTTP: it receives requests, passes them to the
// engine, and sends the answers, with status codes, content negotiation, freshness and
// metrics. The specification is https://graphql.github.io/graphql-over-http/draft/.
package graphql

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/manifest"
)

// Config configures a Handler.
type Config struct {
	Engine *graph.Engine
	// Recorder counts and logs requests; nil means neither.
	Recorder *Recorder
	// Site is the address of the service for citations and files; empty means the address to
	// which a request was sent.
	Site string
	// Explain lets callers see plans and database statements, by the header X-Explain.
	Explain bool
	// WriteFile writes one page of an answer as a file; nil means that only JSON, CSV and TSV
	// are offered.
	WriteFile WriteFile
	// Documents are the documents that callers may name by an id; nil for none.
	Documents *manifest.Manifest
}

// WriteFile writes one page of an answer as a file in a format. The answer can be requested
// again at an address.
type WriteFile func(ctx context.Context, w io.Writer, a *graph.Answer, f *format.Format, at Address) error

// Handler answers GraphQL over HTTP. It is safe for concurrent use.
type Handler struct {
	config   Config
	engine   *graph.Engine
	recorder *Recorder
	// cache has prepared requests by the received bytes: bodies of POST, parameters of GET.
	cache *graph.Cache
	// persisted has the documents that clients name by their hash.
	persisted *documents
	// representations are in the service's order of preference.
	representations []*representation
	mediaTypes      []string
	buildTag        string
}

// New returns a Handler.
func New(c Config) *Handler {
	h := &Handler{config: c, engine: c.Engine, recorder: c.Recorder, cache: graph.NewCache(), persisted: newDocuments(), buildTag: BuildTag(c.Engine)}
	if h.recorder == nil {
		h.recorder = NewRecorder(c.Engine, nil, nil)
	}
	h.representations = representations(c.WriteFile)
	for _, r := range h.representations {
		h.mediaTypes = append(h.mediaTypes, r.mediaType)
	}
	return h
}

// ServeHTTP answers a request by POST or GET.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", methods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	x := h.begin(w, r)
	defer x.end()
	x.representation = h.accepted(r)
	ctx, cancel := withDeadline(r.Context(), h.deadline(start))
	defer cancel()
	if err := x.receive(); err != nil {
		x.fail(ctx, err)
	} else if p := x.prepare(ctx); p != nil {
		x.answer(ctx, p)
	}
	x.send()
	x.record(r.Context(), start)
}

// Serve answers a request that was not received as GraphQL, such as one of the question
// library: in JSON, with the statuses of application/graphql-response+json. The HTTP request
// supplies the rest: method, headers, host. vary is the value of the header Vary. The header Link
// names the licence.
func (h *Handler) Serve(w http.ResponseWriter, r *http.Request, q graph.Request, vary string) {
	start := time.Now()
	x := h.begin(w, r)
	defer x.end()
	x.representation, x.vary, x.licensed = plainJSON, []string{vary}, true
	_, _ = fmt.Fprintf(&x.body, "%s %s\n%s", q.Variables, q.OperationName, q.Query) // for the ETag
	ctx, cancel := withDeadline(r.Context(), h.deadline(start))
	defer cancel()
	if p, err := h.engine.Prepare(q, x.caller); err != nil {
		x.fail(ctx, err)
	} else {
		x.answer(ctx, p)
	}
	x.send()
	x.record(r.Context(), start)
}

// Query answers a request in memory like graph.Engine.Query, and records it as a separate
// request.
func (h *Handler) Query(ctx context.Context, q graph.Request, c graph.Caller) (data json.RawMessage, errs gqlerror.List) {
	start := time.Now()
	var cost graph.Cost
	p, err := h.engine.Prepare(q, c)
	if err != nil {
		errs = h.engine.Present(ctx, err)
	} else {
		data, cost, errs = h.engine.Data(ctx, p, c)
	}
	h.recorder.Record(ctx, start, Record{c.RequestID, p, cost, statusOf(len(data), errs), errs})
	return data, errs
}

// Run answers a request that another part of the program reads by a sink, and records it as a separate
// request.
func (h *Handler) Run(ctx context.Context, q graph.Request, c graph.Caller, s graph.Sink) (errs gqlerror.List) {
	start := time.Now()
	var cost graph.Cost
	p, err := h.engine.Prepare(q, c)
	if err == nil {
		cost = h.engine.Cost(p, c)
		err = h.engine.Run(ctx, p, c, counted{s, &cost})
	}
	status := http.StatusOK
	if err != nil {
		errs = h.engine.Present(ctx, err)
		status, _ = Status(errs)
	}
	h.recorder.Record(ctx, start, Record{c.RequestID, p, cost, status, errs})
	return errs
}

// counted is a sink that reads what an operation cost.
type counted struct {
	graph.Sink
	cost *graph.Cost
}

// Receive implements graph.Sink.
func (s counted) Receive(ctx context.Context, a *graph.Answer) error {
	defer func() { *s.cost = a.Cost() }()
	return s.Sink.Receive(ctx, a)
}

// deadline returns the time by which a request that began at start must end. The limit
// includes the time for receiving its body.
func (h *Handler) deadline(start time.Time) time.Time {
	return start.Add(time.Duration(h.engine.Limits().Time) * time.Millisecond)
}

// isMutation reports whether a document was rejected because it would change data.
func isMutation(errs gqlerror.List) bool {
	return slices.ContainsFunc(errs, func(e *gqlerror.Error) bool { return e.Rule == rules.KnownRootTypeRule.Name })
}
