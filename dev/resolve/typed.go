package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/seed"
)

// typedFile has names as people type them, one a line: the name, the id of the entity of the
// built-in dataset that it means, the number of that in ROR, and what the line tests. An empty
// id means that the dataset, or the release, has nothing of that name, and "?" that the line is not
// for it.
//
//go:embed typed.tsv
var typedFile string

// The columns of typedFile.
const (
	inDataset = 1
	inROR     = 2
)

// typedQuestions returns the questions of typedFile, with the ids of a column as answers.
func typedQuestions(column int) (list []*question, err error) {
	for i, line := range strings.Split(strings.TrimSuffix(typedFile, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 4 {
			return nil, fmt.Errorf("typed.tsv:%d: %d columns, want 4", i+1, len(fields))
		}
		if fields[column] == "?" {
			continue
		}
		list = append(list, &question{term: fields[0], kind: fields[3], want: fields[column], absent: fields[column] == ""})
	}
	return list, nil
}

// measureTyped resolves the names of typedFile in the built-in dataset and in ROR, and prints
// the results.
func measureTyped(out io.Writer, m *model.Model, records []*record, show int) error {
	g, _, err := dataset.Load(context.Background(), m, seed.Embedded())
	if err != nil {
		return err
	}
	for _, in := range []struct {
		name   string
		column int
		graph  *store.Graph
	}{{"the dataset", inDataset, g}, {"ROR", inROR, graphOf(m, records)}} {
		questions, err := typedQuestions(in.column)
		if err != nil {
			return err
		}
		st, err := memory.New(in.graph)
		if err != nil {
			return err
		}
		if err := answer(m, st, questions); err != nil {
			return err
		}
		printTyped(out, in.name, questions, show)
	}
	return nil
}

// printTyped prints precision and recall for names as people type them, and every wrong match.
func printTyped(out io.Writer, in string, questions []*question, show int) {
	all, meant := tally{}, 0
	for _, q := range questions {
		all.add(q)
		if !q.absent {
			meant++
		}
		if wrong := q.match != "" && !q.right(); wrong || show > 0 && !q.right() {
			fmt.Fprintf(out, "%s: %s: %q is %q, but was matched with %q: %s\n", in, q.kind, q.term, q.want, q.match, strings.Join(q.reasons, " | "))
		}
	}
	fmt.Fprintf(out, "names as people type them, in %s: %d, of which it has %d; %d matched, precision %s, recall %s\n",
		in, all.asked, meant, all.matched, ratio(all.right, all.matched), ratio(all.right, meant))
}
