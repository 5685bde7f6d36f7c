package neo4jfiles_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/neo4jfiles"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

func fixture(t *testing.T) *store.Graph {
	t.Helper()
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	return storetest.Fixture(m)
}

func TestFolderMustBeEmpty(t *testing.T) {
	dir := t.TempDir()
	if _, err := neo4jfiles.Write(t.Context(), fixture(t), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := neo4jfiles.Write(t.Context(), fixture(t), dir); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("got %v, want an error; files of two graphs must not mix", err)
	}
}

// TestFiles compares some lines of the files of a small graph, which need quotes, dates, lists
// and missing values.
func TestFiles(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("Source", "source", storetest.Fields{"name": "Source"})
	b.Entity("Institute", "a", storetest.Fields{"name": `The "A" Institute`, "kinds": []string{"hospital", "university"}, "founded": 1951,
		"aliases": []storetest.Fields{{"name": "A"}}, "claims": []storetest.Fields{{"source": "source"}}})
	b.Entity("JointAction", "action", storetest.Fields{"start": "2022"})
	b.Relation("Participation", "", "a", "action", storetest.Fields{"role": "MEMBER"})
	b.Graph.Former["old"] = "a"
	dir := t.TempDir()
	arguments, err := neo4jfiles.Write(t.Context(), b.Graph, dir)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(arguments, " ")
	for _, want := range []string{"--relationships=PARTICIPATION=relationships-PARTICIPATION.csv", "--nodes=Institute:", "=nodes-Institute.csv", "--relationships=IS_NOW=relationships-IS_NOW.csv",
		"--relationships=FROM_SOURCE=relationships-FROM_SOURCE.csv", "--nodes=Dataset=nodes-Dataset.csv"} {
		if !strings.Contains(all, want) {
			t.Errorf("the arguments lack %s: %s", want, all)
		}
	}
	for _, line := range []struct{ file, want, reason string }{
		{"nodes-Institute.csv", ":ID,", "the header begins with the id"},
		{"nodes-Institute.csv", ",kinds:string[]", "a list has the type of its values"},
		{"nodes-Institute.csv", ",founded:long", "an integer"},
		{"nodes-Institute.csv", `"The ""A"" Institute"`, "quotes are doubled"},
		{"nodes-Institute.csv", "\"hospital\x1funiversity\"", "the values of a list are separated by U+001F"},
		{"nodes-Institute.csv", ",1951,", "numbers have no quotes"},
		{"nodes-JointAction.csv", `"2022",2022-01-01,2022-12-31`, "a date with its first and last day"},
		{"relationships-PARTICIPATION.csv", `"entity:a","entity:action"`, "the ends of a relation"},
		{"relationships-PARTICIPATION.csv", ",2022-01-01,", "the first active day"},
		{"relationships-HAS_ALIAS.csv", `"entity:a","part:1",0`, "the position of a part"},
		{"relationships-IS_NOW.csv", `"former:old","entity:a"`, "a former id"},
		{"relationships-FROM_SOURCE.csv", `"entity:source"`, "a reference"},
		{"nodes-Dataset.csv", `"ready"`, "the state"},
	} {
		text, err := os.ReadFile(filepath.Join(dir, line.file))
		if err != nil {
			t.Errorf("%s: %v", line.reason, err)
		} else if !strings.Contains(string(text), line.want) {
			t.Errorf("%s: %s lacks %q:\n%s", line.reason, line.file, line.want, text)
		}
	}
}

func TestSeparatorInList(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("Institute", "a", storetest.Fields{"kinds": []string{"hos\x1fpital"}})
	if _, err := neo4jfiles.Write(t.Context(), b.Graph, t.TempDir()); err == nil || !strings.Contains(err.Error(), "U+001F") {
		t.Errorf("got %v, want an error about the separator", err)
	}
}
