// Command measure packs synthetic graphs of several sizes, serves each with the real program,
// and prints the time to the first answer, the memory, and the times of pages.
package main

import (
	"cmp"
	"context"
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

const description = `Pack synthetic graphs, serve them, and print the times and the memory by size.

Examples:

  go run ./bench/graph/measure                          10,000 and 1,000,000 nodes: about three minutes, 5 GB
  go run ./bench/graph/measure --nodes 10000,100000     smaller, in half a minute
  go run ./bench/graph/measure --nodes 100000 --keep .  keep the packed file`

type command struct {
	Nodes  []int  `help:"Numbers of nodes in a graph, with one measurement each; a graph has about five times as many relations." default:"10000,1000000" placeholder:"N,..."`
	Seed   uint64 `help:"Seed of the graphs." default:"1"`
	Asks   int    `help:"Number of requests per query." default:"400"`
	Schema string `help:"The schema." default:"schema.graphqls" type:"existingfile"`
	Keep   string `help:"Folder to keep the packed files in, as NODES.pack; existing files are reused." type:"existingdir" placeholder:"DIR"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed := kong.Parse(&command{}, kong.Name("measure"), kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)))
	parsed.FatalIfErrorf(parsed.Run())
}

// Validate rejects numbers with which nothing would be measured.
func (c *command) Validate() error {
	for _, n := range c.Nodes {
		if n < 1000 || n > 5_000_000 {
			return fmt.Errorf("--nodes %d: must be from 1000 to 5000000", n)
		}
	}
	if c.Asks < 10 || c.Asks > 100_000 {
		return fmt.Errorf("--asks %d: must be from 10 to 100000", c.Asks)
	}
	return nil
}

// Run measures every size in turn.
func (c *command) Run(ctx context.Context) error {
	m, err := model.ParseFile(c.Schema)
	if err != nil {
		return err
	}
	return c.measure(ctx, m, service.Build)
}

// measure measures every size of a service that build builds in a folder.
func (c *command) measure(ctx context.Context, m *model.Model, build func(ctx context.Context, dir string) (string, error)) error {
	return output.InFolder("", "whojoins-measure-", func(dir string) error {
		program, err := build(ctx, dir)
		if err != nil {
			return err
		}
		return c.measureAll(ctx, m, program, cmp.Or(c.Keep, dir))
	})
}

// measureAll measures every size, with the packed files in a folder.
func (c *command) measureAll(ctx context.Context, m *model.Model, program, packs string) error {
	all := make([]size, len(c.Nodes))
	for i, n := range c.Nodes {
		s := &all[i]
		s.nodes, s.path = n, filepath.Join(packs, fmt.Sprintf("%d.pack", n))
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

// size holds the measurements of one graph.
type size struct {
	nodes, relations int
	path             string
	bytes            int64
	// built is the time to generate the store, packed the time to write it to a file. Both
	// are 0 for an existing file.
	built, packed time.Duration
	// answered is the time from the start of the program to its first answer.
	answered time.Duration
	// heap is the heap in use after the first answer and a garbage collection, resident the
	// resident memory of the process, both in bytes.
	heap, resident float64
	pages          []page
	// service is the process that serves the graph, and client its client.
	service *service.Process
	client  *client
}

// pack generates the graph and writes it to a file, unless the file exists.
func (s *size) pack(ctx context.Context, m *model.Model, seed uint64) error {
	start := time.Now()
	made := graph.Make(m, s.nodes, seed)
	s.relations = made.Ties()
	if info, err := os.Stat(s.path); err == nil {
		s.bytes = info.Size()
		return nil
	}
	progress := bar.New(fmt.Sprintf("%d nodes: generating", s.nodes), made.Nodes()+made.Ties())
	src := made.Source()
	src.Progress = func(rows int) { _ = progress.Set(rows) }
	st, err := memory.From(ctx, src)
	if err != nil {
		return err
	}
	_ = progress.Finish()
	s.built = time.Since(start)
	start, progress = time.Now(), bar.New(fmt.Sprintf("%d nodes: packing", s.nodes), 100)
	if err := st.Pack(ctx, s.path, func(_ string, done, total int64) { _ = progress.Set(int(100 * done / max(total, 1))) }); err != nil {
		return err
	}
	_ = progress.Finish()
	s.packed = time.Since(start)
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	s.bytes = info.Size()
	return nil
}
