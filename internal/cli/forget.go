package cli

import (
	"fmt"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
)

type forgetCommand struct {
	ID  string `arg:"" help:"Id of the person to remove, or of any other entity except a source."`
	Dir string `help:"Folder of the dataset." type:"path" default:"seed" placeholder:"DIR"`
}

// Run removes an entity from a dataset for good, and prints the remaining manual steps.
func (c *forgetCommand) Run(t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	if _, err := openFolder(c.Dir); err != nil {
		return err
	}
	done, err := dataset.Forget(m, c.Dir, c.ID)
	if err != nil {
		return err
	}
	for _, place := range done.Mentions {
		if _, err := fmt.Fprintln(t.stderr, "still mentioned:", place); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(t.stdout, "Removed, never to be reused: %s\nChanged files: %s\nNext, run: whojoins check %s; make picture\n",
		strings.Join(done.IDs, ", "), strings.Join(done.Changed, ", "), c.Dir)
	return err
}
