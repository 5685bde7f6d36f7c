package neo4j_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/store/storetest"
)

var hitsFile = filepath.Join("testdata", "hits.txt")

// TestHits holds what each golden query costs, in database hits over the fixture, to the
// committed table: none may grow by more than chance. Fewer are written down with -update.
func TestHits(t *testing.T) {
	m, schema := goldenSchema(t)
	server := neo4jtest.Start(t)
	d := server.Driver(t)
	if _, err := neo4j.Load(t.Context(), d, storetest.Fixture(m), &neo4j.LoadOptions{Reload: true, AllowForeign: true}); err != nil {
		t.Fatal(err)
	}
	// The database plans by statistics, which a load leaves to be gathered some time later.
	neo4jtest.Query(t, d, "CALL db.prepareForReplanning()")
	var table strings.Builder
	known := knownHits(t)
	check := func(name string, hits int64) {
		fmt.Fprintf(&table, "%6d  %s\n", hits, name)
		if most, there := known[name]; !*update && (!there || hits > most+slack(most)) {
			t.Errorf("%s takes %d database hits; %s has %d, and -update writes it anew", name, hits, hitsFile, most)
		}
	}
	for _, c := range compileAll(t, m, schema, storetest.Fixture(m), queries) {
		check(c.name, profile(t, d, c.name, c.statement.Text, c.statement.Params))
	}
	st, err := opened(t, m, server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	for _, q := range graphQueries {
		check(q.name, hitsOfQuery(t, d, runQuery(t, m, schema, st, q.golden)))
	}
	if *update {
		if err := os.WriteFile(hitsFile, []byte(table.String()), 0o644); err != nil { //nolint:gosec // it is committed
			t.Fatal(err)
		}
	}
}

// TestReadsFew holds pages and selective filters over some thousands of entities to what
// is shown: they come from indexes, wherever in the list the page is, and a list that is
// read as a whole takes thousands of hits.
func TestReadsFew(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	d := neo4jtest.Start(t).Driver(t)
	g := plain(m, 3000)
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
		{"by a number, which ties", `{institutes(sort: {founded: DESC}) {nodes {name}}}`},
		{"by a number, among a tie", `{institutes(sort: {founded: DESC}, after: "«{institutes(sort: {founded: DESC}, first: 500) {pageInfo {endCursor}}}»") {nodes {name}}}`},
		{"by a text, backward", `{projects(sort: {acronym: DESC}, last: 5, before: "«{projects(sort: {acronym: DESC}, first: 200) {pageInfo {endCursor}}}»") {nodes {name}}}`},
		{"of relations", `{participations(after: "«{participations(first: 1000) {pageInfo {endCursor}}}»") {nodes {role}}}`},
		{"of relations, by an end", `{participations(sort: {initiative: {name: ASC}}) {nodes {role}}}`},
		{"what takes part in one", `{institutes(where: {participations: {some: {initiative: {id: {eq: "entity-10"}}}}}) {totalCount nodes {name}}}`},
		{"what takes part in what is called so", `{institutes(where: {participations: {some: {initiative: {acronym: {eq: "P10"}}}}}) {totalCount nodes {name}}}`},
		{"what is called so", `{institutes(where: {name: {eq: "Institute 77"}}) {totalCount nodes {name}}}`},
		{"what has an alias", `{institutes(where: {aliases: {some: {name: {eq: "Institute 77"}}}}) {totalCount nodes {name}}}`},
		{"all of them", `{institutes(first: 0) {totalCount} }`},
		{"their relations", `{participations(first: 0) {totalCount}}`},
	}
	for i, c := range compileAll(t, m, schema, g, list) {
		if hits := profile(t, d, c.name, c.statement.Text, c.statement.Params); hits > mostHits {
			t.Errorf("%s: %d database hits, want at most %d\n%s\n%s", list[i].name, hits, mostHits, c.query, c.statement.Text)
		}
	}
}

// mostHits is what a page of twenty may take: some hits a row and a tie of a few dozen.
const mostHits = 400

// slack is by how much the hits of a query differ from one load to the next: relations are
// written by several writers, and their order decides how soon an EXISTS has found one.
func slack(hits int64) int64 { return 4 + hits/8 }

// profiled is what a statement of a query takes.
func profile(t *testing.T, d driver.DriverWithContext, name, text string, params map[string]any) int64 {
	t.Helper()
	result, err := driver.ExecuteQuery(t.Context(), d, "PROFILE "+text, params, driver.EagerResultTransformer)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return hitsOf(result.Summary.Profile())
}

// hitsOf are those of an operator and of all below it.
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
		return known // there is none before the first -update, and then each query fails
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
