package storetest

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// selections are the fields that Partners selects in each answer.
var selections = map[string]string{
	"collaboration": "nodes { entity { id } degree strength betweenness } links { from { id } to { id } weight activeFrom activeUntil initiatives(first: 1000) { id } } size { nodes links } pageInfo { hasNextPage hasPreviousPage } truncated omitted",
	"matrix":        "rows { id } columns { id } cells { row column relations { id } } truncated",
	"candidates":    "nodes { actor { id } score because(first: 1000) { partner { id } shared } } totalCount pageInfo { hasNextPage hasPreviousPage }",
	"changes":       "joined { id } left { id } stayed { id }",
	"gaps":          "nodes { initiative { id } verdict } pageInfo { hasNextPage hasPreviousPage } totalCount verdicts { value label count }",
	"overlap":       "shared { id } own { initiative { id } participants { id } }",
}

// each is the number of queries of Partners with one shape and different values.
const each = 2

// Partners runs random queries about partners over random graphs, and compares the answers with
// results computed directly from the graph. Package query computes these answers in the same
// way for all stores, so that comparing two stores would not reveal a mistake.
func Partners(t *testing.T, m *model.Model, schema *ast.Schema, open Open, seed uint64, graphs, queries int) {
	t.Helper()
	for n := range graphs {
		g := Random(m, seed+uint64(n), sizes[n%len(sizes)])
		st, err := open(g)
		if err != nil {
			t.Fatal(err)
		}
		shapes := rand.New(rand.NewPCG(seed, uint64(n)))
		w := newGenerator(m, schema, g, shapes)
		var shape uint64
		for i := range queries {
			if i%each == 0 {
				shape = shapes.Uint64()
			}
			w.again(shape, i%each)
			w.variables, w.declared, w.fragments, w.names = map[string]any{}, nil, nil, 0
			fd := w.partnerQuery()
			given, _ := w.graphQuery(fd)
			query := "{ " + fd.Name + "(" + literals(given) + ") { " + selections[fd.Name] + " } }"
			if len(given) == 0 {
				query = "{ " + fd.Name + " { " + selections[fd.Name] + " } }"
			}
			fields, err := prepare(m, schema, query, nil)
			if err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			got, err := run(t.Context(), m, st, fields)
			if err != nil {
				t.Fatalf("seed %d, graph %d, query %d: %s: %v", seed, n, i, query, err)
			}
			truth := w.oracle.(*oracle).truth(fields[0].plan.Root.Slots[0].(*plan.GraphQuery).Query)
			want, err := json.Marshal(map[string]any{fd.Name: truth})
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(decodedAnswer(t, want), decodedAnswer(t, got), cmpopts.EquateApprox(0, 2e-9)); diff != "" {
				t.Fatalf("seed %d, graph %d (of %d entities), query %d: %s (-want +got)\n%s", seed, n, len(g.Entities), i, query, diff)
			}
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}
}

// partnerQuery returns one of the graph queries that truth can answer.
func (g *generator) partnerQuery() *ast.FieldDefinition {
	for {
		list := g.graphQueries()
		if fd := list[g.IntN(len(list))]; selections[fd.Name] != "" {
			return fd
		}
	}
}

// decodedAnswer decodes JSON to values that can be compared.
func decodedAnswer(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
