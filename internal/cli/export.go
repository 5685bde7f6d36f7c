package cli

import (
	"context"
	"fmt"
	"strings"

	"whojoins/internal/neo4jfiles"
)

type exportCommand struct {
	Format string `help:"Format of the files: neo4j-admin, for neo4j-admin database import." enum:"neo4j-admin" required:""`
	Data   string `help:"Folder of a dataset to export instead of the one in the program." type:"path" placeholder:"DIR"`
	Dir    string `arg:"" help:"Folder to write to; it is new, or empty." type:"path"`
}

// Run writes a dataset as files for another program and prints how that takes them.
func (c *exportCommand) Run(_ context.Context, o *output) error {
	g, err := o.dataset(c.Data)
	if err != nil {
		return err
	}
	arguments, err := neo4jfiles.Write(g, c.Dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.beside, "version %s written; run this in the folder of the files, on the machine of a Neo4j that is stopped:\n", g.Version)
	_, err = fmt.Fprintf(o.result, "neo4j-admin %s\n", strings.Join(arguments, " "))
	return err
}
