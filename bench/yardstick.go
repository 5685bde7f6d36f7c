package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"whojoins/bench/question"
	"whojoins/bench/service"
	"whojoins/internal/model"
	"whojoins/internal/output"
)

type yardstickCommand struct {
	Nodes      []int         `help:"Numbers of entities in the synthetic graph, with one measurement each; it has about five times as many relations. From 500000 on, neo4j-admin imports the graph." default:"10000,100000" placeholder:"N,..."`
	Seed       uint64        `help:"Seed of the graph and of the variables." default:"1"`
	Questions  []string      `help:"Names of the questions to measure (default: all)." placeholder:"NAME,..."`
	Clients    []int         `help:"Numbers of concurrent connections, with one measurement each." default:"1,16" placeholder:"N,..."`
	Time       time.Duration `help:"Time that each side is measured for each question." default:"4s"`
	Rounds     int           `help:"Number of turns that this time is divided into." default:"8"`
	Parameters int           `help:"Number of draws of variables for each question." default:"32"`
	Neo4j      string        `name:"neo4j" help:"Address of a Neo4j to load into; credentials come from NEO4J_USERNAME and NEO4J_PASSWORD (default: start one)." placeholder:"URI"`
	Home       string        `help:"Folder for the data of the started Neo4j, kept for the next run (default: a temporary folder)." type:"path" placeholder:"DIR"`
	Out        string        `help:"File for the report." default:"bench/results.md" type:"path"`
	Profiles   string        `help:"Folder for a CPU profile of the service at each question." type:"existingdir" placeholder:"DIR"`
	Verbose    bool          `help:"Print every statement with its database hits."`
}

// Validate rejects numbers with which nothing would be measured.
func (c *yardstickCommand) Validate() error {
	for _, name := range c.Questions {
		if question.ByName(name) == nil {
			return fmt.Errorf("--questions %q: the questions are %v", name, names())
		}
	}
	switch {
	case len(c.Nodes) == 0 || slices.Min(c.Nodes) < 1000 || slices.Max(c.Nodes) > 2_000_000:
		return fmt.Errorf("--nodes: each must be from 1000 to 2000000")
	case len(c.Clients) == 0 || slices.Min(c.Clients) < 1 || slices.Max(c.Clients) > 100:
		return fmt.Errorf("--clients: each must be from 1 to 100")
	case c.Rounds < 1 || c.Time/time.Duration(c.Rounds) < 50*time.Millisecond:
		return fmt.Errorf("--time %v in %d rounds: a turn must last at least 50ms", c.Time, c.Rounds)
	case c.Parameters < 1:
		return fmt.Errorf("--parameters %d: must be at least 1", c.Parameters)
	}
	return nil
}

func names() (list []string) {
	for _, q := range question.All() {
		list = append(list, q.Name)
	}
	return list
}

// Run measures every size and writes the report.
func (c *yardstickCommand) Run(ctx context.Context) error {
	if err := output.Check(c.Out); err != nil {
		return err // before half an hour of measuring
	}
	return output.InFolder("", "whojoins-bench-", func(dir string) error { return c.run(ctx, dir) })
}

// run measures every size with its files in a folder.
func (c *yardstickCommand) run(ctx context.Context, dir string) error {
	program, err := service.Build(ctx, dir)
	if err != nil {
		return err
	}
	text, err := os.ReadFile("schema.graphqls")
	if err != nil {
		return fmt.Errorf("%w; run this in the folder of go.mod", err)
	}
	m, err := model.Parse(string(text))
	if err != nil {
		return err
	}
	r := &report{command: c}
	for _, nodes := range c.Nodes {
		y := &yardstick{yardstickCommand: c, dir: filepath.Join(dir, fmt.Sprint(nodes)), program: program}
		if err := os.Mkdir(y.dir, 0o700); err != nil {
			return err
		}
		one, err := y.measure(ctx, m, nodes)
		if err != nil {
			return fmt.Errorf("%d nodes: %w", nodes, err)
		}
		r.sizes = append(r.sizes, one)
	}
	var b bytes.Buffer
	if err := r.write(ctx, &b); err != nil {
		return err
	}
	if err := output.WriteFile(c.Out, b.Bytes()); err != nil {
		return err
	}
	_, err = os.Stdout.Write(b.Bytes())
	return err
}
