package cli

import (
	"bufio"
	"cmp"
	"context"
	"fmt"

	"whojoins/internal/build"
	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/workspace"
)

type checkCommand struct {
	Dir   string `arg:"" help:"Folder of the dataset, with dataset.yaml in it; a workspace; or a packed file." type:"path"`
	Stale string `help:"List the sources that were read this long before the day of the dataset: 30d, 12mo, 2y." placeholder:"AGE"`
	Score bool   `help:"Print how many facts have sources, places, identifiers and countries, as a table."`
}

// faultCount is the error of a dataset with this number of faults.
type faultCount int

func (n faultCount) Error() string {
	return fmt.Sprintf("%s; a dataset with faults is not served, see docs/dataset.md", plural(int(n), "fault"))
}

// Run prints the faults of a dataset and their number, and its warnings to stderr. The lists that
// flags request follow if there is no fault; they are no failure.
func (c *checkCommand) Run(ctx context.Context, t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	var age dataset.Age
	if c.Stale != "" {
		if age, err = dataset.ParseAge(c.Stale); err != nil {
			return err
		}
	}
	graph, report, err := c.load(ctx, m)
	if err := cmp.Or(ctx.Err(), err); err != nil {
		return err
	}
	stderr := bufio.NewWriter(t.stderr)
	for _, w := range report.Warnings {
		fmt.Fprintln(stderr, "warning:", w)
	}
	if err := stderr.Flush(); err != nil {
		return err
	}
	stdout := bufio.NewWriter(t.stdout)
	for _, f := range report.Faults {
		fmt.Fprintln(stdout, f)
	}
	fmt.Fprintf(stdout, "%s, %s\n", plural(len(report.Faults), "fault"), plural(len(report.Warnings), "warning"))
	if err := stdout.Flush(); err != nil {
		return err
	}
	if n := len(report.Faults); n > 0 {
		return faultCount(n)
	}
	return c.lists(t, graph, age)
}

// load loads the dataset in the folder or in the packed file, or builds the workspace. The error is not that of faults,
// which the report has.
func (c *checkCommand) load(ctx context.Context, m *model.Model) (*store.Graph, *dataset.Report, error) {
	if workspace.Is(c.Dir) {
		in, err := openWorkspace(ctx, m, c.Dir, false)
		if err != nil {
			return nil, nil, err
		}
		result, err := build.Build(ctx, in.schema, in.Input)
		if result == nil {
			return nil, nil, err
		}
		result.Report.Warnings = append(result.LeftOut, result.Report.Warnings...)
		return result.Graph, result.Report, nil
	}
	if isFile(c.Dir) {
		// It was checked before it was packed; opening it checks that it is as it was then.
		graph, err := loadPacked(ctx, m, c.Dir)
		return graph, &dataset.Report{}, err
	}
	folder, err := openFolder(c.Dir)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = folder.Close() }()                 // it was only read
	graph, report, _ := dataset.Load(ctx, m, folder.FS()) // the report has all faults of the error
	return graph, report, nil
}

// lists prints the lists that flags request.
func (c *checkCommand) lists(t *terminal, g *store.Graph, age dataset.Age) error {
	out := bufio.NewWriter(t.stdout)
	if c.Stale != "" {
		stale, err := dataset.Stale(g, age)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s older than %s on %s, or without a day\n", plural(len(stale), "source"), c.Stale, g.Date)
		for _, s := range stale {
			fmt.Fprintln(out, s)
		}
	}
	if c.Score {
		shares, err := dataset.Score(g)
		if err != nil {
			return err
		}
		fmt.Fprint(out, dataset.Markdown(shares))
	}
	return out.Flush()
}

// plural returns a number with its noun: 1 fault, 2 faults.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
