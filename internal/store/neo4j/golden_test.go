package neo4j_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden is one query of each kind. What they are asked of is the fixture of storetest.
type golden struct{ name, query string }

// compiled is a golden query with its plan and its statement.
type compiled struct {
	golden
	plan      *plan.Plan
	statement *neo4j.Statement
}

// compileAll compiles queries. Where one has «…» in place of a cursor, that is a query of
// its own, on the embedded store, whose endCursor is meant.
func compileAll(t *testing.T, m *model.Model, schema *ast.Schema, of *store.Graph, queries []golden) (list []compiled) {
	t.Helper()
	st, err := memory.New(of)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range queries {
		for before, rest, some := strings.Cut(g.query, "«"); some; before, rest, some = strings.Cut(g.query, "«") {
			page, after, _ := strings.Cut(rest, "»")
			answer, err := storetest.Answer(m, schema, st, page, nil)
			if err != nil {
				t.Fatalf("%s: %v", g.name, err)
			}
			_, cursor, _ := strings.Cut(string(answer), `"endCursor":"`)
			cursor, _, _ = strings.Cut(cursor, `"`)
			g.query = before + cursor + after
		}
		p := planned(t, m, schema, g, plan.DefaultLimits())
		s, err := neo4j.Compile(m, p)
		if err != nil {
			t.Fatalf("%s: %v", g.name, err)
		}
		list = append(list, compiled{g, p, s})
	}
	return list
}

// planned is the plan of the first root field of a query.
func planned(t *testing.T, m *model.Model, schema *ast.Schema, g golden, limits plan.Limits) *plan.Plan {
	t.Helper()
	doc, refused := gqlparser.LoadQueryWithRules(schema, g.query, rules.NewDefaultRules())
	if refused != nil {
		t.Fatalf("%s: %v", g.name, refused)
	}
	field := doc.Operations[0].SelectionSet[0].(*ast.Field)
	p, err := plan.Compile(plan.Request{Model: m, Schema: schema, Field: field, Selections: field.SelectionSet, Limits: limits})
	if err != nil {
		t.Fatalf("%s: %v", g.name, err)
	}
	return p
}

const answerHead = "\n# answer\n"

// text is what a golden file has before the answer.
func (c compiled) text(t *testing.T) string {
	t.Helper()
	params, err := json.MarshalIndent(c.statement.Params, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return "# query\n" + c.query + "\n\n# plan\n" + c.plan.String() + "\n# cypher\n" + c.statement.Text + "\n\n# parameters\n" + string(params) + "\n"
}

func goldenFile(name string) string { return filepath.Join("testdata", "golden", name+".txt") }

// TestGoldenText holds plans and their Cypher to the golden files. After a change that
// is meant, write them anew:
//
//	go test ./store/neo4j -run TestGolden -update
func TestGoldenText(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range compileAll(t, m, schema, storetest.Fixture(m), queries) {
		if *update {
			continue // with the answers
		}
		want, err := os.ReadFile(goldenFile(c.name))
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(string(want), answerHead)
		if diff := cmp.Diff(text, c.text(t)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

// TestGoldenAnswers holds the answers of the database to the golden files and, where both
// answer, to the embedded store.
func TestGoldenAnswers(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	st, embedded := fixtures(t, m)
	for _, c := range compileAll(t, m, schema, storetest.Fixture(m), queries) {
		answer, err := storetest.Answer(m, schema, st, c.query, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		same, err := storetest.Answer(m, schema, embedded, c.query, nil)
		if err != nil || !bytes.Equal(answer, same) {
			t.Errorf("%s: the stores differ, %v\n   neo4j: %s\nembedded: %s", c.name, err, answer, same)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, answer, "", "  "); err != nil {
			t.Fatal(err)
		}
		got := c.text(t) + answerHead + indented.String() + "\n"
		holdGolden(t, c.name, got)
	}
}

// fixtures are the stores that hold the fixture: the database and the embedded one.
func fixtures(t *testing.T, m *model.Model) (database, embedded store.Store) {
	t.Helper()
	g := storetest.Fixture(m)
	database, err := opener(t)(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	if embedded, err = memory.New(g); err != nil {
		t.Fatal(err)
	}
	return database, embedded
}

// holdGolden compares a text with its golden file, or writes that anew.
func holdGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(goldenFile(name), []byte(got), 0o644); err != nil { //nolint:gosec // it is committed
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(goldenFile(name))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

// TestGoldenShapes holds equal shapes to equal text, and values to the parameters.
func TestGoldenShapes(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	text := func(query string) string {
		return compileAll(t, m, schema, storetest.Fixture(m), []golden{{"shape", query}})[0].statement.Text
	}
	for _, pair := range [][2]string{
		{`{institutes(where: {country: {eq: "BE"}, name: {contains: "a"}}) {nodes {id}}}`, `{institutes(first: 3, where: {country: {eq: "FR' OR 1=1 //"}, name: {contains: "\u0060)-[]"}}) {nodes {id}}}`},
		{`{entities(ids: ["alpha"]) {name}}`, `{entities(ids: ["beta", "gamma", "ror:x"]) {name}}`},
		{`{participations(where: {role: {in: [MEMBER, CHAIR]}, activeOn: "2020"}) {totalCount}}`, `{participations(where: {role: {in: [OTHER, CHAIR, MEMBER]}, activeOn: "2021-10-05"}) {totalCount}}`},
	} {
		if diff := cmp.Diff(text(pair[0]), text(pair[1])); diff != "" {
			t.Errorf("%s\n%s\nare of one shape, their texts differ (-first +second)\n%s", pair[0], pair[1], diff)
		}
		if s := text(pair[1]); strings.Contains(s, "FR'") || strings.Contains(s, "ror:x") {
			t.Errorf("a value stands in the text: %s", s)
		}
	}
}
