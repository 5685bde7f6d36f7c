package neo4j_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/store/query"
)

// graphQueries has a graph query of each kind, with the number of statements that it needs.
// Later statements depend on the results of earlier ones.
var graphQueries = []struct {
	golden
	statements int
}{
	{golden{"query-search", `{search(text: "alpha institute") {nodes {score entity {id name} highlights {field text}} pageInfo {hasNextPage}}}`}, 4},
	{golden{"query-search-types", `{search(text: "alpha", types: [INSTITUTE], first: 1) {totalCount nodes {score entity {id name}} pageInfo {hasNextPage endCursor}}}`}, 2},
	{golden{"query-search-typo", `{search(text: "alhpa insti") {nodes {score entity {id}}}}`}, 3},
	{golden{"query-search-counts", `{search(text: "one") {totalCount types {value count}}}`}, 1},
	{golden{"query-resolve", `{resolve(terms: ["Alpha Institute", "AlphaInst", "pic:900000001", "Eta Fundation", "nobody"]) {term exact score match {id} candidates {entity {id} score reason}}}`}, 7},
	{golden{"query-paths", `{paths(from: "beta", to: "pic:900000001") {length steps {forward from {id} relation {id type} to {id name}}}}`}, 1},
	{golden{"query-paths-on", `{paths(from: "person-1", to: "gamma", via: [AFFILIATION, PARTICIPATION], activeOn: "2023-01-01", maxHops: 4) {length steps {relation {id ... on Participation {role}} to {id}}}}`}, 2},
	{golden{"query-paths-slack", `{paths(from: "beta", to: "alpha", slack: 1) {length steps {to {id}}}}`}, 3},
	{golden{"query-neighbourhood", `{neighbourhood(of: ["action-1"], depth: 2, types: [INSTITUTE, JOINT_ACTION]) {omitted nodes {distance degree entity {id name}} links {relation {id} from {id} to {id}}}}`}, 7},
	{golden{"query-collaborators", `{collaborators(of: "alpha") {totalCount nodes {shared actor {id name} initiatives {id name}}}}`}, 2},
	{golden{"query-collaborators-in", `{collaborators(of: "alpha", in: {start: {gte: "2022"}}, activeOn: "2023-01-01", first: 1) {nodes {shared actor {id}} pageInfo {hasNextPage}}}`}, 1},
	{golden{"query-collaboration", `{collaboration(between: {country: {in: ["BE", "FR"]}}) {nodes {degree entity {id}} links {weight from {id} to {id}}}}`}, 1},
	{golden{"query-matrix", `{matrix(rows: {country: {eq: "BE"}}) {rows {id name} columns {id} cells {row column relations {role}}}}`}, 2},
	{golden{"query-changes", `{changes(initiative: "action-1", from: "2022-10-01", to: "2023-12-31") {joined {id} left {id} stayed {id}}}`}, 4},
	{golden{"query-nodes", `{nodes(ids: ["alpha", "support.alliance-1.action-1", "participation.zeta.network-1.withdrawn", "nobody"]) {id ... on Institute {name aliases {name} participations {totalCount}} ... on Participation {role participant {id}}}}`}, 1},
	{golden{"query-overlap", `{overlap(of: ["action-1", "action-2"]) {shared {id} own {initiative {id} participants {id name}}}}`}, 4},
}

// answered is the answer to a query, with the statements that were sent for it.
type answered struct {
	golden
	plan       *plan.Plan
	statements []store.Statement
	answer     []byte
}

// runQuery runs a query on a store.
func runQuery(t *testing.T, m *model.Model, schema *ast.Schema, st store.Store, g golden) *answered {
	t.Helper()
	a := &answered{golden: g, plan: compilePlan(t, m, schema, g, plan.DefaultLimits())}
	var err error
	if a.answer, a.statements, err = runPlan(t, m, st, a.plan); err != nil {
		t.Errorf("%s: %v", g.name, err)
	}
	return a
}

// runPlan runs a plan on a store and returns its answer and the statements that were sent.
func runPlan(t *testing.T, m *model.Model, st store.Store, p *plan.Plan) (answer []byte, statements []store.Statement, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute) // long enough for a busy machine
	defer cancel()
	work := plan.NewWork(ctx)
	view, err := st.View(ctx, store.ViewOptions{Work: work, OnStatement: func(s store.Statement) { statements = append(statements, s) }})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	c, err := query.Run(ctx, work, view, m, p, nil)
	if err != nil {
		return nil, statements, err
	}
	answer, err = result.Write(nil, p, c, work, nil)
	return answer, statements, err
}

// compareQuery compares the answer to a graph query with that of the embedded store, and checks
// the number of statements. No statement may contain a value.
func compareQuery(t *testing.T, got, want *answered, statements int) {
	t.Helper()
	if !bytes.Equal(got.answer, want.answer) {
		t.Errorf("%s: the answers differ\nembedded: %s\n   neo4j: %s", got.name, want.answer, got.answer)
	}
	if len(got.statements) != statements {
		t.Errorf("%s: %d statements, want %d", got.name, len(got.statements), statements)
	}
	for _, s := range got.statements {
		if strings.Contains(s.Text, "alpha") {
			t.Errorf("%s: the statement contains a value: %s", got.name, s.Text)
		}
	}
}

// hitsOfQuery returns the database hits of all statements of a query.
func hitsOfQuery(t *testing.T, d driver.DriverWithContext, a *answered) (hits int64) {
	t.Helper()
	for _, s := range a.statements {
		_, n := profile(t, d, a.name, s.Text, s.Parameters)
		hits += n
	}
	return hits
}
