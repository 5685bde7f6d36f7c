package cli

import (
	"fmt"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
)

type forgetCommand struct {
	ID  string `arg:"" help:"Id of the person, or of any other entity but a source, that is to be forgotten."`
	Dir string `help:"Folder of the dataset." type:"path" default:"seed" placeholder:"DIR"`
}

// Run takes an entity out of a dataset for good, and says what is left to do by hand.
func (c *forgetCommand) Run(o *output) error {
	m, err := model.Parse(o.schema)
	if err != nil {
		return err
	}
	if _, err := folder(c.Dir); err != nil {
		return err
	}
	done, err := dataset.Forget(m, c.Dir, c.ID)
	if err != nil {
		return err
	}
	for _, place := range done.Mentions {
		if _, err := fmt.Fprintln(o.beside, "still named:", place); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(o.result, "never used again: %s\nchanged: %s\nNow run: whojoins check %s; make picture\n",
		strings.Join(done.IDs, ", "), strings.Join(done.Changed, ", "), c.Dir)
	return err
}
