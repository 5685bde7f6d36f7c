package neo4j_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/query"
	"whojoins/internal/store/storetest"
)

// questions are one of each kind that is answered above the stores, by one statement or
// by several, the later of which depend on what the earlier have found.
var questions = []golden{
	{"ask-search", `{search(text: "alpha institute") {nodes {score entity {id name} highlights {field text}} pageInfo {hasNextPage}}}`},
	{"ask-search-types", `{search(text: "alpha", types: [INSTITUTE], first: 1) {totalCount nodes {score entity {id name}} pageInfo {hasNextPage endCursor}}}`},
	{"ask-search-typo", `{search(text: "alhpa insti") {nodes {score entity {id}}}}`},
	{"ask-search-counts", `{search(text: "one") {totalCount types {value count}}}`},
	{"ask-resolve", `{resolve(terms: ["Alpha Institute", "AlphaInst", "pic:900000001", "Eta Fundation", "nobody"]) {term exact score match {id} candidates {entity {id} score reason}}}`},
	{"ask-paths", `{paths(from: "beta", to: "pic:900000001") {length steps {forward from {id} relation {id type} to {id name}}}}`},
	{"ask-paths-on", `{paths(from: "person-1", to: "gamma", via: [AFFILIATION, PARTICIPATION], activeOn: "2023-01-01", maxHops: 4) {length steps {relation {id ... on Participation {role}} to {id}}}}`},
	{"ask-paths-slack", `{paths(from: "beta", to: "alpha", slack: 1) {length steps {to {id}}}}`},
	{"ask-neighbourhood", `{neighbourhood(of: ["action-1"], depth: 2, types: [INSTITUTE, JOINT_ACTION]) {omitted nodes {distance degree entity {id name}} links {relation {id} from {id} to {id}}}}`},
	{"ask-collaborators", `{collaborators(of: "alpha") {totalCount nodes {shared actor {id name} initiatives {id name}}}}`},
	{"ask-collaborators-in", `{collaborators(of: "alpha", in: {start: {gte: "2022"}}, activeOn: "2023-01-01", first: 1) {nodes {shared actor {id}} pageInfo {hasNextPage}}}`},
	{"ask-collaboration", `{collaboration(between: {country: {in: ["BE", "FR"]}}) {nodes {degree entity {id}} links {weight from {id} to {id}}}}`},
	{"ask-matrix", `{matrix(rows: {country: {eq: "BE"}}) {rows {id name} columns {id} cells {row column relations {role}}}}`},
	{"ask-changes", `{changes(initiative: "action-1", from: "2022-10-01", to: "2023-12-31") {joined {id} left {id} stayed {id}}}`},
	{"ask-overlap", `{overlap(of: ["action-1", "action-2"]) {shared {id} own {initiative {id} participants {id name}}}}`},
}

// asked is the answer to a question, and the statements that it took.
type asked struct {
	golden
	plan       *plan.Plan
	statements []store.Statement
	answer     []byte
}

// askAll asks a store questions.
func askAll(t *testing.T, m *model.Model, schema *ast.Schema, of store.Store, list []golden) []asked {
	t.Helper()
	all := make([]asked, len(list))
	for i, g := range list {
		a := &all[i]
		a.golden, a.plan = g, compilePlan(t, m, schema, g, plan.DefaultLimits())
		var err error
		if a.answer, a.statements, err = told(t, m, of, a.plan); err != nil {
			t.Errorf("%s: %v", g.name, err)
		}
	}
	return all
}

// told is the answer of a store to a plan, and the statements that it took.
func told(t *testing.T, m *model.Model, of store.Store, p *plan.Plan) (answer []byte, statements []store.Statement, err error) {
	t.Helper()
	ctx := t.Context()
	view, err := of.View(ctx, store.ViewOptions{OnStatement: func(s store.Statement) { statements = append(statements, s) }})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	c, err := query.Run(ctx, view, m, p, nil)
	if err != nil {
		return nil, statements, err
	}
	answer, err = result.Write(nil, p, c)
	return answer, statements, err
}

// sortedIDs are parameters, in which lists of ids are sorted: what one statement finds, in
// no order, is what the next one asks about.
func sortedIDs(params map[string]any) map[string]any {
	sorted := maps.Clone(params)
	for name, value := range sorted {
		if ids, ok := value.([]string); ok {
			sorted[name] = slices.Sorted(slices.Values(ids))
		}
	}
	return sorted
}

// TestQuestions holds the statements of questions to the graph and their answers to
// the golden files, and the answers to the embedded store.
func TestQuestions(t *testing.T) {
	m, schema := goldenSchema(t)
	g := storetest.Fixture(m)
	st, err := opener(t)(g)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	for _, a := range askAll(t, m, schema, st, questions) {
		compareGolden(t, a.name, goldenText(t, a.query, a.statements, a.answer))
		compareAnswer(t, a.name, a.answer)
		for _, s := range a.statements {
			if strings.Contains(s.Text, "alpha") {
				t.Errorf("%s: a value stands in the text: %s", a.name, s.Text)
			}
		}
	}
}

// hitsOfQuestion are the database hits of all statements of a question.
func hitsOfQuestion(t *testing.T, d driver.DriverWithContext, a *asked) (hits int64) {
	t.Helper()
	for _, s := range a.statements {
		hits += profiled(t, d, a.name, s.Text, s.Parameters)
	}
	return hits
}
