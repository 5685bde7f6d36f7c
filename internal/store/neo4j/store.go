// Package neo4j implements a store on a Neo4j database. It loads a graph into the database, in
// the layout that package layout defines, and answers each plan with one Cypher statement,
// which a pure function compiles. All answers of a view are from the same edition of the
// dataset.
package neo4j

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// Config is the configuration of a Store.
type Config struct {
	Model *model.Model
	Address
	// Patience is the longest wait for a connection, well below the deadline of a request, so
	// that callers learn of an unreachable database in time; 0 means 3 seconds.
	Patience time.Duration
}

// The configuration of the driver. There are as many connections as operations in flight by
// default. A dead connection is detected when it is used, and an idle one is checked before
// use, so that few requests fail after a restart of the database. Connections have a limited
// lifetime, so that load is balanced over the servers of a cluster.
const (
	poolSize    = 256
	connectTime = 3 * time.Second
	lifetime    = time.Hour
	idleTrust   = 10 * time.Second
	// closeTime is the time limit for closing a session or the driver.
	closeTime = 2 * time.Second
	// defaultTime is the time limit of a transaction if the request has no deadline.
	defaultTime  = 30 * time.Second
	openAttempts = 2
)

// Store answers plans from a Neo4j database.
type Store struct {
	model *model.Model
	// types maps the name of a type to the type, and relations maps a relationship type to its
	// relation.
	types, relations map[string]*model.Type
	driver           driver.DriverWithContext
	config           Config
	// lastEdition describes the dataset edition seen last.
	lastEdition atomic.Pointer[datasetEdition]
	// unreachable reports whether the database has failed to answer and has not answered since.
	unreachable atomic.Bool
}

var _ store.Store = (*Store)(nil)

// Open makes a store of the database in the configuration. It does not connect; the first View
// does.
func Open(_ context.Context, c Config) (*Store, error) {
	if c.Model == nil {
		return nil, errors.New("the configuration has no model")
	}
	if err := layout.Check(c.Model); err != nil {
		return nil, err
	}
	patience := connectTime
	if c.Patience > 0 {
		patience = c.Patience
	}
	d, err := Connect(c.Address, func(d *config.Config) {
		d.MaxConnectionPoolSize = poolSize
		d.ConnectionAcquisitionTimeout = patience
		d.SocketConnectTimeout = patience
		d.MaxConnectionLifetime = lifetime
		d.ConnectionLivenessCheckTimeout = idleTrust
		d.FetchSize = driver.FetchAll
	})
	if err != nil {
		return nil, err
	}
	types := map[string]*model.Type{}
	for _, t := range slices.Concat(c.Model.Entities, c.Model.Relations) {
		types[t.Enum] = t
	}
	relations := map[string]*model.Type{}
	for _, t := range c.Model.Relations {
		relations[layout.Relationship(t, false)] = t
	}
	return &Store{model: c.Model, types: types, relations: relations, driver: d, config: c}, nil
}

// Known implements store.Describer: it describes the dataset edition seen last.
func (s *Store) Known() *store.Info {
	if last := s.lastEdition.Load(); last != nil {
		return &last.Info
	}
	return nil
}

// Close implements store.Store.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	return s.driver.Close(ctx)
}

// View implements store.Store. It begins a read transaction and reads the description of the
// dataset. If a pooled connection is dead, it tries again with another one.
func (s *Store) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	var err error
	for range openAttempts {
		v := &view{store: s, options: o}
		if err = v.begin(ctx); err == nil {
			return v, nil
		}
		v.Close() //nolint:contextcheck // closing must not be limited by the deadline that has passed
		if ctx.Err() != nil || !isTransient(err) {
			break
		}
	}
	return nil, s.openError(ctx, err)
}

// session opens a session for reading.
func (s *Store) session(ctx context.Context) driver.SessionWithContext {
	return s.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: driver.AccessModeRead, DatabaseName: s.config.Database, FetchSize: driver.FetchAll,
	})
}

// transactionConfig sets the time limit of a transaction, and metadata that identifies the
// request in the database.
func (v *view) transactionConfig(ctx context.Context) func(*driver.TransactionConfig) {
	left := defaultTime
	if deadline, ok := ctx.Deadline(); ok {
		left = max(time.Until(deadline), time.Millisecond)
	}
	return func(c *driver.TransactionConfig) {
		c.Timeout = left
		c.Metadata = map[string]any{"application": layout.DatasetName, "request": v.options.RequestID, "operation": v.options.OperationName}
	}
}
