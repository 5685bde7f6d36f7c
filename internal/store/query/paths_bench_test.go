package query_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"whojoins/bench/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// drawing draws entities of a synthetic graph of 100,000 in proportion to their degrees.
type drawing struct {
	m    *model.Model
	view store.View
	rnd  *rand.Rand
	// ends are the ids of both ends of every relation.
	ends []string
	via  model.TypeSet
}

func draw(b *testing.B) *drawing {
	b.Helper()
	m, _, err := storetest.Schema()
	if err != nil {
		b.Fatal(err)
	}
	made := graph.Make(m, 100_000, 1)
	d := &drawing{m: m, rnd: rand.New(rand.NewPCG(1, 2))}
	for _, t := range m.Relations {
		if t.Walked {
			d.via |= t.Types
		}
		for o := range made.Relations(t) {
			d.ends = append(d.ends, o.From, o.To)
		}
	}
	st, err := memory.From(b.Context(), made.Source())
	if err != nil {
		b.Fatal(err)
	}
	if d.view, err = st.View(b.Context(), store.ViewOptions{}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(d.view.Close)
	return d
}

func (d *drawing) any() string { return d.ends[d.rnd.IntN(len(d.ends))] }

// measure runs queries, and reports the median, the 99th percentile and the maximum of the
// times, and the percentage of queries that were rejected as too large.
func (d *drawing) measure(b *testing.B, answer string, question func() plan.Query) {
	var times []time.Duration
	refused := 0
	for b.Loop() {
		q := question()
		start := time.Now()
		_, err := run(b.Context(), d.m, d.view, plan.DefaultLimits().Visits, q, answer)
		times = append(times, time.Since(start))
		if err != nil {
			refused++
		}
	}
	slices.Sort(times)
	at := func(percent int) float64 { return float64(times[(len(times)-1)*percent/100].Microseconds()) / 1000 }
	b.ReportMetric(at(50), "ms-p50")
	b.ReportMetric(at(99), "ms-p99")
	b.ReportMetric(at(100), "ms-most")
	b.ReportMetric(100*float64(refused)/float64(len(times)), "%refused")
}

// BenchmarkPaths finds the shortest paths between two entities, and longer ones:
//
//	go test ./internal/store/query -run '^$' -bench 'Paths|Neighbourhood' -benchtime 1000x
func BenchmarkPaths(b *testing.B) {
	d := draw(b)
	for name, slack := range map[string]int{"shortest": 0, "slack 1": 1, "slack 2": 2} {
		b.Run(name, func(b *testing.B) {
			d.measure(b, "Path", func() plan.Query {
				return &plan.Paths{From: d.any(), To: d.any(), Via: d.via, MaxHops: 6, Slack: slack, First: 5}
			})
		})
	}
}

// BenchmarkNeighbourhood finds up to 200 entities near one.
func BenchmarkNeighbourhood(b *testing.B) {
	d := draw(b)
	for name, depth := range map[string]int{"depth 1": 1, "depth 2": 2} {
		b.Run(name, func(b *testing.B) {
			d.measure(b, "Subgraph", func() plan.Query {
				return &plan.Neighbourhood{Of: []string{d.any()}, Depth: depth, Via: d.via, Types: d.m.AnyEntity.Types, First: 200, Links: 1000}
			})
		})
	}
}
