// Package graph is the GraphQL edge of the service: the schema, the transport, and the
// way from a request to the plans of its root fields and back to one response.
package graph

import (
	"hash/maphash"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"

	"whojoins/graph/generated"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Config says what a Handler answers from, and how.
type Config struct {
	// Model is of the same schema that the package was generated from.
	Model *model.Model
	Store store.Store
	// Limits bound every request.
	Limits plan.Limits
	// Logger gets one record a request, without its text or variables; nil for none.
	Logger *slog.Logger
	// Registry gets the metrics; nil for none.
	Registry prometheus.Registerer
	// Version is the program's, for the root field meta.
	Version string
	// Site is the address under which callers reach the service, for citations; empty for
	// the one that a request was sent to.
	Site string
	// Explain lets callers see plans and statements, by the header X-Explain.
	Explain bool
}

// Handler answers GraphQL over HTTP. It is safe for concurrent use.
type Handler struct {
	config   Config
	log      *slog.Logger
	executor *generated.Executor
	preparer *preparer
	about    map[string]model.Value
	metrics  *metrics
	// flight has an element for each operation that is being answered.
	flight chan struct{}
	// exporting has one for each file that is being written.
	exporting chan struct{}
	// edition is this build and configuration, in tags.
	edition string
}

// New makes a Handler.
func New(c Config) *Handler {
	h := &Handler{config: c, log: c.Logger, about: about(c.Version, c.Limits), metrics: newMetrics(c.Registry)}
	h.exporting = make(chan struct{}, max(c.Limits.Exports, 1))
	h.flight, h.edition = make(chan struct{}, max(c.Limits.InFlight, 1)), edition(c)
	if h.log == nil {
		h.log = slog.New(slog.DiscardHandler)
	}
	schema := loadSchema()
	h.executor = generated.NewExecutor(schema, h.read)
	h.preparer = &preparer{
		model: c.Model, schema: schema, limits: c.Limits, about: newIntrospection(schema),
		documents: newDocuments(schema, c.Limits), known: cache[uint64, *bodied](), seed: maphash.MakeSeed(), recover: h.recover,
	}
	return h
}
