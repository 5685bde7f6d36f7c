// Command mission writes seed/cordis-mission-projects.yaml and
// seed/cordis-mission-participants.yaml: the grants of the Mission on Cancer, and who takes part
// in them, from two tables of CORDIS. In seed/cordis a person has decided which project and which
// organisation each row means.
//
//	go run ./dev/mission PROJECTS.csv PARTICIPANTS.csv
//
// Before it writes, the command checks the tables together with the rest of the dataset, and
// prints each fault with file, line and reason. The data is that of the European Union (CC BY
// 4.0), read through a copy; for tables from a newer copy, give its -commit, -retrieved and -date.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/mission"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
	"whojoins/internal/output"
)

// comment is the first line of the files that this command writes.
const comment = "Written by: go run ./dev/mission PROJECTS.csv PARTICIPANTS.csv, from seed/cordis. Do not edit."

// written are the files that this command writes, by source.
var written = map[string]string{
	mission.ProjectsSource:     "cordis-mission-projects.yaml",
	mission.ParticipantsSource: "cordis-mission-participants.yaml",
}

func main() {
	dir := flag.String("dataset", "seed", "folder of the dataset")
	schema := flag.String("schema", "schema.graphqls", "file with the schema")
	var edition mission.Edition
	flag.StringVar(&edition.Commit, "commit", "524a99b0abc67805de37437d279fe05bb751b98d", "commit of the copy from which the tables are made")
	flag.StringVar(&edition.Retrieved, "retrieved", "2026-11-29", "day on which the copy was read")
	flag.StringVar(&edition.Date, "date", "2026", "date of what the copy states")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: mission [flags] PROJECTS.csv PARTICIPANTS.csv")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	in := mission.Input{Projects: file(flag.Arg(0)), Participants: file(flag.Arg(1)), Edition: edition}
	if err := run(context.Background(), os.Stdout, *dir, *schema, in); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func file(name string) mission.File {
	return mission.File{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }}
}

// run writes the files of both sources, and prints how much they state. It writes nothing if
// the dataset would have a fault.
func run(ctx context.Context, out io.Writer, dir, schema string, in mission.Input) error {
	m, err := model.ParseFile(schema)
	if err != nil {
		return err
	}
	statable, err := statement.NewSchema(m)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // it was only read
	others := yaml.Open(ctx, statable, yaml.Except(root.FS(), written[mission.ProjectsSource], written[mission.ParticipantsSource]))
	located := func(kind string) bool { t := m.Type(kind); return t != nil && t.Field("country") != nil }
	decisions, err := readDecisions(filepath.Join(dir, "cordis"), namesIn(others), placedIn(others), located)
	if err != nil {
		return err
	}
	stream := mission.Statements(in, decisions)
	if _, report, err := dataset.Merge(ctx, statable, others.About(), others.Statements(), stream); err != nil {
		return cmp.Or(allFaults(report), err)
	}
	for source, name := range written {
		var text bytes.Buffer
		if err := yaml.Write(&text, statable, comment, of(source, stream)); err != nil {
			return err
		}
		if err := output.WriteFile(filepath.Join(dir, name), text.Bytes()); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(out, summary(stream))
	return err
}

// allFaults returns an error with every fault of a report, or nil if there is none.
func allFaults(report *dataset.Report) error {
	errs := make([]error, 0, len(report.Faults))
	for _, f := range report.Faults {
		errs = append(errs, errors.New(f.String()))
	}
	return errors.Join(errs...)
}

// of returns the statements of one source. The stream has no faults.
func of(source string, stream statement.Stream) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		for st, err := range stream {
			if (st.Source == source || err != nil) && !yield(st, err) {
				return
			}
		}
	}
}

// summary counts what a stream states.
func summary(stream statement.Stream) string {
	entities := map[string]map[string]bool{}
	participations, contributions := 0, 0
	for st, err := range stream {
		if err != nil {
			continue // the merge reports it
		}
		switch s := st.Subject; {
		case s.Type == "Participation" && st.Field == "":
			participations++
		case s.Type == "Participation" && st.Field == "contribution":
			contributions++
		case s.ID != "":
			if entities[s.Type] == nil {
				entities[s.Type] = map[string]bool{}
			}
			entities[s.Type][s.ID] = true
		}
	}
	var list []string
	for _, t := range slices.Sorted(maps.Keys(entities)) {
		list = append(list, fmt.Sprintf("%d of type %s", len(entities[t]), t))
	}
	return fmt.Sprintf("%d participations, %d of them with a contribution; entities: %s", participations, contributions, strings.Join(list, ", "))
}
