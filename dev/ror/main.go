// Command ror writes seed/ror.yaml: what ROR, the register of research organisations,
// states of those of the dataset. Which record is which organisation, and why, is decided
// by hand in seed/ror/matches.csv; only facts of those records are taken over.
//
//	go run ./dev/ror ror-data.jsonl.gz
//
// The file is ROR's release (schema 2), as a JSON array or one record a line, perhaps
// compressed. ROR gives its data free of rights (CC0).
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
)

// output is the file that this command alone writes.
const output = "ror.yaml"

func main() {
	dir := flag.String("dataset", "seed", "folder of the dataset")
	schema := flag.String("schema", "schema.graphqls", "the model")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: ror [flags] FILE, where FILE is ROR's release: JSON, or one record a line, perhaps .gz")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, *dir, *schema, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "ror:", err)
		os.Exit(1)
	}
}

// run matches the records of a release with the organisations of a dataset, and writes
// what is stated of them. It tells what it matched.
func run(out io.Writer, dir, schema, release string) error {
	types, err := organisations(dir, schema)
	if err != nil {
		return err
	}
	matches, err := readMatches(dir + "/ror/matches.csv")
	if err != nil {
		return err
	}
	if err := matches.covers(types); err != nil {
		return err
	}
	records, err := readRecords(release)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := write(&text, matches, types, records); err != nil {
		return err
	}
	if err := os.WriteFile(dir+"/"+output, text.Bytes(), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, matches.tell())
	return err
}

// organisations are the types of the organisations that the other files name, by id.
func organisations(dir, schema string) (map[string]string, error) {
	m, err := model.ParseFile(schema)
	if err != nil {
		return nil, err
	}
	graph, _, err := dataset.Load(m, others{os.DirFS(dir)})
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

// others is a dataset without the file that this command writes, so that it can be
// written again from the others alone.
type others struct{ fs.FS }

// ReadDir leaves the output out.
func (o others) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.FS, name)
	kept := list[:0]
	for _, entry := range list {
		if entry.Name() != output {
			kept = append(kept, entry)
		}
	}
	return kept, err
}
