package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"whojoins/internal/edition"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/neo4j"
)

// checkTimeout is how long the service waits for its database at startup.
const checkTimeout = 5 * time.Second

// memoryStore is the name of the embedded store.
const memoryStore = "memory"

// openStore opens the store in the configuration.
func openStore(ctx context.Context, c Config) (store.Store, error) {
	m := c.Server.Model
	packed := c.Store != memoryStore && !strings.Contains(c.Store, "://")
	switch {
	case c.History != "" && !packed:
		return nil, errors.New("--history requires --store FILE.pack; other stores have one edition at a time")
	case c.Store == memoryStore:
		return openEmbedded(ctx, m, c)
	case strings.Contains(c.Store, "://"):
		return openDatabase(ctx, m, c)
	}
	return openPacked(ctx, m, c)
}

// openPacked opens the embedded store from a packed file.
func openPacked(ctx context.Context, m *model.Model, c Config) (store.Store, error) {
	if _, err := os.Stat(c.Store); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no store %q: give memory, for the embedded store; a file written by `whojoins pack --out FILE`; or the address of a Neo4j, such as neo4j://127.0.0.1:7687", c.Store)
	}
	if c.Data != "" {
		return nil, errors.New("--data requires --store memory; a packed file contains its dataset, and whojoins pack --data writes one")
	}
	st, err := memory.Open(ctx, m, c.Store)
	if err != nil {
		return nil, err
	}
	if h := history(c); h != nil {
		return h.Restore(ctx, st, max(c.Editions, 1))
	}
	return edition.NewShelf(st, max(c.Editions, 1)), nil
}

// history returns the folder of former editions, or nil if none is configured.
func history(c Config) *edition.History {
	if c.History == "" {
		return nil
	}
	return &edition.History{Dir: c.History, Model: c.Server.Model, Log: c.Server.Logger}
}

// openEmbedded opens the embedded store with a dataset.
func openEmbedded(ctx context.Context, m *model.Model, c Config) (store.Store, error) {
	g, warnings, err := loadDataset(ctx, m, c.Data)
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		c.Server.Logger.Warn("dataset", "warning", w.String())
	}
	src, err := memory.SourceOf(g)
	if err != nil {
		return nil, err
	}
	st, err := memory.From(ctx, src)
	if err != nil {
		return nil, err
	}
	return edition.NewShelf(st, 1), nil
}

// openDatabase opens a store on Neo4j. If the database does not answer yet, the service
// starts and is not ready. If it rejects the user or accepts writes, openDatabase fails.
func openDatabase(ctx context.Context, m *model.Model, c Config) (store.Store, error) {
	if c.Data != "" {
		return nil, errors.New("--data requires the embedded store; whojoins load loads a dataset into Neo4j")
	}
	address, err := neo4j.FromEnvironment(c.Store, os.Getenv)
	if err != nil {
		return nil, err
	}
	st, err := neo4j.Open(ctx, neo4j.Config{Model: m, Address: address, Patience: connectTimeout(c.Server.Limits)})
	if err != nil {
		return nil, err
	}
	checking, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	missing, err := st.Check(checking)
	switch {
	case errors.Is(err, neo4j.ErrCredentials) || errors.Is(err, neo4j.ErrWritable):
		return nil, errors.Join(fmt.Errorf("%s: %w", c.Store, err), st.Close()) //nolint:contextcheck // Close must run even after the startup timeout
	case err != nil:
		c.Server.Logger.Warn("the service is not ready until its database answers; start one for trials with `make neo4j`", "store", c.Store, "error", err.Error())
	case len(missing) > 0:
		c.Server.Logger.Warn("the database lacks indexes, so queries are slow; create them with the command", "command", "whojoins load --store "+c.Store, "missing", missing)
	}
	return st, nil
}

// connectTimeout returns how long a request waits for a connection to the database: half
// the time of a request, so that time remains for the error, and at most 3 seconds.
func connectTimeout(l plan.Limits) time.Duration {
	return min(time.Duration(l.Time)*time.Millisecond/2, 3*time.Second)
}
