package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store/neo4j"
)

type loadCommand struct {
	Store string `help:"Address of the Neo4j to load into, such as neo4j://127.0.0.1:7687; by default the value of NEO4J_URI. User, password and database come from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE." env:"STORE" placeholder:"URI"`
	Data  string `help:"Dataset to load instead of the built-in one: a folder, a workspace, or a packed file." type:"path" xor:"data" placeholder:"DIR"`
	From  string `help:"Packed file to load like --data; where the database has an earlier edition, only what differs is written." type:"existingfile" xor:"data" placeholder:"FILE.pack"`
	Force bool   `help:"Load even if the database has other data, which stays."`
	Again bool   `help:"Load even if the database already has this version of the dataset."`
}

// Run loads a dataset into Neo4j, in place of a previously loaded one.
func (c *loadCommand) Run(ctx context.Context, t *terminal) error {
	g, err := t.dataset(ctx, cmp.Or(c.From, c.Data))
	if err != nil {
		return err
	}
	address, err := neo4j.FromEnvironment(c.Store, os.Getenv)
	if err != nil {
		return err
	}
	d, err := neo4j.Connect(address)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close(context.WithoutCancel(ctx)) }()
	if err := d.VerifyConnectivity(ctx); err != nil {
		return unreachable(address, err)
	}
	progress := newProgress(t.stderr)
	start := time.Now()
	loaded, err := neo4j.Load(ctx, d, g, &neo4j.LoadOptions{Database: address.Database, AllowForeign: c.Force, Reload: c.Again, Changes: c.From != "", Progress: progress.rows})
	progress.finish()
	if err != nil {
		return fmt.Errorf("loading into %s: %w", address.URI, err)
	}
	if loaded.AlreadyLoaded {
		_, err = fmt.Fprintf(t.stdout, "Version %s is already loaded. To load it again, add --again.\n", g.Version)
		return err
	}
	if loaded.Changes {
		_, err = fmt.Fprintf(t.stdout, "Loaded version %s in %v by what differs from %s: %d entities and relations written, %d removed.\n",
			g.Version, time.Since(start).Round(time.Millisecond), before(loaded.Before), loaded.Written, loaded.Removed)
		return err
	}
	if c.From != "" {
		if _, err := fmt.Fprintln(t.stdout, "The database has no earlier edition that this program can compare, so everything was written."); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(t.stdout, "Loaded version %s in %v: %s, %s.\n",
		g.Version, time.Since(start).Round(time.Millisecond), entities(loaded.Entities), plural(loaded.Relations, "relation"))
	return err
}

// before names the edition that a database had.
func before(version string) string {
	if version == "" {
		return "an interrupted load"
	}
	return "version " + version
}

// unreachable explains why a Neo4j could not be reached, and what to do.
func unreachable(a neo4j.Address, err error) error {
	var rejected *driver.Neo4jError
	if errors.As(err, &rejected) && rejected.Code == "Neo.ClientError.Security.Unauthorized" {
		return fmt.Errorf("the Neo4j at %s rejects user %q with this password; set NEO4J_USERNAME and NEO4J_PASSWORD", a.URI, a.Username)
	}
	return fmt.Errorf("the Neo4j at %s does not answer; start one for trials with `make neo4j`: %w", a.URI, err)
}
