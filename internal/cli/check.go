package cli

import (
	"bufio"
	"context"
	"fmt"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
)

type checkCommand struct {
	Dir string `arg:"" help:"Folder of the dataset, with dataset.yaml in it." type:"path"`
}

// faultCount is the error of a dataset with this number of faults.
type faultCount int

func (n faultCount) Error() string {
	return fmt.Sprintf("%s; a dataset with faults is not served, see docs/dataset.md", plural(int(n), "fault"))
}

// Run prints the faults of a dataset and their number, and its warnings to stderr.
func (c *checkCommand) Run(ctx context.Context, t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	folder, err := openFolder(c.Dir)
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // it was only read
	report, err := dataset.Check(ctx, m, folder.FS())
	if err != nil {
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
	return nil
}

// plural returns a number with its noun: 1 fault, 2 faults.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
