package storetest

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// selections are what Partners selects of each answer.
var selections = map[string]string{
	"collaboration": "nodes { entity { id } degree } links { from { id } to { id } weight initiatives(first: 1000) { id } } truncated omitted",
	"matrix":        "rows { id } columns { id } cells { row column relations { id } } truncated",
	"changes":       "joined { id } left { id } stayed { id }",
	"overlap":       "shared { id } own { initiative { id } participants { id } }",
}

// Partners asks a store random questions about who joins what with whom, over random
// graphs, and holds the answers to what a reader of the graph would say: these answers
// are made above the stores, so that two stores would agree on a wrong one.
func Partners(t *testing.T, m *model.Model, schema *ast.Schema, open Open, seed uint64, graphs, questions int) {
	t.Helper()
	for n := range graphs {
		g := Random(m, seed+uint64(n), sizes[n%len(sizes)])
		st, err := open(g)
		if err != nil {
			t.Fatal(err)
		}
		w := newGenerator(m, schema, g, rand.New(rand.NewPCG(seed, uint64(n))))
		for i := range questions {
			w.variables, w.declared, w.fragments, w.names = map[string]any{}, nil, nil, 0
			fd := w.partnerQuestion()
			given, _ := w.question(fd)
			query := "{ " + fd.Name + "(" + literals(given) + ") { " + selections[fd.Name] + " } }"
			if len(given) == 0 {
				query = "{ " + fd.Name + " { " + selections[fd.Name] + " } }"
			}
			fields, err := prepare(m, schema, query, nil)
			if err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			got, err := run(m, st, fields)
			if err != nil {
				t.Fatalf("seed %d, graph %d, question %d: %s: %v", seed, n, i, query, err)
			}
			truth := w.oracle.(*oracle).truth(fields[0].plan.Root.Slots[0].(*plan.GraphQuery).Query)
			want, err := json.Marshal(map[string]any{fd.Name: truth})
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(decodedAnswer(t, want), decodedAnswer(t, got)); diff != "" {
				t.Fatalf("seed %d, graph %d (of %d entities), question %d: %s (-want +got)\n%s", seed, n, len(g.Entities), i, query, diff)
			}
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}
}

// partnerQuestion draws one of the questions that Partners knows the answers to.
func (g *generator) partnerQuestion() *ast.FieldDefinition {
	for {
		list := g.questions()
		if fd := list[g.IntN(len(list))]; selections[fd.Name] != "" {
			return fd
		}
	}
}

// decodedAnswer is JSON as values that can be compared.
func decodedAnswer(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
