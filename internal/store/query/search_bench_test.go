package query_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"whojoins/bench/graph"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// wordWays are ways in which people search for something whose name they know.
var wordWays = []struct {
	name  string
	write func(*rand.Rand, string) string
}{
	{"name", func(_ *rand.Rand, name string) string { return name }},
	{"one word", func(r *rand.Rand, name string) string {
		words := strings.Fields(name)
		return words[r.IntN(len(words))]
	}},
	{"two words", func(r *rand.Rand, name string) string {
		words := strings.Fields(name)
		return words[r.IntN(len(words))] + " " + words[r.IntN(len(words))]
	}},
	{"beginnings", func(r *rand.Rand, name string) string {
		words := strings.Fields(name)
		for i, w := range words {
			words[i] = string([]rune(w)[:min(4, len([]rune(w)))])
		}
		return strings.Join(words[:1+r.IntN(len(words))], " ")
	}},
	{"typo", func(r *rand.Rand, name string) string {
		runes := []rune(name)
		at := r.IntN(len(runes))
		return string(runes[:at]) + "q" + string(runes[at+1:])
	}},
}

// newNamed returns a large graph, and the names of the actors in it, each as often as the actor
// has participations.
func newNamed(b *testing.B) (*synthetic, []string) {
	b.Helper()
	s := newSynthetic(b)
	names := map[string]string{}
	for o := range graph.Make(s.model, *benchNodes, 1).Entities() {
		names[o.ID] = o.Value(s.model.AnyEntity.Field("name")).Text
	}
	list := make([]string, len(s.joins))
	for i, j := range s.joins {
		list[i] = names[j[0]]
	}
	return s, list
}

// BenchmarkSearch searches a large graph for entities, drawn in proportion to their
// participations, from the text of the query to the JSON of the answer:
//
//	go test ./internal/store/query -run - -bench 'Search|Resolve' -benchtime 500x
func BenchmarkSearch(b *testing.B) {
	s, names := newNamed(b)
	const query = "query($text: String!) { search(text: $text, first: 20) { totalCount types { value count } nodes { score entity { id name type } highlights { field text } } } }"
	for _, way := range wordWays {
		b.Run(way.name, func(b *testing.B) {
			rnd := rand.New(rand.NewPCG(1, 2))
			measured(b, func() {
				text := way.write(rnd, names[rnd.IntN(len(names))])
				if _, err := storetest.Answer(s.model, s.schema, s.store, query, map[string]any{"text": text}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkResolve resolves a thousand names at once, written in all of the ways.
func BenchmarkResolve(b *testing.B) {
	s, names := newNamed(b)
	const query = "query($terms: [String!]!) { resolve(terms: $terms) { score match { id } candidates { score reason } } }"
	rnd := rand.New(rand.NewPCG(1, 2))
	measured(b, func() {
		terms := make([]string, 1000)
		for i := range terms {
			terms[i] = wordWays[i%len(wordWays)].write(rnd, names[rnd.IntN(len(names))])
		}
		if _, err := storetest.Answer(s.model, s.schema, s.store, query, map[string]any{"terms": terms}); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkSearchWords builds a store with a large graph, which includes the index of words.
func BenchmarkSearchWords(b *testing.B) {
	m, _, err := storetest.Schema()
	if err != nil {
		b.Fatal(err)
	}
	made := graph.Make(m, *benchNodes, 1)
	for b.Loop() {
		if _, err := memory.From(b.Context(), made.Source()); err != nil {
			b.Fatal(err)
		}
	}
}

// measured calls run repeatedly, and reports the median and the 99th percentile of the times.
func measured(b *testing.B, run func()) {
	var times []time.Duration
	run()
	for b.Loop() {
		begin := time.Now()
		run()
		times = append(times, time.Since(begin))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*50/100].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}
