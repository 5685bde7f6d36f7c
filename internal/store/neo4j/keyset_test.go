package neo4j_test

import (
	"strings"
	"testing"

	"whojoins/internal/store/storetest"
)

// TestBackwardPage checks that a backward page from a value consists of two branches, the rest
// of the tie and the values before it: missing values come after all others.
func TestBackwardPage(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	list := compileAll(t, m, schema, storetest.Fixture(m), []golden{{"backward from a value",
		`{institutes(sort: {founded: ASC}, last: 2, before: "«{institutes(sort: {founded: ASC}, first: 2) {pageInfo {endCursor}}}»") {nodes {id}}}`}})
	if text := list[0].statement.Text; strings.Count(text, "UNION ALL") != 1 || strings.Contains(text, "founded IS NULL") {
		t.Errorf("want two branches, none of missing values:\n%s", text)
	}
}
