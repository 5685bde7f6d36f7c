// Package web holds the pages that need scripts: the explorer, and the query editor, which is
// GraphiQL with example queries, the answer as a table, and links to share. `make web` builds
// them from the sources in this folder into dist/, which is committed, so that building the
// program needs only Go.
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

//go:embed documents questions/*/*.graphql
var documents embed.FS

// Documents returns the texts of the GraphQL documents that the explorer and the editor send by
// themselves, and of the example queries.
func Documents() (texts []string, err error) {
	err = fs.WalkDir(documents, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := documents.ReadFile(path)
		texts = append(texts, string(text))
		return err
	})
	return texts, err
}

// Bundle returns the files that a browser loads: index.html and explore.html uncompressed, and
// every other file compressed with gzip.
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
