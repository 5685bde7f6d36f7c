package main

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/ror"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
)

// release has invented records: a university, a hospital that is part of it and names
// another one, and the successor of that hospital.
const release = `{"id":"https://ror.org/0aaaaaaaa","admin":{"last_modified":{"date":"2024-05-17"}},"established":1900,"types":["education","government","company","other"],
"names":[{"value":"North University","lang":"en","types":["label","ror_display"]},{"value":"NU","lang":null,"types":["acronym"]}],
"locations":[{"geonames_details":{"country_code":"NO","name":"Northtown","country_subdivision_name":"North","lat":60.5,"lng":-1}}],
"external_ids":[{"type":"wikidata","all":["Q1"],"preferred":null}],"links":[{"type":"website","value":"https://north.example"}],
"relationships":[{"type":"child","id":"https://ror.org/0cccccccc","label":"South \"Old\" Hospital"},{"type":"child","id":"https://ror.org/0bbbbbbbb","label":"West Hospital"}]}
{"id":"https://ror.org/0bbbbbbbb","admin":{"last_modified":{"date":"2025-01-01"}},"types":["healthcare","company"],
"names":[{"value":"West Hospital","lang":"en","types":["label","ror_display"]}],"locations":[],"external_ids":[],"links":[],
"relationships":[{"type":"parent","id":"https://ror.org/0aaaaaaaa","label":"North University"},{"type":"related","id":"https://ror.org/0cccccccc","label":"South Hospital"}]}
{"id":"https://ror.org/0dddddddd","admin":{"last_modified":{"date":"2023-01-01"}},"types":[],"names":[{"value":"East Hospital","lang":"nl","types":["label","ror_display"]}],
"locations":[],"external_ids":[],"links":[],"relationships":[]}
`

const stated = `source: {id: source-a, name: A}
entities:
  Institute:
    nowhere: {name: Nowhere}
    north: {name: North}
    south: {name: South}
    west: {name: West}
  Alliance:
    a-1: {name: A One}
relations:
  Participation:
    - {participant: nowhere, initiative: a-1, role: MEMBER}
    - {participant: north, initiative: a-1, role: MEMBER}
    - {participant: south, initiative: a-1, role: MEMBER}
    - {participant: west, initiative: a-1, role: MEMBER}
`

const list = `id,ror,as,company,why
north,0aaaaaaaa,record,,name
south,0cccccccc,named,,name and country
west,0bbbbbbbb,record,yes,name
west,0dddddddd,successor,,merged
nowhere,,,,no record
`

const wanted = `# Written by: go run ./dev/ror FILE, from seed/ror/matches.csv. Do not edit.
source:
  id: source-ror
  name: Research Organization Registry
  url: "https://ror.org"
  licence: CC0 1.0
  updated: {value: 2025-01-01, at: newest change of a record}
entities:
  Institute:
    north:
      at: record 0aaaaaaaa
      date: 2024-05-17
      country: NO
      city: Northtown
      region: North
      location: {latitude: 60.5, longitude: -1}
      founded: 1900
      kinds: [education, public body]
      links:
        - {kind: website, url: "https://north.example"}
      identifiers:
        - {scheme: ror, value: 0aaaaaaaa, url: "https://ror.org/0aaaaaaaa", at: "record 0aaaaaaaa; name"}
        - {scheme: wikidata, value: Q1, url: "https://www.wikidata.org/wiki/Q1"}
      aliases:
        - {name: NU}
        - {name: North University, language: en}
      identity:
        - {record: "ror:0aaaaaaaa", left: north, right: "ror:0aaaaaaaa", reason: name, by: curator}
    south:
      identifiers:
        - {scheme: ror, value: 0cccccccc, url: "https://ror.org/0cccccccc", at: "record 0cccccccc; name and country"}
      aliases:
        - {name: "South \"Old\" Hospital", at: "record 0cccccccc; name and country"}
      identity:
        - {record: "ror:0cccccccc", left: south, right: "ror:0cccccccc", reason: name and country, by: curator, at: record 0cccccccc}
    west:
      at: record 0bbbbbbbb
      date: 2025-01-01
      kinds: [healthcare, company]
      identifiers:
        - {scheme: ror, value: 0bbbbbbbb, url: "https://ror.org/0bbbbbbbb", at: "record 0bbbbbbbb; name"}
        - {scheme: ror, value: 0dddddddd, url: "https://ror.org/0dddddddd", at: "record 0dddddddd; merged"}
      aliases:
        - {name: West Hospital, language: en}
        - {name: East Hospital, language: nl, at: "record 0dddddddd; merged"}
      identity:
        - {record: "ror:0bbbbbbbb", left: west, right: "ror:0bbbbbbbb", reason: name, by: curator}
        - {record: "ror:0dddddddd", left: west, right: "ror:0dddddddd", reason: merged, by: curator, at: record 0dddddddd}
relations:
  PartOf:
    - {part: south, whole: north, at: record 0aaaaaaaa}
    - {part: west, whole: north, at: record 0aaaaaaaa}
`

// prepare writes an invented dataset, its list of matches, and a compressed release.
func prepare(t *testing.T, matches string) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{
		"dataset.yaml": "name: Synthetic\nversion: \"1\"\nlicence: CC0\n", "a.yaml": stated, "ror/matches.csv": matches,
		// The output of an earlier run must have no effect.
		"ror.yaml": "not even YAML: [",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file = filepath.Join(dir, "release.jsonl.gz")
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	zip := gzip.NewWriter(out)
	if _, err := zip.Write([]byte(release)); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, file
}

// TestRun writes the file, and names an organisation of the list that the dataset lacks.
func TestRun(t *testing.T) {
	dir, file := prepare(t, list+"else,0aaaaaaaa,record,,name\n")
	var out strings.Builder
	if err := run(t.Context(), &out, dir, "../../schema.graphqls", file); err != nil {
		t.Fatal(err)
	}
	if want := "4 organisations: 3 matched, 1 without a record\nnot in the dataset: else\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	got, err := os.ReadFile(filepath.Join(dir, written))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted, string(got)); diff != "" {
		t.Errorf("ror.yaml (-want +got):\n%s", diff)
	}
}

// TestSameStatements expects exactly the release's statements in the file: both readers must
// return the same stream, apart from its order and places.
func TestSameStatements(t *testing.T) {
	dir, file := prepare(t, list)
	if err := run(t.Context(), t.Output(), dir, "../../schema.graphqls", file); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, written))
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := statement.NewSchema(m)
	if err != nil {
		t.Fatal(err)
	}
	all, err := readMatches(filepath.Join(dir, "ror", "matches.csv"))
	if err != nil {
		t.Fatal(err)
	}
	matches, others, err := all.withTypes(map[string]string{"north": "Institute", "south": "Institute", "west": "Institute", "nowhere": "Institute"})
	if err != nil || len(others) > 0 {
		t.Fatal(others, err)
	}
	release, err := ror.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	folder := yaml.Open(t.Context(), schema, fstest.MapFS{"dataset.yaml": {Data: []byte("{name: S, version: V, licence: L}")}, written: {Data: text}})
	if diff := cmp.Diff(texts(t, release.Statements(matches.matched())), texts(t, folder.Statements())); diff != "" {
		t.Errorf("statements (-release +file):\n%s", diff)
	}
}

// texts returns the statements of a stream as sorted texts, without their places. A block
// of the file may declare its subject with other provenance than the release does.
func texts(t *testing.T, stream statement.Stream) (list []string) {
	t.Helper()
	for st, err := range stream {
		if err != nil {
			t.Fatal(err)
		}
		s := *st.Subject
		s.Place, st.Place = statement.Place{}, statement.Place{}
		for i := range s.Key {
			s.Key[i].Line = 0
		}
		for i := range st.Value.Parts {
			st.Value.Parts[i].Line = 0
		}
		if st.Field == "" && s.Key == nil {
			st.Locator, st.Date = "", ""
		}
		st.Subject = nil
		list = append(list, fmt.Sprintf("%+v %+v", s, st))
	}
	slices.Sort(list)
	return list
}

func TestRefused(t *testing.T) {
	for _, test := range []struct{ reason, matches, want string }{
		{"an organisation without a match or a reason", strings.Replace(list, "nowhere,,,,no record\n", "", 1), `"nowhere" is not in the list of matches`},
		{"no reason", list + "north,0aaaaaaaa,record,,\n", "matches.csv:7: write id,ror,as,company,why"},
		{"a company without a yes", list + "north,0aaaaaaaa,record,no,name\n", "company empty or yes"},
		{"a broken row", list + "north,0aaaaaaaa\n", "matches.csv:7: the row has 2 cells, but there are 5 columns"},
		{"an unknown way to match", list + "north,0aaaaaaaa,cousin,,name\n", "with as one of [record named id place successor]"},
		{"a record that is not there", strings.Replace(list, "0bbbbbbbb", "0eeeeeeee", 1), `the release has no record "0eeeeeeee"`},
		{"a name that is not there", strings.Replace(list, "0cccccccc", "0eeeeeeee", 1), `no record names "0eeeeeeee"`},
	} {
		dir, file := prepare(t, test.matches)
		err := run(t.Context(), t.Output(), dir, "../../schema.graphqls", file)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.reason, err)
		}
		if got, _ := os.ReadFile(filepath.Join(dir, written)); string(got) != "not even YAML: [" {
			t.Errorf("%s: the file was written", test.reason)
		}
	}
}
