package neo4j_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

var hitsFile = filepath.Join("testdata", "hits.txt")

// TestAnswers runs every second golden query on the fixture, since the database takes long to plan
// each; TestOutsideAnswers runs all. With -update it rewrites the table of their database hits.
func TestAnswers(t *testing.T) {
	every := 2
	if *update {
		every = 1
	}
	answers(t, every)
}

// answers runs one of every so many golden queries with a profile: its answer must be that of the
// golden file or of the embedded store, and its database hits, compared with the committed table,
// may grow only by chance.
func answers(t *testing.T, every int) {
	t.Helper()
	m, schema := goldenSchema(t)
	st, embedded := fixtureStores(t, m)
	d := neo4jtest.Start(t).Driver(t)
	// The database plans with statistics, which it gathers some time after a load.
	neo4jtest.Query(t, d, "CALL db.prepareForReplanning()")
	var table strings.Builder
	known := knownHits(t)
	check := func(name string, hits int64) {
		fmt.Fprintf(&table, "%6d  %s\n", hits, name)
		if most, there := known[name]; !*update && (!there || hits > most+slack(most)) {
			t.Errorf("%s takes %d database hits, but %s has %d; -update rewrites it", name, hits, hitsFile, most)
		}
	}
	for i, c := range compileAll(t, m, schema, storetest.Fixture(m), queries) {
		if i%every != 0 {
			continue
		}
		record, hits := profile(t, d, c.name, c.statement.Text, c.statement.Params)
		check(c.name, hits)
		answer, err := result.Write(nil, c.plan, neo4j.CursorOf(m, c.plan, record[1].([]any)), plan.NewWork(t.Context()), nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		compareAnswer(t, c.name, fmt.Appendf(nil, "{%q: %s}", c.plan.Field, answer))
	}
	for i, q := range graphQueries {
		if i%every != 0 {
			continue
		}
		got, want := runQuery(t, m, schema, st, q.golden), runQuery(t, m, schema, embedded, q.golden)
		check(q.name, hitsOfQuery(t, d, got))
		compareQuery(t, got, want, q.statements)
	}
	if *update {
		if err := os.WriteFile(hitsFile, []byte(table.String()), 0o644); err != nil { //nolint:gosec // it is committed
			t.Fatal(err)
		}
	}
}

// TestHitsOfPages checks that pages and selective filters over thousands of entities read
// little more than they return, wherever the page is in the list. Reading a whole list takes
// thousands of hits.
func TestHitsOfPages(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	d := neo4jtest.Start(t).Driver(t)
	g := syntheticGraph(m, 3000)
	if _, err := neo4j.Load(t.Context(), d, g, &neo4j.LoadOptions{Reload: true, AllowForeign: true}); err != nil {
		t.Fatal(err)
	}
	neo4jtest.Query(t, d, "CALL db.prepareForReplanning()")
	list := []golden{
		{"by name", `{institutes {nodes {name}}}`},
		{"by name, further on", `{institutes(after: "«{institutes(first: 1000) {pageInfo {endCursor}}}»") {nodes {name}}}`},
		{"by name, backward", `{institutes(last: 20, before: "«{institutes(first: 1000) {pageInfo {endCursor}}}»") {nodes {name}}}`},
		{"of a country, by name", `{institutes(where: {country: {eq: "BE"}}) {nodes {name}}}`},
		{"of a country, further on", `{institutes(where: {country: {eq: "BE"}}, after: "«{institutes(where: {country: {eq: "BE"}}, first: 300) {pageInfo {endCursor}}}»") {nodes {name}}}`},
		{"by a number with ties", `{institutes(sort: {founded: DESC}) {nodes {name}}}`},
		{"by a number, within a tie", `{institutes(sort: {founded: DESC}, after: "«{institutes(sort: {founded: DESC}, first: 500) {pageInfo {endCursor}}}»") {nodes {name}}}`},
		{"by a text, backward", `{projects(sort: {acronym: DESC}, last: 5, before: "«{projects(sort: {acronym: DESC}, first: 200) {pageInfo {endCursor}}}»") {nodes {name}}}`},
		{"relations", `{participations(after: "«{participations(first: 1000) {pageInfo {endCursor}}}»") {nodes {role}}}`},
		{"relations, by an end", `{participations(sort: {initiative: {name: ASC}}) {nodes {role}}}`},
		{"participants of an initiative by id", `{institutes(where: {participations: {some: {initiative: {id: {eq: "entity-10"}}}}}) {totalCount nodes {name}}}`},
		{"participants of an initiative by acronym", `{institutes(where: {participations: {some: {initiative: {acronym: {eq: "P10"}}}}}) {totalCount nodes {name}}}`},
		{"by an exact name", `{institutes(where: {name: {eq: "Institute 77"}}) {totalCount nodes {name}}}`},
		{"by an alias", `{institutes(where: {aliases: {some: {name: {eq: "Institute 77"}}}}) {totalCount nodes {name}}}`},
		{"all of them", `{institutes(first: 0) {totalCount} }`},
		{"their relations", `{participations(first: 0) {totalCount}}`},
	}
	for i, c := range compileAll(t, m, schema, g, list) {
		if _, hits := profile(t, d, c.name, c.statement.Text, c.statement.Params); hits > mostHits {
			t.Errorf("%s: %d database hits, want at most %d\n%s\n%s", list[i].name, hits, mostHits, c.query, c.statement.Text)
		}
	}
}

// mostHits is the limit for a page of twenty rows: a few hits per row and a tie of some dozen
// rows.
const mostHits = 400

// slack is the allowed difference in hits between two loads: several writers create the
// relations, and their order decides how early an EXISTS finds one.
func slack(hits int64) int64 { return 4 + hits/8 }

// profile returns the only record of a statement, and its database hits.
func profile(t *testing.T, d driver.DriverWithContext, name, text string, params map[string]any) (record []any, hits int64) {
	t.Helper()
	result, err := driver.ExecuteQuery(t.Context(), d, "PROFILE "+text, params, driver.EagerResultTransformer)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(result.Records) != 1 {
		t.Fatalf("%s: %d records, want one", name, len(result.Records))
	}
	return result.Records[0].Values, hitsOf(result.Summary.Profile())
}

// hitsOf returns the hits of an operator and of all operators below it.
func hitsOf(p driver.ProfiledPlan) int64 {
	hits := p.DbHits()
	for _, child := range p.Children() {
		hits += hitsOf(child)
	}
	return hits
}

func knownHits(t *testing.T) map[string]int64 {
	t.Helper()
	known := map[string]int64{}
	file, err := os.Open(hitsFile)
	if err != nil {
		return known // the file does not exist before the first -update; each query fails then
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var hits int64
		var name string
		if _, err := fmt.Sscan(lines.Text(), &hits, &name); err != nil {
			t.Fatalf("%s: %q: %v", hitsFile, lines.Text(), err)
		}
		known[name] = hits
	}
	return known
}
