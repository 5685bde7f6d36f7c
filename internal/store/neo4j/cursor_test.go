package neo4j_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/storetest"
)

// participants returns a query for everything that a row can hold, and the answer of a database
// to it.
func participants(t testing.TB, rows int) (*model.Model, *plan.Plan, []any) {
	t.Helper()
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, refused := gqlparser.LoadQueryWithRules(schema, fmt.Sprintf(`{participations(last: %d) {pageInfo {startCursor} edges {cursor node {
		role since contribution {amount currency} participant {__typename name ... on Institute {kinds aliases {name}}} initiative {name}
		evidence {locator source {name}}}}}}`, rows), rules.NewDefaultRules())
	if refused != nil {
		t.Fatal(refused)
	}
	field := doc.Operations[0].SelectionSet[0].(*ast.Field)
	p, err := plan.Compile(plan.Request{Model: m, Schema: schema, Field: field, Selections: field.SelectionSet, Limits: plan.DefaultLimits()})
	if err != nil {
		t.Fatal(err)
	}
	list := make([]any, rows+1)
	for i := range list {
		end := []any{"INSTITUTE", "Institute", []any{"hospital"}, []any{[]any{"Institut"}}}
		evidence := []any{int64(2), []any{"row 1", ""}, []any{[]any{"Source A"}, []any{"Source B"}}}
		list[i] = []any{fmt.Sprintf("participation-%04d", rows-i), "MEMBER", "2024-05", int64(150), "EUR", end, []any{"Action"}, evidence}
	}
	return m, p, []any{[]any{list}}
}

// TestCursor writes a backward page from the lists that the database returns.
func TestCursor(t *testing.T) {
	m, p, answer := participants(t, 2)
	text, err := result.Write(nil, p, neo4j.CursorOf(m, p, answer), plan.NewWork(t.Context()), nil)
	if err != nil {
		t.Fatal(err)
	}
	node := `"node":{"role":"MEMBER","since":"2024-05","contribution":{"amount":1.5,"currency":"EUR"},` +
		`"participant":{"__typename":"Institute","name":"Institute","kinds":["hospital"],"aliases":[{"name":"Institut"}]},"initiative":{"name":"Action"},` +
		`"evidence":[{"locator":"row 1","source":{"name":"Source A"}},{"locator":null,"source":{"name":"Source B"}}]}`
	if strings.Count(string(text), node) != 2 {
		t.Errorf("want two rows, each with %s, got\n%s", node, text)
	}
	var order plan.Order
	for i, id := range []string{"participation-0001", "participation-0002"} {
		cursor := string(order.AppendCursor(nil, []model.Value{model.IDValue(id)}))
		if at := strings.Index(string(text), `{"cursor":"`+cursor); (at < 0) || (i == 0) != (at < strings.LastIndex(string(text), `{"cursor":"`)) {
			t.Errorf("the cursor of %s, %s, is not where it should be in\n%s", id, cursor, text)
		}
	}
}

// TestAllocations writes an answer of ten rows and one of a thousand: rows must not allocate.
// The race detector empties sync.Pool at random, which costs a few allocations but never one
// per row.
func TestAllocations(t *testing.T) {
	allocations := func(rows int) float64 {
		m, p, answer := participants(t, rows)
		dst, work := make([]byte, 0, 1<<20), plan.NewWork(t.Context())
		return testing.AllocsPerRun(20, func() {
			if _, err := result.Write(dst, p, neo4j.CursorOf(m, p, answer), work, nil); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := allocations(10), allocations(1000); many > few+50 {
		t.Errorf("%v allocations for 10 rows, %v for 1000", few, many)
	}
}

// BenchmarkCursor writes a thousand rows.
func BenchmarkCursor(b *testing.B) {
	m, p, answer := participants(b, 1000)
	dst, work := make([]byte, 0, 1<<20), plan.NewWork(b.Context())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := result.Write(dst, p, neo4j.CursorOf(m, p, answer), work, nil); err != nil {
			b.Fatal(err)
		}
	}
}
