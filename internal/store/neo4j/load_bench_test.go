package neo4j_test

import (
	"flag"
	"fmt"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

var entities = flag.Int("entities", 10_000, "number of entities in the graph of BenchmarkLoad")

// BenchmarkLoad loads a synthetic graph:
//
//	go test ./internal/store/neo4j -run '^$' -bench Load -benchtime 2x -entities 100000
func BenchmarkLoad(b *testing.B) {
	m, _, err := storetest.Schema()
	if err != nil {
		b.Fatal(err)
	}
	g := syntheticGraph(m, *entities)
	d := neo4jtest.Start(b).Driver(b)
	neo4jtest.Clear(b, d)
	for b.Loop() {
		if _, err := neo4j.Load(b.Context(), d, g, &neo4j.LoadOptions{Reload: true}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((len(g.Entities)+len(g.Relations))*b.N)/b.Elapsed().Seconds(), "objects/s")
}

// syntheticGraph returns a graph with the given number of entities and nearly five times as
// many relations, each with a few properties and one statement of a source.
func syntheticGraph(m *model.Model, entities int) *store.Graph {
	b := storetest.NewBuilder(m)
	b.Entity("Source", "source", storetest.Fields{"name": "Source"})
	const initiatives = 10
	var projects []string
	for i := 1; i < entities; i++ {
		id := fmt.Sprintf("entity-%d", i)
		if i%initiatives == 0 {
			b.Entity("Project", id, storetest.Fields{"name": fmt.Sprintf("Project %d", i), "acronym": fmt.Sprintf("P%d", i), "start": "2020-01-01", "end": "2024", "kind": "project"})
			projects = append(projects, id)
			continue
		}
		b.Entity("Institute", id, storetest.Fields{"name": fmt.Sprintf("Institute %d", i), "country": []string{"BE", "FR", "DE", "NL"}[i%4], "city": fmt.Sprintf("Town %d", i%500), "founded": 1900 + i%100, "kinds": []string{"hospital"}})
	}
	n := 0
	for i := 1; i < entities; i++ {
		if i%initiatives == 0 {
			continue
		}
		for k := range 5 + i%2 {
			n++
			b.Relation("Participation", fmt.Sprintf(".%d", k), fmt.Sprintf("entity-%d", i), projects[(i*31+k*977)%len(projects)], storetest.Fields{"role": "BENEFICIARY", "since": "2021",
				"evidence": []storetest.Fields{{"source": "source", "rank": "NORMAL", "date": "2024-05-17", "locator": "row 1"}}})
		}
	}
	return b.Graph
}
