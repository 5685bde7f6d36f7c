package query_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/bench/graph"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

var benchNodes = flag.Int("nodes", 100_000, "entities of the graph that benchmarks of partners ask")

// synthetic is a large graph, with its participations.
type synthetic struct {
	model  *model.Model
	schema *ast.Schema
	store  store.Store
	// joins has the ends of each participation, so that drawing one of them draws an actor or
	// an initiative in proportion to its degree.
	joins [][2]string
}

func newSynthetic(b *testing.B) *synthetic {
	b.Helper()
	m, schema, err := storetest.Schema()
	if err != nil {
		b.Fatal(err)
	}
	made := graph.Make(m, *benchNodes, 1)
	st, err := memory.From(b.Context(), made.Source())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = st.Close() })
	s := &synthetic{model: m, schema: schema, store: st}
	for o := range made.Relations(m.Participation) {
		s.joins = append(s.joins, [2]string{o.From, o.To})
	}
	return s
}

// BenchmarkPartners runs queries about partners on a large graph, from the text of the query to
// the JSON of the answer, and reports the median and the 99th percentile of the times:
//
//	go test ./internal/store/query -run - -bench Partners -benchtime 1000x
func BenchmarkPartners(b *testing.B) {
	s := newSynthetic(b)
	for _, q := range []struct{ name, query string }{
		{"collaborators", `{ collaborators(of: %q, first: 20) { nodes { shared actor { id name } initiatives(first: 5) { id name } } } }`},
		{"collaborators with a total", `{ collaborators(of: %q, first: 20, activeOn: "2020") { totalCount nodes { shared actor { id } } } }`},
		{"changes", `{ changes(initiative: %[2]q, from: "2018", to: "2022") { joined { id } left { id } stayed { id } } }`},
		{"overlap", `{ overlap(of: [%[2]q, %[3]q]) { shared { id name } own { participants { id } } } }`},
		{"matrix", `{ matrix(rows: {participations: {some: {initiative: {id: {eq: %[2]q}}}}}) { rows { id name } columns { id name } cells { row column relations { role } } } }`},
		{"whole network", `{ collaboration(minimum: 5) { links { weight from { id } to { id } } size { nodes links } } }`},
		{"whole network of all pairs", `{ collaboration { links { weight from { id } to { id } } size { nodes links } } }`},
		{"whole network measured", `{ collaboration(minimum: 5) { nodes { entity { id } strength betweenness community } size { nodes links } } }`},
		{"collaboration", `{ collaboration(in: {participants: {some: {participant: {id: {eq: %q}}}}}, first: 50) { links { weight from { id } to { id } } } }`},
	} {
		b.Run(q.name, func(b *testing.B) {
			rnd := rand.New(rand.NewPCG(1, 2))
			var times []time.Duration
			refused := 0
			for b.Loop() {
				one, other := s.joins[rnd.IntN(len(s.joins))], s.joins[rnd.IntN(len(s.joins))]
				query := fmt.Sprintf(q.query+"%.0[1]s%.0[2]s%.0[3]s", one[0], one[1], other[1])
				begin := time.Now()
				if _, err := storetest.Answer(s.model, s.schema, s.store, query, nil); err != nil {
					refused++
				}
				times = append(times, time.Since(begin))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*50/100].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(refused)/float64(len(times)), "refused/op")
		})
	}
}
