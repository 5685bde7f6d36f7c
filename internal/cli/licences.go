package cli

import (
	_ "embed"
	"fmt"

	"whojoins/web"
)

//go:generate go run ../../dev/licences licences.txt

// licences holds the licences of the program, of the modules linked into it, and of Go.
//
//go:embed licences.txt
var licences string

type licencesCommand struct{}

// Run prints the licences of the program and of everything in it.
func (*licencesCommand) Run(t *terminal) error {
	editor, err := web.Licences()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.stdout, "%s%s", licences, editor)
	return err
}
