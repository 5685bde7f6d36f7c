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

// typed are the questions of typedFile, answered in one graph.
type typed struct {
	questions []*question
	all       tally
	// meant is the number of questions of which the graph has the entity.
	meant int
}

// answerTyped answers the questions of typedFile, with the ids of a column, in a graph.
func answerTyped(m *model.Model, g *store.Graph, column int) (*typed, error) {
	questions, err := typedQuestions(column)
	if err != nil {
		return nil, err
	}
	st, err := memory.New(g)
	if err != nil {
		return nil, err
	}
	if err := answer(m, st, questions); err != nil {
		return nil, err
	}
	t := &typed{questions: questions}
	for _, q := range questions {
		t.all.add(q)
		if !q.absent {
			t.meant++
		}
	}
	return t, nil
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
		t, err := answerTyped(m, in.graph, in.column)
		if err != nil {
			return err
		}
		t.print(out, in.name, show)
	}
	return nil
}

// print prints precision and recall for names as people type them, and every wrong match.
func (t *typed) print(out io.Writer, in string, show int) {
	for _, q := range t.questions {
		if q.wrong() || show > 0 && !q.right() {
			fmt.Fprintf(out, "%s: %s: %q is %q, but was matched with %q: %s\n", in, q.kind, q.term, q.want, q.match, strings.Join(q.reasons, " | "))
		}
	}
	fmt.Fprintf(out, "names as people type them, in %s: %d, of which it has %d; %d matched, precision %s, recall %s\n",
		in, t.all.asked, t.meant, t.all.matched, ratio(t.all.right, t.all.matched), ratio(t.all.right, t.meant))
}
