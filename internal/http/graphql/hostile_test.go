package graphql_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/internal/plan"
)

var hostileTimes = flag.Bool("hostile", false, "allow hostile documents twice the time of parsing a legal one, and print the table")

// hostile is a document that is designed to be expensive.
type hostile struct {
	name      string
	query     string
	variables any
	// code is the code of the first error; empty when the document is answered.
	code, limit string
}

// body returns the body of a request, with spaces after the document.
func (d hostile) body(t *testing.T, spaces int) string {
	body, err := json.Marshal(map[string]any{"query": d.query + repeat(" ", spaces), "variables": d.variables})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func repeat(s string, n int) string { return strings.Repeat(s, n) }

// each returns n numbered parts.
func each(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, strings.ReplaceAll(format, "#", "%[1]d"), i)
	}
	return b.String()
}

// chain returns n fragments, each of which spreads the next one; the last has a field.
func chain(n int, on, body, last string) string {
	var b strings.Builder
	for i := range n {
		in := last
		if i < n-1 {
			in = strings.ReplaceAll(body, "#", fmt.Sprint("...F", i+1, " "))
		}
		fmt.Fprintf(&b, "fragment F%d on %s { %s } ", i, on, in)
	}
	return b.String()
}

func hostileDocuments() []hostile {
	const nested = `participations { nodes { initiative { participants { nodes { participant { # # } } } } } }`
	branches := make([]any, 40_000)
	for i := range branches {
		branches[i] = map[string]any{"name": map[string]any{"eq": "a"}}
	}
	thousand := make([]string, 1000)
	return []hostile{
		{"60 fragments, each spreads the next twice", "{ ...F0 } " + chain(60, "Query", "# #", "__typename"), nil, "TOO_COMPLEX", "selections"},
		{"the same through nested types", "{ actors { nodes { ...F0 } } } " + chain(60, "Actor", nested, "id"), nil, "TOO_COMPLEX", "selections"},
		{"a field 800 times", "{ meta { " + repeat("name ", 800) + "} }", nil, "TOO_COMPLEX", "selections"},
		{"1,600 __typename", "{ " + repeat("__typename ", 1600) + "}", nil, "TOO_COMPLEX", "selections"},
		{"100 inline fragments of 20 fields", "{ meta { " + repeat("... { "+repeat("name ", 20)+"} ", 100) + "} }", nil, "TOO_COMPLEX", "selections"},
		{"selections 3,000 deep", repeat("{a", 3000) + repeat("}", 3000), nil, "TOO_COMPLEX", "tokens"},
		{"lists 3,000 deep", "{ entities(ids: " + repeat("[", 3000) + repeat("]", 3000) + ") { id } }", nil, "TOO_COMPLEX", "tokens"},
		{"input objects 3,000 deep", "{ people(where: " + repeat("{NOT:", 3000) + "{}" + repeat("}", 3000) + ") { totalCount } }", nil, "TOO_COMPLEX", "tokens"},
		{"input objects 900 deep", "{ people(where: " + repeat("{NOT:", 900) + "{}" + repeat("}", 900) + ") { totalCount } }", nil, "TOO_COMPLEX", "filterDepth"},
		{"lists 900 deep", "{ entities(ids: " + repeat("[", 900) + repeat("]", 900) + ") { id } }", nil, "TOO_COMPLEX", "filterDepth"},
		{"selections 900 deep", "{ meta " + repeat("{a", 900) + repeat("}", 900) + "}", nil, "TOO_COMPLEX", "selections"},
		{"selections 16 deep", "{ meta " + repeat("{a", 15) + repeat("}", 15) + "}", nil, "TOO_COMPLEX", "depth"},
		{"10,000 aliases", "{ " + each(10_000, "a#: __typename ") + "}", nil, "TOO_LARGE", "document"},
		{"1,500 aliases", "{ " + each(1500, "a#: __typename ") + "}", nil, "TOO_COMPLEX", "selections"},
		{"40 aliases", "{ meta { " + each(40, "a#: name ") + "} }", nil, "TOO_COMPLEX", "aliases"},
		{"25 root fields", "{ " + each(25, "a#: __typename ") + "}", nil, "TOO_COMPLEX", "rootFields"},
		{"a string of 1 MB", `{ entity(id: "` + repeat("a", 1_000_000) + `") { id } }`, nil, "TOO_LARGE", "document"},
		{"a comment of 1 MB", "#" + repeat("a", 1_000_000) + "\n{ __typename }", nil, "TOO_LARGE", "document"},
		{"a variable of 1 MB", "query($id: ID!) { entity(id: $id) { id } }", map[string]any{"id": repeat("a", 1_000_000)}, "TOO_LARGE", "document"},
		{"backslashes in a variable of 1 MB", "query($id: ID!) { entity(id: $id) { id } }", map[string]any{"id": repeat(`\`, 500_000)}, "TOO_LARGE", "document"},
		{"quotation marks in a variable of 1 MB", "query($id: ID!) { entity(id: $id) { id } }", map[string]any{"id": repeat(`"`, 500_000)}, "TOO_LARGE", "document"},
		{"a million @skip", "{ __typename " + repeat("@skip ", 1_000_000) + "}", nil, "TOO_LARGE", "body"},
		{"4,900 tokens of @skip", "{ __typename " + repeat("@skip ", 2450) + "}", nil, "TOO_COMPLEX", "selections"},
		{"450 times @skip", "{ __typename " + repeat("@skip(if: true) ", 450) + "}", nil, "GRAPHQL_VALIDATION_FAILED", ""},
		{"introspection nested 50 deep", "{ __schema { types { " + repeat("ofType { ", 50) + "name" + repeat(" }", 50) + " } } }", nil, "TOO_COMPLEX", "introspectionDepth"},
		{"lists of introspection within one another", "{ __schema { types { fields { args { type { ofType { fields { args { type { ofType { name } } } } } } } } } } }", nil, "TOO_COMPLEX", "introspectionItems"},
		{"one list of introspection under many names", "{ __schema { " + each(25, "a#: types { fields { args { name } } } ") + "} }", nil, "TOO_COMPLEX", "introspectionItems"},
		{"twice __schema", "{ a: __schema { queryType { name } } b: __schema { queryType { name } } }", nil, "TOO_COMPLEX", "introspectionDepth"},
		{"3,000 operations", each(3000, "query A# { __typename } "), nil, "TOO_LARGE", "document"},
		{"1,200 operations", repeat("query{a}", 1200), nil, "TOO_COMPLEX", "selections"},
		{"40,000 branches of OR in a variable", "query($w: PersonWhere) { people(where: $w) { totalCount } }", map[string]any{"w": map[string]any{"OR": branches}}, "TOO_LARGE", "predicates"},
		{"3,000 branches of OR in a variable", "query($w: PersonWhere) { people(where: $w) { totalCount } }", map[string]any{"w": map[string]any{"OR": branches[:3000]}}, "TOO_LARGE", "predicates"},
		{"450 branches of OR in a variable", "query($w: PersonWhere) { people(where: $w) { totalCount } }", map[string]any{"w": map[string]any{"OR": branches[:450]}}, "TOO_COMPLEX", "predicates"},
		{"9,000 texts in a variable", "query($v: [String!]) { people(where: {name: {in: $v}}) { totalCount } }", map[string]any{"v": slices.Repeat([]string{"a"}, 9000)}, "TOO_LARGE", "values"},
		{"one variable in many filters", "query($v: [String!]) { " + each(15, "a#: people(where: {name: {in: $v}, givenName: {in: $v}}) { totalCount } ") + "}", map[string]any{"v": thousand}, "TOO_COMPLEX", "inputs"},
		{"240 conflicts of one key", "{ meta { " + repeat("x: name x: version ", 15) + repeat("licence ", 440) + "} }", nil, "GRAPHQL_VALIDATION_FAILED", ""},
		{"one field 490 times", "{ meta { " + repeat("name ", 490) + "} }", nil, "", ""},
		{"240 chained fragments", "{ meta { ...F0 } } " + chain(240, "Meta", "name #", "name"), nil, "TOO_COMPLEX", "tokens"},
		{"60 chained fragments", "{ ...F0 } " + chain(60, "Query", "#", "__typename"), nil, "", ""},
		{"490 unused fragments", "{ __typename } " + each(490, "fragment F# on X { a } "), nil, "GRAPHQL_VALIDATION_FAILED", ""},
		{"450 unknown fields", "{ " + each(18, "a#: institutes { "+repeat("nodez ", 24)+"} ") + "}", nil, "GRAPHQL_VALIDATION_FAILED", ""},
		{"800 variables of unknown types", "query(" + each(800, "$a#: Persn ") + ") { __typename }", nil, "GRAPHQL_VALIDATION_FAILED", ""},
		{"600 variables, used once each", "query(" + each(600, "$a#: ID ") + ") { entities(ids: [" + each(600, "$a# ") + "]) { id } }", nil, "GRAPHQL_VALIDATION_FAILED", ""},
		{"a name of 60,000 letters", "{ " + repeat("a", 60_000) + " }", nil, "TOO_LARGE", "name"},
		{"a wrong text of 60,000 letters", `{ people(first: "` + repeat("a", 60_000) + `") { totalCount } }`, nil, "TOO_LARGE", "term"},
		{"1,200 arguments of one name", "{ people(" + repeat("first: 1 ", 1200) + ") { totalCount } }", nil, "GRAPHQL_VALIDATION_FAILED", ""},
		{"fragments on every type, within one another", "{ actors(first: 1) { nodes { " + kinds(actors, "participations(first: 1) { nodes { initiative { "+kinds(initiatives, "participants(first: 1) { nodes { participant { "+kinds(actors, "id")+"} } }")+"} } }") + "} } }", nil, "", ""},
		{"one key with other fields below for each type", "{ allEntities { nodes { " + wide(4) + "} } }", nil, "TOO_COMPLEX", "selections"},
		{"a body of empty texts", "{ __typename }", map[string]any{"v": slices.Repeat([]any{""}, 200_000)}, "TOO_LARGE", "inputs"},
		{"a legal body of 1 MB", "query($v: [String!]) { people(where: {name: {in: $v}}) { totalCount } }", map[string]any{"v": slices.Repeat([]string{repeat("a", 1000)}, 990)}, "", ""},
	}
}

var actors, initiatives = []string{"Institute", "Funder", "Person", "Alliance", "Programme"}, []string{"JointAction", "Project", "Network", "Alliance"}

// kinds returns a fragment on each type with the same selection.
func kinds(types []string, in string) string {
	var b strings.Builder
	for _, t := range types {
		fmt.Fprintf(&b, "... on %s { %s } ", t, in)
	}
	return b.String()
}

// wide selects the relations of every type under the same key, with different fields below, to
// a depth of levels: merged for each type, it is much longer than its text.
func wide(levels int) string {
	if levels == 0 {
		return "id "
	}
	var b strings.Builder
	below := []string{"id", "since", "until", "type", "id since", "id until", "since until", "disputed", "id type", "type since"}
	for i, t := range slices.Concat(actors, initiatives[:3]) {
		fmt.Fprintf(&b, "... on %s { wholes { nodes { %s } } } ", t, below[i])
	}
	return b.String() + "wholes { nodes { whole { " + wide(levels-1) + "} } } "
}

// legal returns a document of nearly 64 KiB that is within every limit.
func legal() string {
	words := repeat(`"`+repeat("x", 13)+`" `, 195)
	return "{ " + each(20, "r#: institutes(where: {name: {in: ["+words+"]}}) { nodes { id name acronym country city aliases { name language } } } ") + "}"
}

// TestHostileDocuments checks that each hostile document is rejected with its code, or answered,
// and costs no more than parsing a legal document does. That time is measured in the same run; the
// best of several runs counts, so that only a document that always costs much fails the test.
func TestHostileDocuments(t *testing.T) {
	h, bound := overFixture(t), 12.0
	runs := 5
	if *hostileTimes {
		bound, runs = 2, 40
	}
	text := legal()
	if len(text) > 64<<10 || len(text) < 60<<10 {
		t.Fatalf("the legal document has %d bytes", len(text))
	}
	unit := best(runs*2, func() {
		if _, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, plan.DefaultLimits().Tokens); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%-50s %9.3f ms", "parsing a legal document of 64 KiB", unit.Seconds()*1000)
	for _, d := range hostileDocuments() {
		// No two runs send the same text, since the second would be cached.
		var bodies []string
		for i := range runs {
			bodies = append(bodies, d.body(t, i))
		}
		answer := ""
		took := best(runs, func() { answer, bodies = answerTo(h, bodies[0]), bodies[1:] })
		var got struct {
			Errors []struct {
				Extensions struct {
					Code, Limit, Hint string
					Asked, Allowed    int
				}
			}
		}
		if err := json.Unmarshal([]byte(answer), &got); err != nil {
			t.Errorf("%s: %v", d.name, err)
			continue
		}
		ratio := took.Seconds() / unit.Seconds()
		code := ""
		if len(got.Errors) > 0 {
			e := got.Errors[0].Extensions
			code = e.Code
			if d.limit != "" && (e.Limit != d.limit || e.Asked <= e.Allowed || e.Hint == "") {
				t.Errorf("%s: limit %q, asked %d of %d, hint %q; want %s", d.name, e.Limit, e.Asked, e.Allowed, e.Hint, d.limit)
			}
		}
		if code != d.code {
			t.Errorf("%s: %q, want %q: %.300s", d.name, code, d.code, answer)
		}
		most := bound
		if code == "" {
			// An answered document may take longer in proportion to its length.
			most *= max(1, float64(len(d.body(t, 0)))/float64(len(text)))
		}
		if ratio > most {
			t.Errorf("%s: %.2f times as long as parsing a legal document, want at most %.0f", d.name, ratio, most)
		}
		t.Logf("%-50s %9.3f ms %6.2f × %s", d.name, took.Seconds()*1000, ratio, code)
	}
}

// best returns the shortest CPU time of several runs.
func best(runs int, f func()) time.Duration {
	least := time.Hour
	for range runs {
		start := clock()
		f()
		least = min(least, clock()-start)
	}
	return max(least, time.Microsecond)
}

func answerTo(h http.Handler, body string) string {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}

// allocated returns the number of bytes that f allocates, other goroutines included.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
