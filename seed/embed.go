// Package seed holds the curated dataset: YAML, one file per source.
package seed

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var files embed.FS

// Embedded returns the folder of the curated dataset, as it was when the program was built.
func Embedded() fs.FS { return files }
