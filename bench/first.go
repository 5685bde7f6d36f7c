package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/bench/fetch"
	"whojoins/bench/service"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/questions"
)

// firstCommand measures the first answer to each question of the library after a start on Neo4j.
type firstCommand struct {
	Repeats int `help:"Number of times that each question is asked once more; the median is its warm time." default:"9"`
}

// planTime is the time limit for the service to plan all questions.
const planTime = 10 * time.Minute

// Run starts a Neo4j with the built-in dataset and a service, and prints a table.
func (c *firstCommand) Run(ctx context.Context) error {
	m, err := model.ParseFile("schema.graphqls")
	if err != nil {
		return fmt.Errorf("%w; run this in the folder of go.mod", err)
	}
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		return err
	}
	return output.InFolder("", "whojoins-bench-first-", func(dir string) (err error) {
		program, err := service.Build(ctx, dir)
		if err != nil {
			return err
		}
		s := &neo4jServer{home: dir}
		if err := errors.Join(s.start(ctx), s.connect(ctx)); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.close(ctx)) }()
		load := exec.CommandContext(ctx, program, "load", "--store", s.address.URI)
		load.Env, load.Stderr = s.environment(), os.Stderr
		if err := load.Run(); err != nil {
			return err
		}
		log := filepath.Join(dir, "service.log")
		p, err := startService(ctx, program, log, s.environment(), "--store", s.address.URI, "--log-level", "debug")
		if err != nil {
			return err
		}
		defer p.Stop()
		begin := time.Now()
		for planned := false; !planned; time.Sleep(100 * time.Millisecond) {
			text, err := os.ReadFile(log)
			if err != nil {
				return err
			}
			if planned = bytes.Contains(text, []byte("questions planned")); !planned && time.Since(begin) > planTime {
				return fmt.Errorf("the service has not planned its questions within %v", planTime)
			}
		}
		progress("planned after %v", time.Since(begin).Round(time.Millisecond))
		var list []firstTimes
		for _, name := range library.Names() {
			one, err := c.measure(ctx, p.url(), s, library.Find(name))
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			list = append(list, one)
		}
		return writeFirst(os.Stdout, list)
	})
}

// firstTimes are the times of a question: the first after the start, the median of later ones, and
// that of the first after the database has forgotten its plans.
type firstTimes struct {
	name                string
	first, warm, unused time.Duration
}

func (t *firstTimes) ratio() float64 { return float64(t.first) / float64(t.warm) }

func (c *firstCommand) measure(ctx context.Context, url string, s *neo4jServer, q *questions.Question) (t firstTimes, err error) {
	variables, err := q.Variables(q.Example())
	if err != nil {
		return t, err
	}
	body, err := json.Marshal(map[string]any{"query": q.GraphQL, "variables": variables})
	if err != nil {
		return t, err
	}
	ask := func() time.Duration {
		begin := time.Now()
		if err == nil {
			_, err = fetch.Post(ctx, url, body)
		}
		return time.Since(begin)
	}
	t.name, t.first = q.Name, ask()
	later := make([]time.Duration, c.Repeats)
	for i := range later {
		later[i] = ask()
	}
	slices.Sort(later)
	t.warm = later[len(later)/2]
	if _, cleared := neo4j.ExecuteQuery(ctx, s.driver, "CALL db.clearQueryCaches()", nil, neo4j.EagerResultTransformer); cleared != nil {
		return t, cleared
	}
	t.unused = ask()
	return t, err
}

// writeFirst prints the questions by ratio, the largest first.
func writeFirst(out io.Writer, list []firstTimes) error {
	slices.SortFunc(list, func(a, b firstTimes) int { return cmp.Compare(b.ratio(), a.ratio()) })
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "first ms\twarm ms\tfirst / warm\tunplanned ms\tquestion\t")
	for _, t := range list {
		fmt.Fprintf(table, "%s\t%s\t%.2f\t%s\t%s\t\n", milliseconds(t.first), milliseconds(t.warm), t.ratio(), milliseconds(t.unused), t.name)
	}
	return table.Flush()
}
