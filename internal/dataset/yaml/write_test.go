package yaml_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
)

// written has every form that Write uses, as it writes it.
const written = `# Made by a test.
source:
  id: source-a
  date: 2026-01
  authority: grantor
  name: "A: the register"
  url: "https://a.example"
entities:
  Institute:
    north:
      at: row 1
      name: North
      kinds: [hospital, public body]
      location: {latitude: 60.5, longitude: -1}
      city: {value: Northtown, at: "row 2; corrected"}
      identifiers:
        - {scheme: ror, value: 0aaaaaaaa}
        - {scheme: pic, value: "null", at: row 3, date: 2025}
  Project:
    alpha:
      name:
        - "true, or \"false\""
        - {value: Alpha, at: row 6, rank: DEPRECATED, authority: other}
      participantsComplete: true
      figures:
        - {measure: participants, value: 2, comparator: EQ}
relations:
  PartOf:
    - {part: alpha, whole: beta}
  Participation:
    - {participant: north, initiative: alpha, role: BENEFICIARY, title: participant, contribution: EUR 1234.50, totalCost: {value: {amount: 2, currency: EUR}, at: row 5}, at: row 4}
`

func statable(t *testing.T) *statement.Schema {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := statement.NewSchema(m)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// grantors is the provenance of the file written.
var grantors = statement.Statement{Source: "source-a", Authority: statement.Grantor}

// emitWritten emits the statements of the file written, the relations first.
func emitWritten(yield func(statement.Statement, error) bool) {
	const date = "2026-01"
	e := statement.NewEmitter(yield, grantors)
	relation := func(kind, locator string, key ...string) {
		e.Subject(&statement.Subject{Type: kind, Key: statement.Parts(key...).Parts}, locator, date)
	}
	e.Subject(&statement.Subject{Type: "Source", ID: "source-a"}, "", date)
	e.State("name", statement.Text("A: the register"))
	e.State("url", statement.Text("https://a.example"))
	relation("Participation", "row 4", "participant", "north", "initiative", "alpha", "role", "BENEFICIARY")
	e.State("title", statement.Text("participant"))
	e.State("contribution", statement.Text("EUR 1234.50"))
	e.StateAt("row 5", "totalCost", statement.Parts("amount", "2", "currency", "EUR"))
	relation("PartOf", "", "part", "alpha", "whole", "beta")
	e.Subject(&statement.Subject{Type: "Project", ID: "alpha"}, "", date)
	e.State("name", statement.Text(`true, or "false"`))
	e.State("participantsComplete", statement.Text("true"))
	e.Base.Rank, e.Base.Authority = statement.Deprecated, statement.Other
	e.StateAt("row 6", "name", statement.Text("Alpha"))
	e.Base.Rank, e.Base.Authority = "", statement.Grantor
	e.State("figures", statement.Parts("measure", "participants", "value", "2", "comparator", "EQ"))
	e.Subject(&statement.Subject{Type: "Institute", ID: "north"}, "row 1", date)
	e.State("name", statement.Text("North"))
	e.State("kinds", statement.Text("hospital"))
	e.State("location", statement.Parts("latitude", "60.5", "longitude", "-1"))
	e.State("kinds", statement.Text("public body"))
	e.StateAt("row 2; corrected", "city", statement.Text("Northtown"))
	e.State("identifiers", statement.Parts("scheme", "ror", "value", "0aaaaaaaa"))
	e.Base.Date = "2025"
	e.StateAt("row 3", "identifiers", statement.Parts("scheme", "pic", "value", "null"))
}

// TestWrite writes every form of a statement, and reads the same statements back.
func TestWrite(t *testing.T) {
	var out strings.Builder
	if err := yaml.Write(&out, statable(t), "Made by a test.", emitWritten); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(written, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	folder := yaml.Open(t.Context(), statable(t), fstest.MapFS{
		yaml.AboutFile: {Data: []byte("{name: S, version: V, licence: L}")}, "a.yaml": {Data: []byte(written)},
	})
	if diff := cmp.Diff(fields(t, emitWritten), fields(t, folder.Statements())); diff != "" {
		t.Errorf("statements (-written +read):\n%s", diff)
	}
}

// fields returns the statements of a stream that state a value, as sorted texts without their
// places in the file.
func fields(t *testing.T, stream statement.Stream) (list []string) {
	t.Helper()
	for st, err := range stream {
		if err != nil {
			t.Fatal(err)
		}
		if st.Field == "" {
			continue
		}
		s := *st.Subject
		s.Place, st.Place, st.Subject = statement.Place{}, statement.Place{}, nil
		s.Key, st.Value.Parts = slices.Clone(s.Key), slices.Clone(st.Value.Parts)
		for i := range s.Key {
			s.Key[i].Line = 0
		}
		for i := range st.Value.Parts {
			st.Value.Parts[i].Line = 0
		}
		list = append(list, fmt.Sprintf("%+v %+v", s, st))
	}
	slices.Sort(list)
	return list
}

// TestWriteOnce expects one block for an entity that has several records.
func TestWriteOnce(t *testing.T) {
	var out strings.Builder
	err := yaml.Write(&out, statable(t), "C", func(yield func(statement.Statement, error) bool) {
		e := statement.NewEmitter(yield, statement.Statement{Source: "source-a"})
		e.Subject(&statement.Subject{Type: "Source", ID: "source-a"}, "", "")
		e.State("name", statement.Text("A"))
		e.Subject(&statement.Subject{Type: "Institute", ID: "north"}, "row 1", "")
		e.State("name", statement.Text("North"))
		e.Subject(&statement.Subject{Type: "Institute", ID: "south"}, "row 2", "")
		e.State("name", statement.Text("South"))
		e.Subject(&statement.Subject{Type: "Institute", ID: "north"}, "row 3", "")
		e.State("country", statement.Text("NO"))
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `# C
source:
  id: source-a
  name: A
entities:
  Institute:
    north:
      at: row 1
      name: North
      country: {value: NO, at: row 3}
    south:
      at: row 2
      name: South
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNotWritten expects an error and no output where a stream has faults, or statements that a
// file cannot express.
func TestNotWritten(t *testing.T) {
	source := func(e *statement.Emitter) {
		e.Subject(&statement.Subject{Type: "Source", ID: "source-a"}, "", "")
	}
	place := statement.Place{File: "a.csv", Line: 7}
	for _, test := range []struct {
		reason string
		emit   func(e *statement.Emitter)
		want   string
	}{
		{"nothing", func(*statement.Emitter) {}, "the stream must begin with its source"},
		{"no source", func(e *statement.Emitter) {
			e.Subject(&statement.Subject{Type: "Institute", ID: "north"}, "", "")
		}, "the stream must begin with its source"},
		{"a fault", func(e *statement.Emitter) {
			source(e)
			e.FaultAt(place, errors.New("wrong role"))
		}, "a.csv:7: wrong role"},
		{"an unknown field", func(e *statement.Emitter) {
			source(e)
			e.State("nme", statement.Text("A"))
		}, `unknown field "nme" of Source`},
		{"an unknown property", func(e *statement.Emitter) {
			source(e)
			e.Subject(&statement.Subject{Type: "PartOf", Key: []statement.Property{{Name: "part", Text: "a"}}}, "", "")
			e.State("nme", statement.Text("A"))
		}, `unknown field "nme" of PartOf`},
		{"a statement without the place that its block has", func(e *statement.Emitter) {
			source(e)
			e.Subject(&statement.Subject{Type: "Institute", ID: "north"}, "row 1", "")
			e.StateAt("", "name", statement.Text("North"))
		}, `at "row 1" of the block would apply to a statement without one`},
	} {
		var out strings.Builder
		err := yaml.Write(&out, statable(t), "C", func(yield func(statement.Statement, error) bool) {
			test.emit(statement.NewEmitter(yield, statement.Statement{Source: "source-a"}))
		})
		if err == nil || !strings.Contains(err.Error(), test.want) || out.Len() > 0 {
			t.Errorf("%s: %v, %q", test.reason, err, out.String())
		}
	}
}

// TestExcept reads a folder without the files that are left out, of which one is not YAML.
func TestExcept(t *testing.T) {
	fsys := fstest.MapFS{
		yaml.AboutFile: {Data: []byte("{name: S, version: V, licence: L}")},
		"a.yaml":       {Data: []byte("source: {id: source-a, name: A}\n")}, "b.yaml": {Data: []byte("[")},
	}
	for _, err := range yaml.Open(t.Context(), statable(t), yaml.Except(fsys, "b.yaml", "c.yaml")).Statements() {
		if err != nil {
			t.Error(err)
		}
	}
}
