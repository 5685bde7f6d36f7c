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

func main() {
	version, commit := build()
	os.Exit(cli.Main(cli.Program{Schema: schema, Version: version, Commit: commit}))
}

// build returns the module version that the program was built from, or "development", and the
// commit, or "".
func build() (version, commit string) {
	version = "development"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, ""
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			commit += " with changes"
		}
	}
	return version, commit
}
