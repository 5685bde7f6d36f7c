package ror_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/ror"
	"whojoins/internal/dataset/statement"
)

// TestRead reads a release in each of its forms, and rejects other files.
func TestRead(t *testing.T) {
	const array, lines = `[{"id":"https://ror.org/0a"},{"id":"https://ror.org/0b"}]`, `{"id":"https://ror.org/0a"} {"id":"https://ror.org/0b"}`
	for _, row := range []struct{ reason, name, text, want string }{
		{"an array", "ror.json", array, "0a0b"},
		{"one record after the other", "ror.jsonl", lines, "0a0b"},
		{"compressed", "ror.json.gz", zipped(t, array), "0a0b"},
		{"a name that ends in .gz without compression", "plain.gz", array, ""},
		{"a record of another form", "other.json", `[{"id": 1}]`, ""},
		{"an empty file", "empty.json", "", ""},
	} {
		name := filepath.Join(t.TempDir(), row.name)
		if err := os.WriteFile(name, []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		records, err := ror.Read[struct{ ID string }](name)
		got := ""
		for _, r := range records {
			got += ror.Short(r.ID)
		}
		if got != row.want || (err == nil) != (row.want != "") {
			t.Errorf("%s: %q, %v, want %q", row.reason, got, err, row.want)
		}
	}
	if _, err := ror.Read[struct{}](filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error for a missing file")
	}
}

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const release = `[{"id":"https://ror.org/0a","admin":{"last_modified":{"date":"2024-05-17"}},"established":1900,"types":["government","other","company"],"locations":[{"geonames_details":{"country_code":"BE","name":"A Town"}}],"links":[{"type":"website","value":"https://a.example/wp-signup.php?new=a"},{"type":"website","value":"https://a.example"}],
"names":[{"value":"A","lang":null},{"value":"A","lang":"en"},{"value":"A B","lang":"en"},{"value":"A","lang":"en"}],
"external_ids":[{"type":"isni","all":["I"],"preferred":"I"},{"type":"wikidata","all":["Q1","Q2"],"preferred":"Q2"}],"relationships":[{"type":"child","id":"https://ror.org/0b","label":"B"},{"type":"related","id":"https://ror.org/0c"}]},
{"id":"https://ror.org/0c","admin":{"last_modified":{"date":"2025-01-01"}},"names":[{"value":"C","lang":"en"}],"external_ids":[{"type":"wikidata","all":["Q3"]}],"relationships":[{"type":"parent","id":"https://ror.org/0b","label":"other"}]}]`

// TestStatements checks what the records state about matched entities; one statement is a line.
func TestStatements(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ror.json")
	if err := os.WriteFile(file, []byte(release), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := ror.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	stream := r.Statements([]ror.Match{
		{ID: "a", Type: "Institute", Record: "0a", How: ror.Own, Why: "name"},
		{ID: "a", Type: "Institute", Record: "0c", How: ror.Successor, Why: "merged"},
		{ID: "b", Type: "Funder", Record: "0b", How: ror.Named, Why: "city"},
		{ID: "x", Type: "Funder", Record: "0x", How: ror.Named, Why: "city"},
		{ID: "y", Type: "Funder", Record: "0y", How: ror.Own, Why: "city"},
		{ID: "p", Type: "Institute", Record: "0a", How: ror.Place, Why: "city"},
		{ID: "q", Type: "Institute", Record: "0q", How: ror.Place, Why: "city"},
		{ID: "z", Type: "Funder", Record: "0z", How: ror.Identified, Why: "city"},
	})
	want := []string{
		"Source source-ror", "name Research Organization Registry", "url https://ror.org", "licence CC0 1.0", "updated 2025-01-01 @newest change of a record",
		"Institute a @record 0a on 2024-05-17", "country BE @record 0a on 2024-05-17", "city A Town @record 0a on 2024-05-17", "location 0 0 @record 0a on 2024-05-17", "founded 1900 @record 0a on 2024-05-17", "kinds public body @record 0a on 2024-05-17", "links website https://a.example @record 0a on 2024-05-17",
		"identifiers ror 0a https://ror.org/0a @record 0a; name on 2024-05-17", "identifiers wikidata Q2 https://www.wikidata.org/wiki/Q2 @record 0a on 2024-05-17",
		"identifiers ror 0c https://ror.org/0c @record 0c; merged on 2024-05-17",
		"aliases A B en @record 0a on 2024-05-17", "aliases A en @record 0a on 2024-05-17", "aliases A @record 0a on 2024-05-17", "aliases C en @record 0c; merged on 2024-05-17",
		"identity ror:0a a ror:0a name curator @record 0a on 2024-05-17", "identity ror:0c a ror:0c merged curator @record 0c on 2024-05-17",
		"Funder b", "identifiers ror 0b https://ror.org/0b @record 0b; city", "aliases B @record 0b; city", "identity ror:0b b ror:0b city curator @record 0b",
		"Funder x", "identifiers ror 0x https://ror.org/0x @record 0x; city", `error x: no record names "0x"; check that it is in this release`, "identity ror:0x x ror:0x city curator @record 0x",
		"Funder y", "identifiers ror 0y https://ror.org/0y @record 0y; city", `error y: the release has no record "0y"; correct the match`, "identity ror:0y y ror:0y city curator @record 0y",
		"Institute p", "country BE @record 0a; city", "city A Town @record 0a; city",
		"Institute q", `error q: the release has no record "0q"; correct the match`,
		"Funder z", "identifiers ror 0z https://ror.org/0z @record 0z; city", "identity ror:0z z ror:0z city curator @record 0z",
		"PartOf b a @record 0a",
	}
	var got []string
	for st, err := range stream {
		got = append(got, shown(st, err))
		if st.Source != ror.Source || st.Place.File != file {
			t.Errorf("%v is stated by %q in %q", got[len(got)-1], st.Source, st.Place.File)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
	for limit := range want {
		for range stream {
			if limit--; limit < 0 {
				break // nothing may be yielded after this
			}
		}
	}
}

// shown returns a statement as its subject or its field and value, then its provenance.
func shown(st statement.Statement, err error) string {
	if err != nil {
		return "error " + err.Error()
	}
	words := []string{st.Field, st.Value.Text}
	properties := st.Value.Parts
	if st.Field == "" {
		words, properties = []string{st.Subject.Type, st.Subject.ID}, st.Subject.Key
	}
	for _, p := range properties {
		words = append(words, p.Text)
	}
	if st.Locator != "" {
		words = append(words, "@"+st.Locator)
	}
	if st.Date != "" {
		words = append(words, "on", st.Date)
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}
