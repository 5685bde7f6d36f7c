// Command measure packs synthetic graphs of several sizes, serves each by the real program,
// and prints what size costs: time to the first answer, memory, and pages without a count.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"
	"github.com/schollz/progressbar/v3"

	"whojoins/bench/graph"
	"whojoins/internal/model"
	"whojoins/internal/store/memory"
)

const description = `Pack synthetic graphs, serve them, and print what size costs.

Examples:

  go run ./bench/graph/measure                          10,000 and 1,000,000 nodes: about three minutes, 5 GB
  go run ./bench/graph/measure --nodes 10000,100000     smaller, in half a minute
  go run ./bench/graph/measure --nodes 100000 --keep .  and keep the packed file`

type command struct {
	Nodes  []int  `help:"Nodes of a graph, one measurement each; each has about five times as many relations." default:"10000,1000000" placeholder:"N,..."`
	Seed   uint64 `help:"Seed of the graphs." default:"1"`
	Asks   int    `help:"How often each question is asked." default:"400"`
	Schema string `help:"The schema." default:"schema.graphqls" type:"existingfile"`
	Keep   string `help:"Folder to keep the packed files in, as NODES.pack; those that are there are served as they are." type:"existingdir" placeholder:"DIR"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	parsed := kong.Parse(&command{}, kong.Name("measure"), kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)))
	parsed.FatalIfErrorf(parsed.Run())
}

// Validate refuses numbers that measure nothing.
func (c *command) Validate() error {
	for _, n := range c.Nodes {
		if n < 1000 || n > 5_000_000 {
			return fmt.Errorf("--nodes %d: a graph has 1000 to 5000000 nodes", n)
		}
	}
	if c.Asks < 10 || c.Asks > 100_000 {
		return fmt.Errorf("--asks %d: a question is asked 10 to 100000 times", c.Asks)
	}
	return nil
}

// Run measures every size in turn.
func (c *command) Run(ctx context.Context) error {
	m, err := model.ParseFile(c.Schema)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "whojoins-measure-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // a temporary folder that stays does no harm
	program := filepath.Join(dir, "whojoins")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "whojoins")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building the service: %w", err)
	}
	if c.Keep != "" {
		dir = c.Keep
	}
	all := make([]size, len(c.Nodes))
	for i, n := range c.Nodes {
		s := &all[i]
		s.nodes, s.path = n, filepath.Join(dir, fmt.Sprintf("%d.pack", n))
		if err := s.pack(ctx, m, c.Seed); err != nil {
			return err
		}
	}
	for i := range all {
		defer all[i].stop()
		if err := all[i].serve(ctx, program); err != nil {
			return fmt.Errorf("%d nodes: %w", all[i].nodes, err)
		}
	}
	if err := ask(ctx, all, c.Asks); err != nil {
		return err
	}
	report(all)
	return nil
}

// size is what was measured of a graph.
type size struct {
	nodes, relations int
	path             string
	bytes            int64
	// built is how long it took from nothing to a store, packed from there to a file.
	// Both are 0 for a file that was there.
	built, packed time.Duration
	// answered is from the start of the program to its first answer.
	answered time.Duration
	// heap is what is in use after a collection, when the service has answered once;
	// resident is that of the process.
	heap, resident float64
	pages          []page
	// service is the program that serves it, asked at client.
	service *exec.Cmd
	client  *client
}

// pack makes the graph and writes it into a file, unless it is there.
func (s *size) pack(ctx context.Context, m *model.Model, seed uint64) error {
	start := time.Now()
	made := graph.Make(m, s.nodes, seed)
	s.relations = made.Ties()
	if info, err := os.Stat(s.path); err == nil {
		s.bytes = info.Size()
		return nil
	}
	bar := newBar(fmt.Sprintf("%d nodes: making", s.nodes), made.Nodes()+made.Ties())
	st, err := memory.From(&memory.Source{
		About: made.About(), Entities: made.Entities(), Relations: made.Relations,
		Progress: func(rows int) { _ = bar.Set(rows) },
	})
	if err != nil {
		return err
	}
	_ = bar.Finish()
	s.built = time.Since(start)
	start, bar = time.Now(), newBar(fmt.Sprintf("%d nodes: packing", s.nodes), 100)
	if err := st.Pack(ctx, s.path, func(_ string, done, total int64) { _ = bar.Set(int(100 * done / max(total, 1))) }); err != nil {
		return err
	}
	_ = bar.Finish()
	s.packed = time.Since(start)
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	s.bytes = info.Size()
	return nil
}

func newBar(what string, total int) *progressbar.ProgressBar {
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionOnCompletion(func() { fmt.Fprintln(os.Stderr) }))
}
