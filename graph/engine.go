// Package graph is the engine: it turns a GraphQL request into plans, runs them on a store,
// and returns the answer. It knows neither HTTP nor files.
//
// There is one way in. [Engine.Prepare] parses, validates and compiles a request;
// [Engine.Run] executes it and passes the answer to a [Sink]. [Engine.Query] does both and
// returns the data in memory.
package graph

import (
	"log/slog"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph/generated"
	"whojoins/internal/cost"
	"whojoins/internal/lane"
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
	// Slots is the number of heavy operations that run at the same time; 0 means one fewer than
	// the processors, and at least one.
	Slots int
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
	// estimator estimates requests for the dataset that was seen last.
	estimator atomic.Pointer[cost.Estimator]
	// gates bound how many operations run at the same time.
	gates gates
	// positions are those of the entities, for pictures.
	positions positions
}

// New returns an Engine.
func New(c Config) *Engine {
	e := &Engine{config: c, log: c.Logger, schema: loadSchema(), prepared: NewCache(), gates: newGates(&c)}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	e.executor = generated.NewExecutor(e.schema, readField)
	e.documents, e.introspection = newDocuments(e.schema), newIntrospection(e.schema)
	e.estimator.Store(cost.New(nil, c.Model))
	return e
}

// Model returns the model of the schema.
func (e *Engine) Model() *model.Model { return e.config.Model }

// Limits returns the limits of callers that have none of their own.
func (e *Engine) Limits() plan.Limits { return e.config.Limits }

// Version returns the version of the program.
func (e *Engine) Version() string { return e.config.Version }

// InFlight returns the number of requests that are being prepared or run.
func (e *Engine) InFlight() int {
	return e.gates.cheap.Stats().Running + e.gates.heavy.Stats().Running
}

// Begun returns the number of operations that got a slot so far.
func (e *Engine) Begun() (all int) {
	for _, l := range e.Lanes() {
		all += l.Begun
	}
	return all
}

// Lanes returns the counts of the lanes of operations, by name.
func (e *Engine) Lanes() map[string]lane.Stats {
	return map[string]lane.Stats{"cheap": e.gates.cheap.Stats(), "heavy": e.gates.heavy.Stats(), "files": e.gates.files.Stats()}
}
