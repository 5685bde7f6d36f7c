package dataset_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/seed"
)

// scored is a dataset of three sources, of which one names no day and one no licence.
func scored() map[string]string {
	return map[string]string{
		"dataset.yaml": head + "date: 2024-03-31\n",
		"a.yaml": source("source-a", ", retrieved: 2023-03-30, licence: CC0", body("name: {value: A, at: p1}, start: 2020", "  Institute:\n    b-1: {name: B, country: BE, identifiers: \"ror:0aaaaaa42\"}\n    c-1: {name: C}\n"+
			"relations:\n  Participation:\n    - {participant: b-1, initiative: a-1, role: MEMBER}\n    - {participant: c-1, initiative: a-1, role: MEMBER}\n")),
		"b.yaml": source("source-b", ", updated: 2023-03, published: 2020", body("start: 2021", "")),
		"c.yaml": source("source-c", "", body("acronym: X", "")),
	}
}

func TestScore(t *testing.T) {
	shares, err := dataset.Score(load(t, scored()))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]int{
		"statements with a source":                                           {17, 17},
		"statements with the place in it":                                    {1, 17},
		"statements with the day on which it was read":                       {11, 17},
		"entities, without sources, with an identifier of a register":        {1, 3},
		"organisations with a country":                                       {1, 2},
		"sources with a licence":                                             {1, 3},
		"participants on record, of those that sources count":                {0, 0},
		"initiatives with all participants on record, of those with a count": {0, 0},
		"entities about which sources disagree":                              {1, 6},
		"relations about which sources disagree":                             {0, 2},
	}
	got := map[string][2]int{}
	for _, s := range shares {
		got[s.What] = [2]int{s.Count, s.Of}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("score (-want +got):\n%s", diff)
	}
}

func TestMarkdown(t *testing.T) {
	got := dataset.Markdown([]dataset.Share{{What: "a", Count: 1999, Of: 2000}, {What: "b"}})
	if want := "| | number | of | share |\n|---|---:|---:|---:|\n| a | 1999 | 2000 | 99.9 % |\n| b | 0 | 0 | – |\n"; got != want {
		t.Errorf("%s", got)
	}
}

func TestStale(t *testing.T) {
	g := load(t, scored())
	for age, want := range map[string]string{
		"12mo":  "source-a: retrieved 2023-03-30, 11 statements|source-c: no day on record, 2 statements",
		"1y":    "source-a: retrieved 2023-03-30, 11 statements|source-c: no day on record, 2 statements",
		"367d":  "source-c: no day on record, 2 statements", // 2023-03-30, through a leap day
		"365d":  "source-a: retrieved 2023-03-30, 11 statements|source-b: updated 2023-03, 4 statements|source-c: no day on record, 2 statements",
		"2y":    "source-c: no day on record, 2 statements",
		"1000y": "source-c: no day on record, 2 statements",
	} {
		a, err := dataset.ParseAge(age)
		if err != nil {
			t.Fatal(err)
		}
		stale, err := dataset.Stale(g, a)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, s := range stale {
			lines = append(lines, s.String())
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%s: %s, want %s", age, got, want)
		}
	}
	for _, text := range []string{"", "12", "mo", "-1d", "1.5y", "1w", "99999d"} {
		if a, err := dataset.ParseAge(text); err == nil {
			t.Errorf("%q is the age %v", text, a)
		}
	}
	g.Date = ""
	if _, err := dataset.Stale(g, dataset.Age{}); err == nil {
		t.Error("a dataset without a date has stale sources")
	}
}

// The table of the README is between these lines.
const (
	scoreStart = "<!-- make truth -->\n"
	scoreEnd   = "<!-- end of make truth -->\n"
)

// TestReadmeScore compares the table in README.md with what `make truth` prints.
func TestReadmeScore(t *testing.T) {
	const file = "../../README.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, started := strings.Cut(string(text), scoreStart)
	table, after, ended := strings.Cut(rest, scoreEnd)
	if !started || !ended {
		t.Fatalf("README.md lacks a table between %q and %q", scoreStart, scoreEnd)
	}
	g, _, err := dataset.Load(t.Context(), readModel(t), seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	shares, err := dataset.Score(g)
	if err != nil {
		t.Fatal(err)
	}
	want := dataset.Markdown(shares)
	if *update {
		if err := os.WriteFile(file, []byte(before+scoreStart+want+scoreEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("the table differs (-want +README); go test ./internal/dataset -run TestReadmeScore -update writes it anew:\n%s", diff)
	}
}
