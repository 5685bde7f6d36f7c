package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/neo4j"
)

// checkTime is how long a database may take to answer when the service starts.
const checkTime = 5 * time.Second

// openStore makes the store that the configuration names.
func openStore(ctx context.Context, c Config) (store.Store, error) {
	m := c.Server.Model
	switch {
	case c.Store == "memory":
		return openEmbedded(m, c)
	case strings.Contains(c.Store, "://"):
		return openDatabase(ctx, m, c)
	}
	return openPacked(m, c)
}

// openPacked opens the embedded store of a packed file.
func openPacked(m *model.Model, c Config) (store.Store, error) {
	if _, err := os.Stat(c.Store); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no store %q: it is memory, the embedded store; a file that `whojoins pack --out FILE` wrote; or the address of a Neo4j, such as neo4j://127.0.0.1:7687", c.Store)
	}
	if c.Data != "" {
		return nil, errors.New("--data goes with --store memory; a packed file holds its dataset, and whojoins pack --data writes one")
	}
	return memory.Open(m, c.Store)
}

// openEmbedded fills the embedded store with a dataset.
func openEmbedded(m *model.Model, c Config) (store.Store, error) {
	g, warnings, err := readGraph(m, c.Data)
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		c.Server.Logger.Warn("dataset", "warning", w.String())
	}
	return memory.New(g)
}

// openDatabase opens a Neo4j. One that does not answer yet is waited for while the
// service runs, and is not ready; one that cannot be served from is an error.
func openDatabase(ctx context.Context, m *model.Model, c Config) (store.Store, error) {
	if c.Data != "" {
		return nil, errors.New("--data goes with the embedded store; whojoins load brings a dataset into a Neo4j")
	}
	address, err := neo4j.FromEnvironment(c.Store, os.Getenv)
	if err != nil {
		return nil, err
	}
	st, err := neo4j.Open(ctx, neo4j.Config{Model: m, Address: address, Patience: patience(c.Server.Limits)})
	if err != nil {
		return nil, err
	}
	checking, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	missing, err := st.Check(checking)
	switch {
	case errors.Is(err, neo4j.ErrCredentials) || errors.Is(err, neo4j.ErrWritable):
		return nil, errors.Join(fmt.Errorf("%s: %w", c.Store, err), st.Close()) //nolint:contextcheck // it is closed also when the time to start is up
	case err != nil:
		c.Server.Logger.Warn("the service is not ready until its database answers; `make neo4j` starts one for trials", "store", c.Store, "error", err.Error())
	case len(missing) > 0:
		c.Server.Logger.Warn("the database lacks indexes, so questions are slow; make them with the command", "command", "whojoins load --store "+c.Store, "missing", missing)
	}
	return st, nil
}

// patience is how long a connection to the database may be waited for: half the time of
// a request, so that there is time to say that there is none, and at most 3 seconds.
func patience(l plan.Limits) time.Duration {
	return min(time.Duration(l.Time)*time.Millisecond/2, 3*time.Second)
}

// folder opens the folder of a dataset.
func folder(path string) (fs.FS, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("no dataset at %q: it takes a folder with dataset.yaml in it", path)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%q is a file: it takes the folder of a dataset, with dataset.yaml in it", path)
	}
	return os.DirFS(path), nil
}
