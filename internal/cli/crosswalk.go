package cli

import (
	"context"
	"os"
	"strings"

	"whojoins/internal/build"
	"whojoins/internal/identity"
	"whojoins/internal/output"
)

type crosswalkCommand struct {
	Dir   string `arg:"" help:"Workspace: a folder that whojoins import has filled." type:"path"`
	Out   string `help:"File to write; by default standard output." type:"path" placeholder:"FILE.sssom.tsv"`
	Alone bool   `help:"Leave out the dataset in the program."`
}

// Run writes which PIC, VAT, ROR and Wikidata identifiers are those of one organisation.
func (c *crosswalkCommand) Run(ctx context.Context, t *terminal) error {
	if c.Out != "" {
		if err := output.Check(c.Out); err != nil {
			return err
		}
	}
	in, err := t.workspace(ctx, c.Dir, c.Alone)
	if err != nil {
		return err
	}
	result, err := build.Match(ctx, in.schema, in.Input)
	if err != nil {
		return err
	}
	licence := in.About.Licence
	if !strings.Contains(licence, "://") {
		licence = "https://creativecommons.org/licenses/by/4.0/"
	}
	if c.Out == "" {
		return identity.WriteCrosswalk(t.stdout, result.Crosswalk(), in.About.Version, in.About.Date, licence)
	}
	return output.Replace(c.Out, func(f *os.File) error {
		return identity.WriteCrosswalk(f, result.Crosswalk(), in.About.Version, in.About.Date, licence)
	})
}
