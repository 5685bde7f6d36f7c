package main

import (
	"testing"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store/memory"
	"whojoins/seed"
)

// TestTyped resolves names as people type them in the built-in dataset: no match may be wrong, and
// few may be missing.
func TestTyped(t *testing.T) {
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	questions, err := typedQuestions(inDataset)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer(m, st, questions); err != nil {
		t.Fatal(err)
	}
	all, meant := tally{}, 0
	for _, q := range questions {
		all.add(q)
		if !q.absent {
			meant++
		}
		if q.match != "" && !q.right() {
			t.Errorf("%s: %q is %q, but was matched with %q: %q", q.kind, q.term, q.want, q.match, q.reasons)
		}
	}
	if 100*all.right < 98*meant {
		t.Errorf("%d of %d names were found; make measure-resolve ARGS='-typed -show 1' lists the others", all.right, meant)
	}
}
