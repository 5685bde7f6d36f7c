package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"whojoins/internal/store/neo4j"
)

type loadCommand struct {
	Store string `help:"Address of the Neo4j to load into, such as neo4j://127.0.0.1:7687; left out, NEO4J_URI says it. User, password and database come from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE." env:"STORE" placeholder:"URI"`
	Data  string `help:"Folder of a dataset to load instead of the one in the program." type:"path" placeholder:"DIR"`
	Force bool   `help:"Load although the database holds other data too, which stays."`
	Again bool   `help:"Load although the database has this version of the dataset."`
}

// Run brings a dataset into a Neo4j, in place of the one that was there.
func (c *loadCommand) Run(ctx context.Context, o *output) error {
	g, err := o.dataset(c.Data)
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
	stages := &stages{out: o.beside, terminal: isTerminal(o.beside)}
	start := time.Now()
	loaded, err := neo4j.Load(ctx, d, g, &neo4j.LoadOptions{Database: address.Database, AllowForeign: c.Force, Reload: c.Again, Progress: stages.progress})
	stages.finish()
	if err != nil {
		return fmt.Errorf("loading into %s: %w", address.URI, err)
	}
	if loaded.AlreadyLoaded {
		_, err = fmt.Fprintf(o.result, "version %s is there already; --again loads it anew\n", g.Version)
		return err
	}
	_, err = fmt.Fprintf(o.result, "version %s loaded in %v: entities %d, relations %d\n",
		g.Version, time.Since(start).Round(time.Millisecond), loaded.Entities, loaded.Relations)
	return err
}

// unreachable says what may be wrong when a Neo4j does not let us in.
func unreachable(a neo4j.Address, err error) error {
	var refused *driver.Neo4jError
	if errors.As(err, &refused) && refused.Code == "Neo.ClientError.Security.Unauthorized" {
		return fmt.Errorf("the Neo4j on %s does not know user %q with this password; NEO4J_USERNAME and NEO4J_PASSWORD name them", a.URI, a.Username)
	}
	return fmt.Errorf("the Neo4j on %s does not answer; `make neo4j` starts one for trials: %w", a.URI, err)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// stages shows how far a load is: a bar on a terminal, elsewhere one line for each stage.
type stages struct {
	out        io.Writer
	terminal   bool
	name, unit string
	done       int
	start      time.Time
	bar        *progressbar.ProgressBar
}

func (s *stages) progress(stage string, done, total int) {
	s.progressIn("rows", stage, done, total)
}

// progressIn counts in another unit than rows.
func (s *stages) progressIn(unit, stage string, done, total int) {
	if stage != s.name {
		s.finish()
		s.name, s.unit, s.start = stage, unit, time.Now()
		if s.terminal {
			s.bar = newBar(s.out, stage, unit, total)
		}
	}
	s.done = done
	if s.bar != nil {
		_ = s.bar.Set(done)
	}
}

func newBar(out io.Writer, stage, unit string, total int) *progressbar.ProgressBar {
	if total == 0 {
		total = -1
	}
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(stage),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString(unit), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionOnCompletion(func() { fmt.Fprintln(out) }))
}

// finish ends the stage that is shown.
func (s *stages) finish() {
	if s.name == "" {
		return
	}
	if s.bar != nil {
		_ = s.bar.Finish()
	} else {
		took := time.Since(s.start)
		fmt.Fprintf(s.out, "%s: %d in %v, %.0f %s/s\n", s.name, s.done, took.Round(time.Millisecond), float64(s.done)/max(took.Seconds(), 1e-3), s.unit)
	}
	s.name, s.bar = "", nil
}
