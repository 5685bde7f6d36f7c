package yaml_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
)

const about = "{name: Synthetic, version: \"1\", licence: CC0, merged: {a-0: a-1}, removed: [gone]}"

const file = `source:
  id: source-x
  name: X
  retrieved: {value: 2024-06-01, at: foot}
  at: top
  rank: DEPRECATED
  date: 2024
  publisher: b-1
entities:
  Institute:
    b-1:
      authority: own
      name: B
      aliases:
        - NH
        - {name: N, language: nl, at: title}
      location: {value: {latitude: 1, longitude: 2}, date: 2023}
relations:
  Participation:
    - participant: b-1
      initiative: pic:1
      role: MEMBER
      since: 2024
`

func open(t *testing.T, files map[string]string) *yaml.Folder {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := statement.NewSchema(m)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return yaml.Open(t.Context(), schema, fsys)
}

// TestStatements checks the whole stream of a file: subjects, values, provenance with and
// without inheritance, and places.
func TestStatements(t *testing.T) {
	folder := open(t, map[string]string{"dataset.yaml": about, "x.yaml": file})
	at := func(line int) statement.Place { return statement.Place{File: "x.yaml", Line: line} }
	source := &statement.Subject{Type: "Source", ID: "source-x", Place: at(2)}
	author := &statement.Subject{Type: "Authorship", Place: at(8), Key: []statement.Property{
		{Name: "author", Text: "b-1", Line: 8}, {Name: "work", Text: "source-x"}, {Name: "capacity", Text: "PUBLISHER"}}}
	b := &statement.Subject{Type: "Institute", ID: "b-1", Place: at(11)}
	member := &statement.Subject{Type: "Participation", Place: at(20), Key: []statement.Property{
		{Name: "participant", Text: "b-1", Line: 20}, {Name: "initiative", Text: "pic:1", Line: 21}, {Name: "role", Text: "MEMBER", Line: 22}}}
	head := statement.Statement{Source: "source-x", Locator: "top", Date: "2024", Retrieved: "2024-06-01"}
	rest := statement.Statement{Source: "source-x", Rank: statement.Deprecated, Date: "2024", Retrieved: "2024-06-01"}
	own := rest
	own.Authority = statement.Own
	text := func(s string) statement.Value { return statement.Value{Text: s} }
	say := func(base statement.Statement, s *statement.Subject, line int, field string, v statement.Value) statement.Statement {
		base.Subject, base.Place, base.Field, base.Value = s, at(line), field, v
		return base
	}
	alias := say(own, b, 16, "aliases", statement.Value{Parts: []statement.Property{{Name: "name", Text: "N", Line: 16}, {Name: "language", Text: "nl", Line: 16}}})
	alias.Locator = "title"
	location := say(own, b, 17, "location", statement.Value{Parts: []statement.Property{{Name: "latitude", Text: "1", Line: 17}, {Name: "longitude", Text: "2", Line: 17}}})
	location.Date = "2023"
	retrieved := say(head, source, 4, "retrieved", text("2024-06-01"))
	retrieved.Locator = "foot"
	want := []statement.Statement{
		say(statement.Statement{Source: "source-x"}, source, 2, "", text("")),
		say(head, source, 3, "name", text("X")),
		retrieved,
		say(head, author, 8, "", text("")),
		say(rest, b, 11, "", text("")),
		say(own, b, 13, "name", text("B")),
		say(own, b, 15, "aliases", text("NH")),
		alias,
		location,
		say(rest, member, 20, "", text("")),
		say(rest, member, 23, "since", text("2024")),
	}
	for range 2 { // a stream can be read again
		var got []statement.Statement
		for st, err := range folder.Statements() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, st)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("statements (-want +got):\n%s", diff)
		}
	}
}

// TestSharedSubject checks that the statements of one record share their subject, which is
// how the merge recognises them.
func TestSharedSubject(t *testing.T) {
	subjects := map[*statement.Subject]int{}
	for st := range open(t, map[string]string{"dataset.yaml": about, "x.yaml": file}).Statements() {
		subjects[st.Subject]++
	}
	if len(subjects) != 4 {
		t.Errorf("%d subjects, want the source, its publisher, the institute and the participation", len(subjects))
	}
}

// TestStop checks that nothing is yielded after the consumer has stopped; the runtime would
// panic.
func TestStop(t *testing.T) {
	folder := open(t, map[string]string{"dataset.yaml": about, "x.yaml": file, "y.yaml": "- no mapping", "z.yml": ""})
	for limit := range 15 {
		n := 0
		for range folder.Statements() {
			if n == limit {
				break
			}
			n++
		}
		if n != min(limit, 14) {
			t.Errorf("%d elements, want %d", n, min(limit, 14))
		}
	}
}

func TestAbout(t *testing.T) {
	got := open(t, map[string]string{"dataset.yaml": about, "x.yaml": file}).About()
	want := &statement.About{Name: "Synthetic", Version: got.Version, Licence: "CC0",
		Merged:  map[string]statement.Former{"a-0": {ID: "a-1", Place: statement.Place{File: "dataset.yaml", Line: 1}}},
		Removed: map[string]statement.Place{"gone": {File: "dataset.yaml", Line: 1}}}
	if diff := cmp.Diff(want, got); diff != "" || len(got.Version) != len("1-")+12 {
		t.Errorf("about (-want +got):\n%s", diff)
	}
}

// TestErase checks which lines of a file are deleted with an entity.
func TestErase(t *testing.T) {
	const before = `source: {id: source-x, name: X}
# About entities.
entities:
# Not about p.
  Person:
  # About all persons.
    # About p.
    # Indented as p is.
    p:
      name: Pia

      familyName: Example

    q: {name: Paul}
  # About the next type.
  Institute:
    p: {name: no type is checked}
`
	const after = `source: {id: source-x, name: X}
# About entities.
entities:
# Not about p.
  Person:
  # About all persons.

    q: {name: Paul}
`
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	eraser := &yaml.Eraser{Model: m, Refs: map[string]bool{"p": true}}
	got, err := eraser.Source([]byte(before))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(after, string(got)); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
	if got, err := eraser.Source([]byte("# empty\n")); err != nil || string(got) != "# empty\n" {
		t.Errorf("an empty file becomes %q, %v", got, err)
	}
}
