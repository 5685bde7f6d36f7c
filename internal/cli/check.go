package cli

import (
	"bufio"
	"fmt"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
)

type checkCommand struct {
	Dir string `arg:"" help:"Folder of the dataset, with dataset.yaml in it." type:"path"`
}

// faulty is the error of a dataset that has faults.
type faulty int

func (n faulty) Error() string {
	return fmt.Sprintf("%s; such a dataset is not served, see docs/dataset.md", count(int(n), "fault"))
}

// Run prints the faults of a dataset and their number, and its warnings beside.
func (c *checkCommand) Run(o *output) error {
	m, err := model.Parse(o.schema)
	if err != nil {
		return err
	}
	data, err := folder(c.Dir)
	if err != nil {
		return err
	}
	report := dataset.Check(m, data)
	beside := bufio.NewWriter(o.beside)
	for _, w := range report.Warnings {
		fmt.Fprintln(beside, "warning:", w)
	}
	if err := beside.Flush(); err != nil {
		return err
	}
	result := bufio.NewWriter(o.result)
	for _, f := range report.Faults {
		fmt.Fprintln(result, f)
	}
	fmt.Fprintf(result, "%s, %s\n", count(len(report.Faults), "fault"), count(len(report.Warnings), "warning"))
	if err := result.Flush(); err != nil {
		return err
	}
	if n := len(report.Faults); n > 0 {
		return faulty(n)
	}
	return nil
}

// count writes a number with its noun: 1 fault, 2 faults.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
