// Package graph is the engine: it turns a GraphQL request into plans, runs them on a store,
// and returns the answer. It knows neither HTTP nor files.
//
// There is one way in. [Engine.Prepare] parses, validates and compiles a request;
// [Engine.Run] executes it and passes the answer to a [Sink]. [Engine.Query] does both and
// returns the data in memory.
package graph

import (
	"log/slog"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph/generated"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Config configures an Engine.
type Config struct {
	// Model must be made from the schema that this package was generated from.
	Model *model.Model
	// Store holds the dataset. The engine does not close it.
	Store store.Store
	// Limits bound the requests of every caller that has no limits of its own.
	Limits plan.Limits
	// Logger receives the causes of internal errors; nil discards them.
	Logger *slog.Logger
	// Version is the version of the program, for the root field meta.
	Version string
}

// Engine answers GraphQL requests. It is safe for concurrent use.
type Engine struct {
	config   Config
	log      *slog.Logger
	schema   *ast.Schema
	executor *generated.Executor
	// documents and prepared are caches.
	documents     *documents
	prepared      *Cache
	introspection *introspection
	// requests and files bound how many operations run at the same time.
	requests, files gate
}

// New returns an Engine.
func New(c Config) *Engine {
	e := &Engine{config: c, log: c.Logger, schema: loadSchema(), prepared: NewCache()}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	e.requests = newGate(c.Limits.InFlight, "inFlight", "operations are running")
	e.files = newGate(c.Limits.Exports, "exports", "files are being written")
	e.executor = generated.NewExecutor(e.schema, readField)
	e.documents, e.introspection = newDocuments(e.schema), newIntrospection(e.schema)
	return e
}

// Model returns the model of the schema.
func (e *Engine) Model() *model.Model { return e.config.Model }

// Limits returns the limits of callers that have none of their own.
func (e *Engine) Limits() plan.Limits { return e.config.Limits }

// Version returns the version of the program.
func (e *Engine) Version() string { return e.config.Version }

// InFlight returns the number of requests that are being prepared or run.
func (e *Engine) InFlight() int { return len(e.requests.slots) }
