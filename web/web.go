// Package web holds the query editor: GraphiQL with example queries, the answer as a table,
// and links to share. `make web` builds it from the sources in this folder into dist/, which
// is committed, so that building the program needs only Go.
package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"io/fs"
)

//go:embed dist
var dist embed.FS

// Bundle returns the files that a browser loads: index.html uncompressed, and every other file
// compressed with gzip.
func Bundle() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the bundle is built into the program
	}
	return files
}

// Licences returns the licences of the libraries in the bundle, as Markdown.
func Licences() ([]byte, error) {
	compressed, err := dist.ReadFile("dist/licences.md.gz")
	if err != nil {
		return nil, err
	}
	text, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(text)
}
