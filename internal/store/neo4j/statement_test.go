package neo4j_test

import (
	"slices"
	"strings"
	"testing"

	"whojoins/internal/model"
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

// TestNegatedReferenceIsNotSelective checks that a filter for other entities than one does not
// make the database start from that entity: nearly all others match.
func TestNegatedReferenceIsNotSelective(t *testing.T) {
	m, schema := goldenSchema(t)
	for operator, selective := range map[string]bool{"eq": true, "ne": false} {
		query := `{institutes(where: {participations: {some: {initiative: {id: {` + operator + `: "action-1"}}}}}) {nodes {id}}}`
		c := compileAll(t, m, schema, storetest.Fixture(m), []golden{{operator, query}})[0]
		if got := strings.Contains(c.statement.Text, "RETURN DISTINCT n"); got != selective {
			t.Errorf("%s: the statement starts from the entity: %v, want %v\n%s", operator, got, selective, c.statement.Text)
		}
	}
}

// TestCutWords checks that a word which may be cut matches the beginning of a stored word, and a
// shorter one only a whole word.
func TestCutWords(t *testing.T) {
	m, schema := goldenSchema(t)
	long := strings.Repeat("x", model.WordLength)
	c := compileAll(t, m, schema, storetest.Fixture(m), []golden{{"cut", `{institutes(where: {name: {matches: "` + long + `y alpha"}}) {totalCount}}`}})[0]
	want := []any{" " + long, " alpha "}
	for _, value := range c.statement.Params {
		if list, ok := value.([]any); ok && slices.Equal(list, want) {
			return
		}
	}
	t.Errorf("no parameter is %q: %v", want, c.statement.Params)
}
