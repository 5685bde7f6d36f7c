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
		list, err := c.measure(ctx, p.url(), s, library)
		if err != nil {
			return err
		}
		return writeFirst(os.Stdout, list)
	})
}

// firstTimes are the times of a question: the first after the start, the median of later ones, and
// that of the first after the database has forgotten its plans.
type firstTimes struct {
	name                   string
	first, warm, unplanned time.Duration
}

func (t *firstTimes) ratio() float64 { return float64(t.first) / float64(t.warm) }

// measure asks all questions, then once more without plans: these cannot be forgotten one by one.
func (c *firstCommand) measure(ctx context.Context, url string, s *neo4jServer, library *questions.Library) (list []firstTimes, err error) {
	for _, name := range library.Names() {
		t := firstTimes{name: name}
		if t.first, err = askQuestion(ctx, url, library.Find(name)); err != nil {
			return nil, err
		}
		later := make([]time.Duration, c.Repeats)
		for i := range later {
			if later[i], err = askQuestion(ctx, url, library.Find(name)); err != nil {
				return nil, err
			}
		}
		slices.Sort(later)
		t.warm = later[len(later)/2]
		list = append(list, t)
	}
	for i := range list {
		if _, err := neo4j.ExecuteQuery(ctx, s.driver, "CALL db.clearQueryCaches()", nil, neo4j.EagerResultTransformer); err != nil {
			return nil, err
		}
		if list[i].unplanned, err = askQuestion(ctx, url, library.Find(list[i].name)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// askQuestion asks a question with its examples, and returns the time until its answer.
func askQuestion(ctx context.Context, url string, q *questions.Question) (time.Duration, error) {
	variables, err := q.Variables(q.Example())
	if err != nil {
		return 0, err
	}
	body, err := json.Marshal(map[string]any{"query": q.GraphQL, "variables": variables})
	if err != nil {
		return 0, err
	}
	begin := time.Now()
	_, err = fetch.Post(ctx, url, body)
	return time.Since(begin), err
}

// writeFirst prints the questions by ratio, the largest first.
func writeFirst(out io.Writer, list []firstTimes) error {
	slices.SortFunc(list, func(a, b firstTimes) int { return cmp.Compare(b.ratio(), a.ratio()) })
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "first ms\twarm ms\tfirst / warm\tunplanned ms\tquestion\t")
	for _, t := range list {
		fmt.Fprintf(table, "%s\t%s\t%.2f\t%s\t%s\t\n", milliseconds(t.first), milliseconds(t.warm), t.ratio(), milliseconds(t.unplanned), t.name)
	}
	return table.Flush()
}
