package neo4j

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"whojoins/model"
	"whojoins/store"
)

// Config says which database a Store asks.
type Config struct {
	Model *model.Model
	Address
}

// What the driver is set to. A connection that dies is noticed when it is used, and one
// that was idle for long is asked first, so that a restart of the database costs few
// requests.
const (
	poolSize     = 100
	acquireTime  = 3 * time.Second
	connectTime  = 3 * time.Second
	lifetime     = time.Hour
	idleTrust    = 10 * time.Second
	closeTime    = 2 * time.Second
	defaultTime  = 30 * time.Second
	openAttempts = 2
)

// Store answers plans from a Neo4j database.
type Store struct {
	model  *model.Model
	types  map[string]*model.Type
	driver driver.DriverWithContext
	config Config
	// known describes the dataset that was seen last.
	known atomic.Pointer[store.Info]
}

var _ store.Store = (*Store)(nil)

// Open makes a store of the database that the configuration names. It sends nothing:
// whether the database answers is seen by the first View.
func Open(_ context.Context, c Config) (*Store, error) {
	if c.Model == nil {
		return nil, errors.New("a store needs the model of its data")
	}
	if err := checkLayout(c.Model); err != nil {
		return nil, err
	}
	d, err := Connect(c.Address, func(d *config.Config) {
		d.MaxConnectionPoolSize = poolSize
		d.ConnectionAcquisitionTimeout = acquireTime
		d.SocketConnectTimeout = connectTime
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
	return &Store{model: c.Model, types: types, driver: d, config: c}, nil
}

// Close implements store.Store.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	return s.driver.Close(ctx)
}

// View implements store.Store. It begins a read transaction and sees whether there is a
// dataset. A connection that has died in the pool is tried once more with another one.
func (s *Store) View(ctx context.Context) (store.View, error) {
	var err error
	for range openAttempts {
		var v *view
		if v, err = s.view(ctx); err == nil {
			return v, nil
		}
		var known *coded
		if ctx.Err() != nil || !errors.As(err, &known) || !driver.IsRetryable(known.cause) {
			break
		}
	}
	return nil, err
}

func (s *Store) view(ctx context.Context) (*view, error) {
	session := s.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: driver.AccessModeRead, DatabaseName: s.config.Database, FetchSize: driver.FetchAll,
	})
	v := &view{store: s, session: session}
	err := v.begin(ctx)
	if err != nil {
		v.Close() //nolint:contextcheck // what has failed is ended also when its time is up
		return nil, failure(ctx, err)
	}
	return v, nil
}

// transaction sets what the database is told of a transaction: when to end it by itself,
// and whose it is.
func transaction(ctx context.Context) func(*driver.TransactionConfig) {
	left := defaultTime
	if deadline, ok := ctx.Deadline(); ok {
		left = max(time.Until(deadline), time.Millisecond)
	}
	return func(c *driver.TransactionConfig) {
		c.Timeout = left
		c.Metadata = map[string]any{"application": datasetName}
	}
}
