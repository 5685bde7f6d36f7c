package main

import (
	"testing"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
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
	typed, err := answerTyped(m, g, inDataset)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range typed.questions {
		if q.wrong() {
			t.Errorf("%s: %q is %q, but was matched with %q: %q", q.kind, q.term, q.want, q.match, q.reasons)
		}
	}
	if 100*typed.all.right < 98*typed.meant {
		t.Errorf("%d of %d names were found; make measure-resolve ROR=FILE ARGS='-typed -show 1' lists the others", typed.all.right, typed.meant)
	}
}
