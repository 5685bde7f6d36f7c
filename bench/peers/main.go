// Command peers compares the service with engines that a program can embed: each loads the same
// synthetic graph and answers the same questions in its own best way. Answers are compared
// before anything is measured, since an engine that quickly returns nothing is not fast.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"whojoins/bench/service"
	"whojoins/internal/model"
	"whojoins/internal/output"
)

const description = `Measure the service beside engines that a program can embed, and write a report.

The engines are installed from PyPI, pinned, into a virtual environment. They run in a process of
their own and are measured without any network; the service is measured over HTTP.

Examples:

  go run ./bench/peers                                100,000 nodes, in ten minutes
  go run ./bench/peers --nodes 10000 --time 1s        a smaller graph, in two minutes
  go run ./bench/peers --engines duckdb --only Groups
  go run ./bench/peers --engines none --out -         the service alone, printed`

type command struct {
	Nodes   int           `help:"Number of entities in the synthetic graph; it has about five times as many relations." default:"100000"`
	Seed    uint64        `help:"Seed of the graph and of the variables." default:"1"`
	Engines []string      `help:"Engines to measure: ladybug, duckdb, networkit; none measures the service alone." default:"ladybug,duckdb,networkit" placeholder:"NAME,..."`
	Only    []string      `help:"Names of the questions to measure (default: all)." placeholder:"NAME,..."`
	Time    time.Duration `help:"Time that each side is measured for each question." default:"4s"`
	Rounds  int           `help:"Number of turns that this time is divided into; the sides take turns." default:"4"`
	Draws   int           `help:"Number of draws of variables for each question." default:"32"`
	Install string        `help:"Folder for the virtual environment, kept for the next run." default:"bin/peers" type:"path" placeholder:"DIR"`
	Schema  string        `help:"The schema." default:"schema.graphqls" type:"existingfile"`
	Out     string        `help:"File for the report; - prints it only." default:"bench/peers.md" placeholder:"FILE"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed := kong.Parse(&command{}, kong.Name("peers"), kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)))
	parsed.FatalIfErrorf(parsed.Run())
}

// Validate rejects values with which nothing would be measured.
func (c *command) Validate() error {
	if slices.Equal(c.Engines, []string{"none"}) {
		c.Engines = nil
	}
	for _, name := range c.Engines {
		if engineNamed(name) == nil {
			return fmt.Errorf("--engines %q: the engines are ladybug, duckdb and networkit", name)
		}
	}
	for _, name := range c.Only {
		if !slices.ContainsFunc(questions(), func(q *asking) bool { return q.name == name }) {
			return fmt.Errorf("--only %q: the questions are %v", name, questionNames())
		}
	}
	switch {
	case c.Nodes < 1000 || c.Nodes > 1_000_000:
		return fmt.Errorf("--nodes %d: must be from 1000 to 1000000", c.Nodes)
	case c.Draws < 1 || c.Draws > 1000:
		return fmt.Errorf("--draws %d: must be from 1 to 1000", c.Draws)
	case c.Rounds < 1 || c.Time/time.Duration(c.Rounds) < 50*time.Millisecond:
		return fmt.Errorf("--time %v in %d rounds: a turn must last at least 50ms", c.Time, c.Rounds)
	}
	return nil
}

// Run measures all sides and writes the report.
func (c *command) Run(ctx context.Context) error {
	if c.Out != "-" {
		if err := output.Check(c.Out); err != nil {
			return err // before ten minutes of measuring
		}
	}
	m, err := model.ParseFile(c.Schema)
	if err != nil {
		return err
	}
	python := ""
	if len(c.Engines) > 0 {
		if python, err = install(ctx, c.Install); err != nil {
			return err
		}
	}
	return output.InFolder("", "whojoins-peers-", func(dir string) error {
		program, err := service.Build(ctx, dir)
		if err != nil {
			return err
		}
		r, err := c.measure(ctx, m, sides{dir: dir, program: program, python: python})
		if err != nil {
			return err
		}
		text := r.text(ctx)
		if c.Out != "-" {
			if err := output.WriteFile(c.Out, []byte(text)); err != nil {
				return err
			}
		}
		_, err = os.Stdout.WriteString(text)
		return err
	})
}

// sides has what is needed to start every side: a folder for their files, and the programs.
type sides struct{ dir, program, python string }

// path returns the path of a file in the folder.
func (s *sides) path(name string) string { return filepath.Join(s.dir, name) }
