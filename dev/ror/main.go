// Command ror writes seed/ror.yaml: the statements of ROR, the register of research
// organisations, about the organisations in the dataset. In seed/ror/matches.csv a person has
// decided which record describes which organisation, and why.
//
//	go run ./dev/ror ror-data.jsonl.gz
//
// The argument is a release of ROR (schema 2): a JSON array or one record per line, compressed
// if its name ends in .gz. ROR's data is in the public domain (CC0).
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/ror"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
	"whojoins/internal/output"
)

// written is the file that this command writes, comment its first line.
const (
	written = "ror.yaml"
	comment = "Written by: go run ./dev/ror FILE, from seed/ror/matches.csv. Do not edit."
)

func main() {
	dir := flag.String("dataset", "seed", "folder of the dataset")
	schema := flag.String("schema", "schema.graphqls", "file with the schema")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: ror [flags] FILE, where FILE is a release of ROR: a JSON array or one record per line, perhaps .gz")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(context.Background(), os.Stdout, *dir, *schema, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "ror:", err)
		os.Exit(1)
	}
}

// run writes a release's statements about the organisations of a dataset, and prints how many
// organisations are matched.
func run(ctx context.Context, out io.Writer, dir, schema, file string) error {
	m, err := model.ParseFile(schema)
	if err != nil {
		return err
	}
	types, err := organisations(ctx, dir, m)
	if err != nil {
		return err
	}
	list, err := readMatches(filepath.Join(dir, "ror", "matches.csv"))
	if err != nil {
		return err
	}
	matches, others, err := list.withTypes(types)
	if err != nil {
		return err
	}
	release, err := ror.Open(file)
	if err != nil {
		return err
	}
	statable, err := statement.NewSchema(m)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := yaml.Write(&text, statable, comment, release.Statements(matches.matched())); err != nil {
		return err
	}
	if err := output.WriteFile(filepath.Join(dir, written), text.Bytes()); err != nil {
		return err
	}
	fmt.Fprintln(out, matches.summary())
	if len(others) > 0 {
		fmt.Fprintf(out, "not in the dataset: %s\n", strings.Join(others, ", "))
	}
	return nil
}

// organisations returns the types of the organisations in the other files, by id.
func organisations(ctx context.Context, dir string, m *model.Model) (map[string]string, error) {
	folder, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = folder.Close() }() // it was only read
	graph, _, err := dataset.Load(ctx, m, yaml.Except(folder.FS(), written))
	if err != nil {
		return nil, err
	}
	types := map[string]string{}
	for _, e := range graph.Entities {
		if e.Type.Field("country") != nil {
			types[e.ID] = e.Type.Name
		}
	}
	return types, nil
}
