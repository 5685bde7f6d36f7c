// Command generate writes the files that follow from schema.graphqls: graph/derived.graphqls,
// a copy of the schema for embedding, and gqlgen's code in graph/generated. It runs in the
// folder of package graph. The same schema always results in the same files. The command
// changes nothing else and uses no network.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph/derive"
	"whojoins/internal/model"
	"whojoins/internal/output"
)

const (
	source = "schema.graphqls"
	// written is the copy: Go cannot embed a file outside the package.
	written = "graph/written.graphqls"
	derived = "graph/derived.graphqls"
)

func main() {
	if err := generate(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate() error {
	if err := os.Chdir(".."); err != nil {
		return err
	}
	text, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	m, err := model.Parse(string(text))
	if err != nil {
		return err
	}
	more, err := derive.Derive(m)
	if err != nil {
		return err
	}
	schema, err := gqlparser.LoadSchema(
		&ast.Source{Name: source, Input: string(text)},
		&ast.Source{Name: derived, Input: more},
	)
	if err != nil {
		return err
	}
	heading := []byte("# Code generated from schema.graphqls by go generate; DO NOT EDIT.\n\n")
	if err := write(written, append(heading, text...)); err != nil {
		return err
	}
	if err := write(derived, []byte(more)); err != nil {
		return err
	}
	return generateEdge(schema)
}

// write leaves a file that already has the content untouched, so that nothing is rebuilt.
func write(path string, content []byte) error {
	if known, err := os.ReadFile(path); err == nil && bytes.Equal(known, content) {
		return nil
	}
	return output.WriteFile(path, content)
}
