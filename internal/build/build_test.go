package build_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/build"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/identity"
	"whojoins/internal/model"
	"whojoins/internal/model/modeltest"
	"whojoins/internal/store"
)

const about = "name: Test\nversion: \"1\"\nlicence: CC0-1.0\ndate: 2026-11-30\n"

const curated = `source: {id: source-one, name: List one, url: "https://one.example", retrieved: 2026-11-30, licence: CC0-1.0}
entities:
  Institute:
    institute-one: {name: Institute One, identifiers: "pic:900000001", country: BE, city: Zwol, at: row 1}
    institute-two: {name: Zwolshoek Laboratory, country: BE, city: Bergrade, at: row 2}
  JointAction:
    action-one: {name: Action One, grantNumber: "101000001", at: row 3}
relations:
  Participation:
    - {participant: institute-one, initiative: action-one, role: BENEFICIARY, at: row 4}
    - {participant: institute-two, initiative: action-one, role: BENEFICIARY, at: row 5}
`

// imported makes an import of rows "Type id field=value; …" and "Type from>to". What a row that
// begins with "-" states is no longer stated.
func imported(schema *statement.Schema, name string, enriches bool, rows ...string) build.Import {
	source := "source-" + name
	return build.Import{Name: name, Enriches: enriches, Statements: func(yield func(statement.Statement, error) bool) {
		e := statement.NewEmitter(yield, statement.Statement{Source: source, Place: statement.Place{File: "imports/" + name, Line: 1}})
		e.Subject(&statement.Subject{Type: "Source", ID: source}, "", "")
		e.State("name", statement.Text("Register "+name))
		for i, row := range rows {
			e.Base.Place.Line, e.Base.Rank, e.Base.Date = i+2, "", ""
			if old, ok := strings.CutPrefix(row, "-"); ok {
				row, e.Base.Rank, e.Base.Date = old, statement.Deprecated, "2026-10-31"
			}
			kind, rest, _ := strings.Cut(row, " ")
			id, facts, _ := strings.Cut(rest, " ")
			s := &statement.Subject{Type: kind, ID: id}
			if from, to, ok := strings.Cut(id, ">"); ok {
				t := schema.Type(kind)
				s = &statement.Subject{Type: kind, Key: []statement.Property{{Name: t.From.Name, Text: from}, {Name: t.To.Name, Text: to}}}
				if kind == "Participation" {
					s.Key = append(s.Key, statement.Property{Name: "role", Text: "BENEFICIARY"})
				}
			}
			e.Subject(s, fmt.Sprintf("row %d", i), "")
			for _, fact := range strings.Split(facts, "; ") {
				field, value, _ := strings.Cut(fact, "=")
				e.State(field, statement.Text(value))
			}
		}
	}}
}

func input(t *testing.T, imports ...build.Import) (*statement.Schema, *build.Input) {
	t.Helper()
	m, _, err := modeltest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := statement.NewSchema(m)
	if err != nil {
		t.Fatal(err)
	}
	folder := yaml.Open(t.Context(), schema, fstest.MapFS{"dataset.yaml": {Data: []byte(about)}, "one.yaml": {Data: []byte(curated)}})
	return schema, &build.Input{About: folder.About(), Curated: []statement.Stream{folder.Statements()}, Imports: imports}
}

// standard are the imports of a register of participants and of a register of organisations.
func standard(schema *statement.Schema) []build.Import {
	return []build.Import{
		imported(schema, "cordis", false,
			"Institute pic-900000001 name=INSTITUTE ONE; identifiers=pic:900000001; country=BE; city=ZWOL",
			"Institute pic-900000002 name=ZWOLSHOEK LABORATORY; identifiers=pic:900000002; country=BE; city=BERGRADE",
			"Institute pic-900000003 name=THIRD GMBH; identifiers=pic:900000003; country=DE; city=Hagen",
			"Project grant-101000001 name=ACTION 1; identifiers=grant:101000001; kind=project",
			"Project grant-101000002 name=Broken; identifiers=grant:101000002; start=2025; end=2024",
			"Participation pic-900000003>grant-101000001 ",
			"Participation pic-900000001>grant-101000001 "),
		imported(schema, "ror", true,
			"Institute ror-000000098 name=Third; identifiers=ror:000000098; country=DE; city=Hagen",
			"Institute ror-0zzzzzz02 name=Nobody's; identifiers=ror:0zzzzzz02; country=FR; city=Paris",
			"PartOf ror-000000098>ror-0zzzzzz02 "),
	}
}

func entity(g *store.Graph, id string) *store.Object {
	i := slices.IndexFunc(g.Entities, func(o *store.Object) bool { return o.ID == id })
	if i < 0 {
		return nil
	}
	return g.Entities[i]
}

// describe returns the entities and relations of a graph that are not sources, and their identity.
func describe(g *store.Graph) (list []string) {
	for _, o := range g.Entities {
		if o.Type.Name == "Source" {
			continue
		}
		text := o.Type.Name + " " + o.ID + " " + o.Value(o.Type.Field("name")).Text
		for _, one := range o.Objects(o.Type.Field("identity")) {
			text += ";"
			for _, cell := range one.Cells {
				if cell.Value.Kind == model.Text {
					text += " " + cell.Value.Text
				}
			}
		}
		list = append(list, text)
	}
	for _, o := range g.Relations {
		if o.To != "source-cordis" && o.From != "source-cordis" {
			list = append(list, o.Type.Name+" "+o.From+" "+o.To)
		}
	}
	slices.Sort(list)
	return list
}

// TestBuild builds a graph of curated files and two registers.
func TestBuild(t *testing.T) {
	schema, in := input(t)
	in.Imports = standard(schema)
	result, err := build.Build(t.Context(), schema, in)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Institute institute-one Institute One; institute-one; pic:900000001 institute-one pic:900000001 same pic:900000001 identifier",
		"Institute institute-two Zwolshoek Laboratory; institute-two; pic:900000002 institute-two pic:900000002 same name (Zwolshoek Laboratory; name: ZWOLSHOEK LABORATORY) +8; same town +3; no other in the country resembles them +1 evidence",
		"Institute pic-900000003 Third; pic:900000003; ror:000000098 pic:900000003 ror:000000098 same name in other words (THIRD GMBH; name: Third) +6; same town +3; no other in the country resembles them +1 evidence",
		"JointAction action-one Action One; action-one; grant:101000001 action-one grant:101000001 same grant:101000001 identifier",
		"Participation institute-one action-one", "Participation institute-two action-one", "Participation pic-900000003 action-one",
	}
	if diff := cmp.Diff(want, describe(result.Graph)); diff != "" {
		t.Errorf("graph (-want +got):\n%s", diff)
	}
	if result.New != 2 || result.Matched != 4 || len(result.LeftOut) == 0 || !strings.Contains(result.LeftOut[0].Message, "is before its") {
		t.Errorf("%d new, %d matched, left out %v", result.New, result.Matched, result.LeftOut)
	}
	one := entity(result.Graph, "institute-one")
	if one.Value(one.Type.Field("disputed")).Int != 0 {
		t.Error("a name in capitals makes an entity disputed")
	}
	if got := result.Graph.Former["pic-900000001"]; got != "institute-one" {
		t.Errorf("the id of a record leads to %q", got)
	}
	slices.Reverse(in.Imports)
	again, err := build.Build(t.Context(), schema, in)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(describe(result.Graph), describe(again.Graph)); diff != "" {
		t.Errorf("in another order (-one +other):\n%s", diff)
	}
}

// TestUnstated keeps what the registers no longer state, under the ids that it had.
func TestUnstated(t *testing.T) {
	schema, in := input(t)
	in.Imports = []build.Import{
		imported(schema, "cordis", false,
			"-Institute pic-900000001 name=INSTITUTE ONE; identifiers=pic:900000001; country=BE; city=ZWOL",
			"-Institute pic-900000003 name=THIRD GMBH; identifiers=pic:900000003; country=DE; city=Hagen",
			"-Project grant-101000002 name=Old; identifiers=grant:101000002; start=2025; end=2026",
			"-Participation pic-900000003>grant-101000002 "),
		imported(schema, "ror", true, "Institute ror-000000098 name=Third; identifiers=ror:000000098; country=DE; city=Hagen"),
	}
	result, err := build.Build(t.Context(), schema, in)
	if err != nil || len(result.LeftOut) > 0 || result.New > 0 {
		t.Fatalf("%v, left out %v, %d new", err, result.LeftOut, result.New)
	}
	g := result.Graph
	want := map[string]bool{"pic-900000003": true, "grant-101000002": true}
	if diff := cmp.Diff(want, store.Deprecated(g)); diff != "" {
		t.Errorf("entities that no source states (-want +got):\n%s", diff)
	}
	third := entity(g, "pic-900000003")
	if name := third.Value(third.Type.Field("name")).Text; name != "THIRD GMBH" {
		t.Errorf("its name is %q, want the one stated last; an enriching register does not state it", name)
	}
	for old, now := range map[string]string{"pic-900000001": "institute-one", "ror-000000098": "pic-900000003"} {
		if g.Former[old] != now {
			t.Errorf("%s leads to %q, want %s", old, g.Former[old], now)
		}
	}
	one := entity(g, "institute-one")
	if name := one.Value(one.Type.Field("name")).Text; name != "Institute One" {
		t.Errorf("the name of the curated entity is %q", name)
	}
}

// TestKeptApart keeps two entities apart that share an identifier: one of them has it.
func TestKeptApart(t *testing.T) {
	schema, in := input(t)
	in.Imports = standard(schema)
	in.Decisions = []identity.Decision{{Left: "institute-one", Right: "pic-900000001", Verdict: identity.Different, By: "p", On: "2026-11-30"}}
	result, err := build.Build(t.Context(), schema, in)
	if err != nil {
		t.Fatal(err)
	}
	other := entity(result.Graph, "pic-900000001")
	if other == nil || len(other.Objects(other.Type.Field("identifiers"))) > 0 || len(result.Identity.Conflicts) != 1 {
		t.Errorf("%+v, conflicts %v", other, result.Identity.Conflicts)
	}
}

// TestForgotten leaves out a person who was removed, with all relations.
func TestForgotten(t *testing.T) {
	schema, in := input(t)
	in.Imports = []build.Import{imported(schema, "orcid", false,
		"Person orcid-0000-0002-1825-0097 name=Somebody; identifiers=orcid:0000-0002-1825-0097",
		"Affiliation orcid-0000-0002-1825-0097>institute-one ")}
	for _, forgotten := range []bool{false, true} {
		in.Forgotten = func(ref string) bool { return forgotten && ref == "orcid:0000-0002-1825-0097" }
		result, err := build.Build(t.Context(), schema, in)
		if err != nil {
			t.Fatal(err)
		}
		if e := entity(result.Graph, "orcid-0000-0002-1825-0097"); (e == nil) != forgotten {
			t.Errorf("forgotten %v: %v", forgotten, e)
		}
	}
}

// TestNameFirst expects a record to be shown by its name, whatever it states before, and a page of an
// encyclopedia to be no domain of its own.
func TestNameFirst(t *testing.T) {
	schema, in := input(t)
	in.Imports = []build.Import{imported(schema, "register", false, "Institute pic-900000002 aliases=ZL; name=Zwolshoek Long; identifiers=pic:900000002; links=https://en.wikipedia.org/wiki/ZL")}
	result, err := build.Match(t.Context(), schema, in)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(result.Entities, func(e identity.Entity) bool { return e.ID == "pic-900000002" })
	if i < 0 || !slices.Equal(result.Entities[i].Records[0].Names, []string{"Zwolshoek Long", "ZL"}) || len(result.Entities[i].Records[0].Domains) > 0 {
		t.Errorf("%+v", result.Entities)
	}
}
