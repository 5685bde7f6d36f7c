// Command attack builds the service, runs it on a synthetic graph under a memory limit, attacks
// it in known ways, and prints what each attack cost the service and its other callers. It
// needs Linux.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"whojoins/bench/bar"
	"whojoins/bench/graph"
	"whojoins/bench/service"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store/memory"
)

const description = `Attack the service in known ways, and print a table.

Every attack gets a service of its own. Beside the attack another caller sends a cheap query,
whose times are compared with those at the same service before the attack. The exit status is 1
if a promise of docs/security.md is broken.

Examples:

  go run ./bench/attack                     100,000 nodes, in two minutes
  go run ./bench/attack --nodes 0           the dataset in the program
  go run ./bench/attack --only 'stalled bodies' --program ./whojoins`

type command struct {
	Nodes   int           `help:"Number of nodes of the synthetic graph; 0 attacks the dataset in the program." default:"100000"`
	Memory  int           `help:"Memory that the service may use, in MiB: GOMEMLIMIT is nine tenths of it, and a service that exceeds it is killed." default:"1024"`
	Time    time.Duration `help:"Duration of an attack that goes on until it is stopped." default:"4s"`
	Only    []string      `help:"Names of the attacks to run; all by default." placeholder:"NAME,..."`
	Program string        `help:"Program to attack instead of the one built from this folder." type:"existingfile"`
	Schema  string        `help:"The schema." default:"schema.graphqls" type:"existingfile"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed := kong.Parse(&command{}, kong.Name("attack"), kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)))
	parsed.FatalIfErrorf(parsed.Run())
}

// Validate rejects numbers with which nothing would be attacked.
func (c *command) Validate() error {
	if c.Nodes != 0 && (c.Nodes < 1000 || c.Nodes > 1_000_000) {
		return fmt.Errorf("--nodes %d: must be 0, or from 1000 to 1000000", c.Nodes)
	}
	if c.Memory < 64 {
		return fmt.Errorf("--memory %d: must be at least 64", c.Memory)
	}
	if c.Time < time.Second || c.Time > time.Minute {
		return fmt.Errorf("--time %v: must be from 1s to 1m", c.Time)
	}
	return nil
}

var errBroken = errors.New("a promise is broken")

// Run runs the attacks in turn.
func (c *command) Run(ctx context.Context) error {
	attacks, err := selected(c.Only)
	if err != nil {
		return err
	}
	return output.InFolder("", "whojoins-attack-", func(dir string) error { return c.attackAll(ctx, attacks, dir) })
}

// attackAll runs the attacks, with the program and the graph in a folder.
func (c *command) attackAll(ctx context.Context, attacks []attack, dir string) (err error) {
	program := c.Program
	if program == "" {
		if program, err = service.Build(ctx, dir); err != nil {
			return err
		}
	}
	store := "memory"
	if c.Nodes > 0 {
		store = filepath.Join(dir, "graph.pack")
		if err := c.pack(ctx, store); err != nil {
			return err
		}
	}
	progress := bar.New("attacking", len(attacks))
	var rows []row
	for _, a := range attacks {
		r, err := c.attack(ctx, a, program, store)
		if err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
		rows = append(rows, r)
		_ = progress.Add(1) // a bar that cannot be drawn stops nothing
	}
	_ = progress.Finish()
	if !report(os.Stdout, rows) {
		return errBroken
	}
	return nil
}

// pack writes the synthetic graph as a packed file.
func (c *command) pack(ctx context.Context, path string) error {
	m, err := model.ParseFile(c.Schema)
	if err != nil {
		return err
	}
	made := graph.Make(m, c.Nodes, 1)
	progress := bar.New(fmt.Sprintf("%d nodes", c.Nodes), made.Nodes()+made.Ties())
	src := made.Source()
	src.Progress = func(rows int) { _ = progress.Set(rows) } // a bar that cannot be drawn stops nothing
	st, err := memory.From(ctx, src)
	if err != nil {
		return err
	}
	_ = progress.Finish()
	return st.Pack(ctx, path, nil)
}
