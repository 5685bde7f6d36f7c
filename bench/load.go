package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/bench/graph"
	"whojoins/bench/service"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store"
	database "whojoins/internal/store/neo4j"
)

// loadCommand measures a load into an empty Neo4j beside a plain loader of the same graph.
type loadCommand struct {
	Nodes  int    `help:"Number of entities in the synthetic graph; it has about five times as many relations." default:"100000"`
	Seed   uint64 `help:"Seed of the graph." default:"1"`
	Rounds int    `help:"Number of turns; in each, both loaders fill a database of their own." default:"1"`
	Plain  bool   `help:"Measure the plain loader too." default:"true" negatable:""`
}

// Validate rejects numbers with which nothing would be measured.
func (c *loadCommand) Validate() error {
	switch {
	case c.Nodes < 1000 || c.Nodes > 500_000:
		return fmt.Errorf("--nodes %d: must be from 1000 to 500000", c.Nodes)
	case c.Rounds < 1:
		return fmt.Errorf("--rounds %d: must be at least 1", c.Rounds)
	}
	return nil
}

// loaderUnderTest loads a graph into an empty database and tells its progress.
type loaderUnderTest struct {
	name string
	load func(context.Context, neo4j.DriverWithContext, *store.Graph, func(stage string, done, total int)) error
}

// Run loads the graph in turns and prints a table for each load.
func (c *loadCommand) Run(ctx context.Context) error {
	m, err := model.ParseFile("schema.graphqls")
	if err != nil {
		return fmt.Errorf("%w; run this in the folder of go.mod", err)
	}
	progress("generating a graph of %d nodes", c.Nodes)
	g := graph.New(m, c.Nodes, c.Seed)
	loaders := []loaderUnderTest{{"whojoins load", func(ctx context.Context, d neo4j.DriverWithContext, g *store.Graph, tell func(string, int, int)) error {
		_, err := database.Load(ctx, d, g, &database.LoadOptions{Progress: tell})
		return err
	}}}
	if c.Plain {
		loaders = append(loaders, loaderUnderTest{"plain loader", loadPlainly})
	}
	for range c.Rounds {
		var sizes []string
		for _, l := range loaders {
			size, err := l.measure(ctx, g, os.Stdout)
			if err != nil {
				return fmt.Errorf("%s: %w", l.name, err)
			}
			sizes = append(sizes, size)
		}
		if c.Plain && sizes[0] != sizes[1] {
			return fmt.Errorf("the loaders wrote different graphs: %q", sizes)
		}
	}
	return nil
}

// measure starts a Neo4j, loads the graph into it, and prints where the time went. It returns the
// size of what the database then holds.
func (l *loaderUnderTest) measure(ctx context.Context, g *store.Graph, out io.Writer) (size string, err error) {
	err = output.InFolder("", "whojoins-bench-load-", func(dir string) (err error) {
		s := &neo4jServer{home: dir}
		if err := s.start(ctx); err != nil {
			return err
		}
		if err := s.connect(ctx); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.close(ctx)) }()
		w := &stopwatch{server: s.cmd.Process.Pid, bar: newStages()}
		if err := w.begin(); err != nil {
			return err
		}
		if err := l.load(ctx, s.driver, g, w.progress); err != nil {
			return err
		}
		w.progress("the end", 0, 0)
		w.bar.finish()
		if size, err = s.size(ctx); err != nil {
			return err
		}
		return w.write(out, fmt.Sprintf("%s, %d entities, %d relations: %v", l.name, len(g.Entities), len(g.Relations), size))
	})
	return size, err
}

// size describes what the database holds, apart from the node Dataset.
func (s *neo4jServer) size(ctx context.Context) (string, error) {
	var parts []string
	for _, statement := range []string{
		"MATCH (n) WHERE NOT n:Dataset RETURN count(n) + ' nodes, ' + sum(size(keys(n))) + ' properties'",
		"MATCH ()-[r]->() RETURN count(r) + ' relationships, ' + sum(size(keys(r))) + ' properties'",
		"SHOW INDEXES YIELD name WHERE name STARTS WITH 'whojoins_' RETURN count(*) + ' indexes'",
	} {
		r, err := neo4j.ExecuteQuery(ctx, s.driver, statement, nil, neo4j.EagerResultTransformer)
		if err != nil {
			return "", err
		}
		text, _ := r.Records[0].Values[0].(string)
		parts = append(parts, text)
	}
	return strings.Join(parts, ", "), nil
}

// stopwatch measures the stages of a load: wall time, and the processor time of the server and of
// this program.
type stopwatch struct {
	server int
	bar    *stages
	laps   []lap
	last   lap
	err    error
}

// lap is a stage with what it took; as a mark, what was used until then.
type lap struct {
	stage          string
	at             time.Time
	took           time.Duration
	server, client time.Duration
}

func (w *stopwatch) begin() (err error) {
	w.last, err = w.mark()
	return err
}

func (w *stopwatch) mark() (lap, error) {
	server, err := service.UsageOf(w.server)
	if err != nil {
		return lap{}, err
	}
	client, err := service.UsageOf(os.Getpid())
	return lap{at: time.Now(), server: server.CPU, client: client.CPU}, err
}

// progress adds what was used since the last call to a stage.
func (w *stopwatch) progress(stage string, done, total int) {
	w.bar.progress(stage, done, total)
	now, err := w.mark()
	if err != nil {
		w.err = err
		return
	}
	if len(w.laps) == 0 || w.laps[len(w.laps)-1].stage != stage {
		w.laps = append(w.laps, lap{stage: stage})
	}
	l := &w.laps[len(w.laps)-1]
	l.took += now.at.Sub(w.last.at)
	l.server += now.server - w.last.server
	l.client += now.client - w.last.client
	w.last = now
}

// write prints the stages and their sum, in seconds.
func (w *stopwatch) write(out io.Writer, title string) error {
	if w.err != nil {
		return w.err
	}
	fmt.Fprintf(out, "\n%s\n\n", title)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "seconds\tserver's processor\tclient's processor\tstage\t")
	sum := lap{stage: "in all"}
	for _, l := range w.laps {
		sum.took, sum.server, sum.client = sum.took+l.took, sum.server+l.server, sum.client+l.client
	}
	for _, l := range append(w.laps, sum) {
		fmt.Fprintf(table, "%.2f\t%.2f\t%.2f\t%s\t\n", l.took.Seconds(), l.server.Seconds(), l.client.Seconds(), l.stage)
	}
	return table.Flush()
}
