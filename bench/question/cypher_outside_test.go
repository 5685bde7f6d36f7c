//go:build outside

package question_test

import (
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/bench/question"
	database "whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// TestOutsideCypher expects the same bytes from hand-written Cypher as from the service.
func TestOutsideCypher(t *testing.T) {
	server := neo4jtest.Start(t)
	h, g := service(t)
	driver := server.Driver(t)
	if _, err := database.Load(t.Context(), driver, g, nil); err != nil {
		t.Fatal(err)
	}
	each(t, h, g, func(q *question.Question, variables map[string]any, e *question.Envelope, answer []byte) {
		result, err := neo4j.ExecuteQuery(t.Context(), driver, q.Cypher, variables, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatalf("%s: %v", q.Name, err)
		}
		same(t, q, &question.Envelope{Data: q.Read(result.Records), Extensions: e.Extensions}, answer)
	})
}
