// Command whojoins serves the graph of cancer research in Belgium and Europe: which
// partners join which initiative, in what role, since when, paid by whom, and according
// to which source.
package main

import (
	_ "embed"
	"os"
	"runtime/debug"

	"whojoins/internal/cli"
)

//go:embed schema.graphqls
var schema string

func main() { os.Exit(cli.Main(cli.Program{Schema: schema, Version: version()})) }

// version returns the module version that the program was built from, or "development".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "development"
	}
	return info.Main.Version
}
