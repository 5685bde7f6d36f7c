package neo4jtest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Query runs a statement and returns its rows.
func Query(t testing.TB, d neo4j.DriverWithContext, statement string) [][]any {
	t.Helper()
	result, err := neo4j.ExecuteQuery(t.Context(), d, statement, nil, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	list := [][]any{}
	for _, r := range result.Records {
		list = append(list, r.Values)
	}
	return list
}

// Clear removes all nodes and relationships.
func Clear(t testing.TB, d neo4j.DriverWithContext) {
	t.Helper()
	Query(t, d, "MATCH (n) DETACH DELETE n")
}

// Dump returns all nodes, except Dataset, and all relationships as text, sorted.
func Dump(t testing.TB, d neo4j.DriverWithContext) []string {
	t.Helper()
	var list []string
	for _, r := range Query(t, d, "MATCH (n) WHERE NOT n:Dataset UNWIND labels(n) AS label WITH n, label ORDER BY label RETURN collect(label), properties(n)") {
		list = append(list, fmt.Sprint(r))
	}
	for _, r := range Query(t, d, "MATCH (a)-[r]->(b) RETURN type(r), properties(a), properties(r), properties(b)") {
		list = append(list, fmt.Sprint(r))
	}
	slices.Sort(list)
	return list
}
