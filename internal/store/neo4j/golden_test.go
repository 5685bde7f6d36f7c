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
	"whojoins/internal/model/modeltest"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden is a query with a golden file of its name.
type golden struct{ name, query string }

// compiled is a golden query with its plan and its statement.
type compiled struct {
	golden
	plan      *plan.Plan
	statement *neo4j.Statement
}

// goldenSchema returns the fixed schema that golden files are compiled against, so that a new
// type in schema.graphqls does not change them.
func goldenSchema(t testing.TB) (*model.Model, *ast.Schema) {
	t.Helper()
	m, schema, err := modeltest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	return m, schema
}

// compileAll compiles queries. A query may contain another query in «…» instead of a cursor;
// that is replaced by the endCursor of its answer from the embedded store.
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
		p := compilePlan(t, m, schema, g, plan.DefaultLimits())
		s, err := neo4j.Compile(m, p)
		if err != nil {
			t.Fatalf("%s: %v", g.name, err)
		}
		list = append(list, compiled{g, p, s})
	}
	return list
}

// compilePlan compiles the first root field of a query to a plan.
func compilePlan(t testing.TB, m *model.Model, schema *ast.Schema, g golden, limits plan.Limits) *plan.Plan {
	t.Helper()
	doc, err := gqlparser.LoadQueryWithRules(schema, g.query, rules.NewDefaultRules())
	if err != nil {
		t.Fatalf("%s: %v", g.name, err)
	}
	field := doc.Operations[0].SelectionSet[0].(*ast.Field)
	p, refused := plan.Compile(plan.Request{Model: m, Schema: schema, Field: field, Selections: field.SelectionSet, Limits: limits})
	if refused != nil {
		t.Fatalf("%s: %v", g.name, refused)
	}
	return p
}

const answerHeading = "\n# answer\n"

// statementText returns the section of a golden file with a statement and its parameters.
func statementText(t *testing.T, s *neo4j.Statement) string {
	t.Helper()
	params, err := json.MarshalIndent(s.Params, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return "# cypher\n" + s.Text + "\n\n# parameters\n" + string(params) + "\n"
}

// compareGolden compares a text with a golden file, or writes the file with -update.
func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(goldenFile(name), []byte(got), 0o644); err != nil { //nolint:gosec // a committed file is readable
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(readGolden(t, name), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

func goldenFile(name string) string { return filepath.Join("testdata", "golden", name+".txt") }

func readGolden(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(goldenFile(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestGoldenStatements compares statements, and the answers of the embedded store, with the
// golden files. It needs no database. Rewrite the files after an intended change:
//
//	go test ./internal/store/neo4j -run TestGolden -update
func TestGoldenStatements(t *testing.T) {
	m, schema := goldenSchema(t)
	g := storetest.Fixture(m)
	embedded, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range compileAll(t, m, schema, g, queries) {
		answer, err := storetest.Answer(m, schema, embedded, c.query, nil)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, answer, "", "  "); err != nil {
			t.Fatal(err)
		}
		compareGolden(t, c.name, "# query\n"+c.query+"\n\n"+statementText(t, c.statement)+answerHeading+indented.String()+"\n")
	}
}

// fixtureStores returns the database and the embedded store, both with the fixture.
func fixtureStores(t *testing.T, m *model.Model) (database, embedded store.Store) {
	t.Helper()
	g := storetest.Fixture(m)
	database, err := storeOpener(t)(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	if embedded, err = memory.New(g); err != nil {
		t.Fatal(err)
	}
	return database, embedded
}

// compareAnswer compares an answer of the database with the one in a golden file.
func compareAnswer(t *testing.T, name string, answer []byte) {
	t.Helper()
	var got bytes.Buffer
	if err := json.Indent(&got, answer, "", "  "); err != nil {
		t.Fatal(err)
	}
	_, want, _ := strings.Cut(readGolden(t, name), answerHeading)
	if diff := cmp.Diff(want, got.String()+"\n"); diff != "" {
		t.Errorf("%s (-embedded +neo4j)\n%s", name, diff)
	}
}

// TestEqualShapes checks that plans that differ in values only have one statement, and that
// values are in parameters only.
func TestEqualShapes(t *testing.T) {
	m, schema := goldenSchema(t)
	text := func(query string) string {
		return compileAll(t, m, schema, storetest.Fixture(m), []golden{{"shape", query}})[0].statement.Text
	}
	for _, pair := range [][2]string{
		{`{institutes(where: {country: {eq: "BE"}, name: {contains: "a"}}) {nodes {id}}}`, `{institutes(first: 3, where: {country: {eq: "FR' OR 1=1 //"}, name: {contains: "\u0060)-[]"}}) {nodes {id}}}`},
		{`{entities(ids: ["alpha"]) {name}}`, `{entities(ids: ["beta", "gamma", "ror:x"]) {name}}`},
		{`{participations(where: {role: {in: [MEMBER, CHAIR]}, activeOn: "2020"}) {totalCount}}`, `{participations(where: {role: {in: [OTHER, CHAIR, MEMBER]}, activeOn: "2021-10-05"}) {totalCount}}`},
	} {
		if diff := cmp.Diff(text(pair[0]), text(pair[1])); diff != "" {
			t.Errorf("%s\n%s\nhave different statements (-first +second)\n%s", pair[0], pair[1], diff)
		}
		if s := text(pair[1]); strings.Contains(s, "FR'") || strings.Contains(s, "ror:x") {
			t.Errorf("the statement contains a value: %s", s)
		}
	}
}
