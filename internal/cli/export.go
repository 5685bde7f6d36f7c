package cli

import (
	"context"
	"fmt"
	"strings"

	"whojoins/internal/neo4jfiles"
)

type exportCommand struct {
	Format string `help:"Format of the files: neo4j-admin, for neo4j-admin database import." enum:"neo4j-admin" required:""`
	Data   string `help:"Dataset to export instead of the built-in one: a folder, a workspace, or a packed file." type:"path" placeholder:"DIR"`
	Dir    string `arg:"" help:"Folder to write to; it must be new or empty." type:"path"`
}

// Run writes a dataset as files for another program and prints its import command.
func (c *exportCommand) Run(ctx context.Context, t *terminal) error {
	g, err := t.dataset(ctx, c.Data)
	if err != nil {
		return err
	}
	arguments, err := neo4jfiles.Write(ctx, g, c.Dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.stderr, "Wrote version %s. Stop the server, then run this command in the folder of the files on its machine:\n", g.Version)
	_, err = fmt.Fprintf(t.stdout, "neo4j-admin %s\n", strings.Join(arguments, " "))
	return err
}
