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

// Config says which database a Store asks.
type Config struct {
	Model *model.Model
	Address
	// Patience is how long a connection may be waited for, well below the time of a
	// request, so that callers learn in time that there is none; 0 for 3 seconds.
	Patience time.Duration
}

// What the driver is set to. As many connections as operations are in flight by default;
// one that dies is noticed when it is used, and one that was idle for a while is asked
// first, so that a restart of the database costs few requests. None lives for ever, so
// that load spreads over the servers of a cluster.
const (
	poolSize    = 256
	connectTime = 3 * time.Second
	lifetime    = time.Hour
	idleTrust   = 10 * time.Second
	// closeTime is how long ending what was opened may take.
	closeTime = 2 * time.Second
	// defaultTime is how long a transaction may take whose request has no deadline.
	defaultTime  = 30 * time.Second
	openAttempts = 2
)

// Store answers plans from a Neo4j database.
type Store struct {
	model *model.Model
	// types are by the word of each, relations by the name of their relationships.
	types, relations map[string]*model.Type
	driver           driver.DriverWithContext
	config           Config
	// known describes the dataset that was seen last.
	known atomic.Pointer[edition]
	// away says that the database has not answered since it last did not.
	away atomic.Bool
}

var _ store.Store = (*Store)(nil)

// Open makes a store of the database that the configuration names. It sends nothing:
// whether the database answers is seen by the first View.
func Open(_ context.Context, c Config) (*Store, error) {
	if c.Model == nil {
		return nil, errors.New("a store needs the model of its data")
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

// Close implements store.Store.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	return s.driver.Close(ctx)
}

// View implements store.Store. It begins a read transaction and sees whether there is a
// dataset. A connection that has died in the pool is tried once more with another one.
func (s *Store) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	var err error
	for range openAttempts {
		v := &view{store: s, options: o}
		if err = v.begin(ctx); err == nil {
			return v, nil
		}
		v.Close() //nolint:contextcheck // what has failed is ended also when its time is up
		if ctx.Err() != nil || !passing(err) {
			break
		}
	}
	return nil, s.unopened(ctx, err)
}

// session is one that reads.
func (s *Store) session(ctx context.Context) driver.SessionWithContext {
	return s.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: driver.AccessModeRead, DatabaseName: s.config.Database, FetchSize: driver.FetchAll,
	})
}

// transaction sets what the database is told of a transaction: when to end it by itself,
// and whose it is.
func (v *view) transaction(ctx context.Context) func(*driver.TransactionConfig) {
	left := defaultTime
	if deadline, ok := ctx.Deadline(); ok {
		left = max(time.Until(deadline), time.Millisecond)
	}
	return func(c *driver.TransactionConfig) {
		c.Timeout = left
		c.Metadata = map[string]any{"application": layout.DatasetName, "request": v.options.RequestID, "operation": v.options.OperationName}
	}
}
