package dataset_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
)

// body returns the entities and relations of a file, with fields of the alliance a-1.
func body(alliance, more string) string {
	return "entities:\n  Alliance:\n    a-1: {" + alliance + "}\n" + more
}

const partner = "  Institute:\n    b-1: {name: B}\nrelations:\n  Participation:\n    - {participant: b-1, initiative: a-1, role: MEMBER}\n"

func TestBestClaim(t *testing.T) {
	tests := []struct {
		reason string
		x, y   string // what two sources state about the acronym
		want   string
	}{
		{"rank before date", "{value: X, rank: PREFERRED, date: 2001}", "{value: Y, date: 2024}", "X"},
		{"the newest", "{value: X, date: 2023-12}", "{value: Y, date: 2024}", "Y"},
		{"the newest by its first day", "{value: X, date: 2024-05}", "{value: Y, date: 2024}", "X"},
		{"a date before a missing one", "X", "{value: Y, date: 1999}", "Y"},
		{"the source's id", "X", "Y", "X"},
		{"within one source the locator, none last", "[{value: X}, {value: Z, at: z}, {value: W, at: w}]", "Y", "W"},
		{"no deprecated claim", "{value: X, rank: DEPRECATED, date: 2024}", "{value: Y, date: 1999}", "Y"},
		{"no value if all are deprecated", "{value: X, rank: DEPRECATED}", "{value: Y, rank: DEPRECATED}", ""},
	}
	for _, test := range tests {
		g := load(t, map[string]string{
			"a.yaml": source("source-x", "", body("name: A, acronym: "+test.x, partner)),
			"b.yaml": source("source-y", "", body("acronym: "+test.y, "")),
		})
		if got := value(entity(t, g, "a-1"), "acronym"); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}

func TestDisputed(t *testing.T) {
	figure := "figures: {measure: m, comparator: EQ, value: "
	tests := []struct {
		reason string
		x, y   string
		want   string
	}{
		{"nothing in common", "acronym: X", "kind: y", "false"},
		{"the same value", "acronym: X", "acronym: X", "false"},
		{"two values", "acronym: X", "acronym: Y", "true"},
		{"two values, one preferred", "acronym: {value: X, rank: PREFERRED}", "acronym: Y", "true"},
		{"two values, one deprecated", "acronym: {value: X, rank: DEPRECATED}", "acronym: Y", "false"},
		{"a less precise date", "start: 2024", "start: 2024-05-17", "false"},
		{"another date", "start: 2023", "start: 2024-05-17", "true"},
		{"lists are joined", "memberKinds: [x]", "memberKinds: [y]", "false"},
		{"equal figures", figure + "1}", figure + "1}", "false"},
		{"figures that differ", figure + "1}", figure + "2}", "true"},
		{"figures of two units", figure + "1, unit: x}", figure + "2, unit: y}", "false"},
		{"figures of two days", figure + "1, date: 2023}", figure + "2, date: 2024}", "false"},
		{"figures of which one has no day", figure + "1, date: 2023}", figure + "2}", "true"},
		{"figures of which one is deprecated", figure + "1}", figure + "2, rank: DEPRECATED}", "false"},
		{"goals never differ", "goals: x", "goals: y", "false"},
	}
	for _, test := range tests {
		g := load(t, map[string]string{
			"a.yaml": source("source-x", "", body("name: A, "+test.x, partner)),
			"b.yaml": source("source-y", "", body(test.y, "")),
		})
		if got := value(entity(t, g, "a-1"), "disputed"); got != test.want {
			t.Errorf("%s: %s, want %s", test.reason, got, test.want)
		}
	}
}

func TestListsOfTheEntity(t *testing.T) {
	g := load(t, map[string]string{
		"a.yaml": source("source-x", "", `entities:
  Alliance:
    a-1:
      name: A
      aliases: [Zeta, {name: Omega, language: nl}, {name: Alpha, language: nl}, {name: Beta, language: fr}]
      identifiers: [pic:900000002, pic:900000001, {scheme: grant, value: "3"}, {scheme: ror, value: "0zzzzzz02", rank: DEPRECATED}]
      links: ["website:https://example.org/b", {kind: contact, url: "https://example.org/a"}]
      memberKinds: [university, {value: hospital, at: heading 1}]
      goals: [second, first]
`+partner),
		"b.yaml": source("source-y", ", date: 2024", body(`aliases: [Zeta, Alpha], identifiers: {scheme: pic, value: "900000001", url: "https://example.org/1"}, memberKinds: [industry, hospital], goals: first`, "")),
	})
	a := entity(t, g, "a-1")
	for _, test := range []struct {
		reason    string
		got, want []string
	}{
		{"aliases by language, missing last, then name", lines(a, "aliases", "name", "language"), []string{"Beta|fr", "Alpha|nl", "Omega|nl", "Alpha|", "Zeta|"}},
		{"identifiers by scheme, then value, each once, with what any source adds", lines(a, "identifiers", "scheme", "value", "url"), []string{"grant|3|", "pic|900000001|https://example.org/1", "pic|900000002|"}},
		{"links by kind", lines(a, "links", "kind", "url"), []string{"contact|https://example.org/a", "website|https://example.org/b"}},
		{"words as the dataset gives them", values(a, "memberKinds"), []string{"university", "hospital", "industry"}},
		{"goals as the dataset gives them", lines(a, "goals", "text"), []string{"second", "first"}},
		{"claims of a list, the newest first", filter(lines(a, "claims", "field", "value", "date", "locator", "source"), "memberKinds"), []string{
			"memberKinds|hospital|2024||source-y", "memberKinds|industry|2024||source-y", "memberKinds|hospital||heading 1|source-x", "memberKinds|university|||source-x"}},
		{"deprecated values stay among the claims", filter(lines(a, "claims", "field", "value", "rank"), "identifiers|ror"), []string{"identifiers|ror:0zzzzzz02|DEPRECATED"}},
	} {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
	goal := a.Objects(a.Type.Field("goals"))[1]
	evidence := a.Type.Field("goals").Object.Field("evidence")
	var sources []string
	for _, line := range goal.Objects(evidence) {
		sources = append(sources, line.Ref(evidence.Object.Field("source")))
	}
	if diff := cmp.Diff([]string{"source-y", "source-x"}, sources); diff != "" {
		t.Errorf("a goal that two sources state has two lines of evidence (-want +got):\n%s", diff)
	}
}

func filter(list []string, prefix string) (found []string) {
	for _, s := range list {
		if strings.HasPrefix(s, prefix) {
			found = append(found, s)
		}
	}
	return found
}

func TestValuesAsText(t *testing.T) {
	g := load(t, map[string]string{"a.yaml": source("source-x", "", `entities:
  Institute:
    b-1: {name: "  B   é ", founded: 1999, country: NO, location: {value: {latitude: 50.5, longitude: -4}, at: map}}
  JointAction:
    a-1: {name: A, start: 2024-05/2024-06, budget: EUR 1234.50, contribution: {value: {amount: 0.1, currency: NOK}}}
relations:
  Funding:
    - {funder: b-1, recipient: a-1, tier: GRANT, amount: EUR 90000000000000, founding: false}
`)})
	want := []string{
		"country|NO|", "founded|1999|", "location|50.5, -4|map", "name|B é|",
		"budget|EUR 1234.5|", "contribution|NOK 0.1|", "name|A|", "start|2024-05/2024-06|",
	}
	var got []string
	for _, id := range []string{"b-1", "a-1"} {
		claims := lines(entity(t, g, id), "claims", "field", "value", "locator")
		for _, name := range []string{"budget", "contribution", "country", "founded", "location", "name", "start"} {
			got = append(got, filter(claims, name+"|")...)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	f := relations(g, "Funding", "b-1", "a-1")[0]
	if got := strings.Join([]string{value(f, "amount.amount"), value(f, "amount.currency"), value(f, "founding")}, " "); got != "90000000000000 EUR false" {
		t.Errorf("amount %q", got)
	}
}

func TestRelationsMeet(t *testing.T) {
	link := func(more string) string {
		return "relations:\n  Participation:\n    - {participant: b-1, initiative: a-1, role: MEMBER" + more + "}\n"
	}
	g := load(t, map[string]string{
		"a.yaml": source("source-x", "", body("name: A", "  Institute:\n    b-1: {name: B, identifiers: \"ror:0aaaaaa42\"}\n"+link(", since: 2023, title: x, at: p1"))),
		"b.yaml": source("source-y", ", date: 2024", strings.Replace(link(", since: {value: 2024, at: p2}"), "b-1", `"ror:0aaaaaa42"`, 1)),
		"c.yaml": source("source-z", "", link(", workPackage: WP1")),
	})
	list := relations(g, "Participation", "b-1", "a-1")
	if len(list) != 2 {
		t.Fatalf("%d relations, want one for each work package", len(list))
	}
	r := list[0]
	if value(r, "workPackage") != "" {
		r = list[1]
	}
	want := []string{"since|2024|2024|p2|source-y", "||2024||source-y", "|||p1|source-x", "since|2023||p1|source-x", "title|x||p1|source-x"}
	if diff := cmp.Diff(want, lines(r, "evidence", "field", "value", "date", "locator", "source")); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if got := []string{value(r, "since"), value(r, "title"), value(r, "disputed"), value(r, "deprecated")}; !cmp.Equal(got, []string{"2024", "x", "true", "false"}) {
		t.Error(got)
	}
	key := []model.Value{model.EnumOf("MEMBER"), {}}
	if want := dataset.RelationID(r.Type, "b-1", "a-1", key); r.ID != want || r.ID != "participation-e6netik24nsdfz7q" {
		t.Errorf("id %s, want %s", r.ID, want)
	}
}

func TestDeprecatedRelation(t *testing.T) {
	link := func(rank string) string {
		return "relations:\n  Participation:\n    - {participant: b-1, initiative: a-1, role: CHAIR, since: 2020, rank: " + rank + "}\n"
	}
	for _, test := range []struct {
		reason, x, y string
		want         []string
	}{
		{"every source is deprecated", "DEPRECATED", "DEPRECATED", []string{"true", "2020"}},
		{"one is not", "DEPRECATED", "NORMAL", []string{"false", "2020"}},
	} {
		g := load(t, map[string]string{
			"a.yaml": source("source-x", "", body("name: A", partner)),
			"b.yaml": source("source-y", "", link(test.x)),
			"c.yaml": source("source-z", "", link(test.y)),
		})
		for _, r := range relations(g, "Participation", "b-1", "a-1") {
			if value(r, "role") == "CHAIR" {
				if got := []string{value(r, "deprecated"), value(r, "since")}; !cmp.Equal(got, test.want) {
					t.Errorf("%s: %v, want %v", test.reason, got, test.want)
				}
			}
		}
	}
}

// TestDeprecatedSource checks that the rank in a head holds for all that the file states about
// others: a deprecated source keeps its name.
func TestDeprecatedSource(t *testing.T) {
	g := load(t, map[string]string{
		"a.yaml": source("source-x", "", body("name: A, acronym: X", partner)),
		"b.yaml": source("source-y", ", rank: PREFERRED", body("acronym: Y", "")),
		"c.yaml": source("source-z", ", rank: DEPRECATED", body("acronym: Z, kind: z", "")),
	})
	a := entity(t, g, "a-1")
	if value(a, "acronym") != "Y" || value(a, "kind") != "" {
		t.Error(value(a, "acronym"), value(a, "kind"))
	}
}

func TestFormerIDs(t *testing.T) {
	files := map[string]string{
		"dataset.yaml": head + "merged: {a-0: a-01, a-01: a-1}\nremoved: [c-1]\n",
		"a.yaml":       source("source-x", "", body("name: A", partner)),
		"b.yaml":       source("source-y", "", strings.ReplaceAll(body("acronym: Y", "relations:\n  PartOf:\n    - {part: b-1, whole: a-1}\n"), "a-1", "a-0")),
	}
	g := load(t, files)
	if diff := cmp.Diff(map[string]string{"a-0": "a-1", "a-01": "a-1"}, g.Former); diff != "" {
		t.Errorf("former ids (-want +got):\n%s", diff)
	}
	if value(entity(t, g, "a-1"), "acronym") != "Y" || len(relations(g, "PartOf", "b-1", "a-1")) != 1 {
		t.Error("statements under a former id are not about the entity that it was merged into")
	}
	for _, e := range g.Entities {
		if e.ID == "a-0" || e.ID == "c-1" {
			t.Errorf("%s is an entity", e.ID)
		}
	}
}

func TestCredits(t *testing.T) {
	g := load(t, map[string]string{"a.yaml": source("source-x", ", publisher: b-1, editor: [{value: b-1, at: foot}], at: top", body("name: A", partner))})
	var got []string
	for _, r := range relations(g, "Authorship", "b-1", "source-x") {
		got = append(got, value(r, "capacity")+" "+lines(r, "evidence", "locator", "source")[0])
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"EDITOR foot|source-x", "PUBLISHER top|source-x"}, got); diff != "" {
		t.Errorf("authors of the source (-want +got):\n%s", diff)
	}
}

// TestDeprecatedIdentifier checks that a deprecated identifier finds no entity, and may
// belong to another one.
func TestDeprecatedIdentifier(t *testing.T) {
	g := load(t, map[string]string{
		"a.yaml": source("source-x", "", body("name: A, identifiers: {scheme: ror, value: \"0aaaaaa42\", rank: DEPRECATED}", "  Institute:\n    b-1: {name: B, identifiers: \"ror:0aaaaaa42\"}\n    \"ror:0aaaaaa42\": {acronym: X}\nrelations:\n  Participation:\n    - {participant: b-1, initiative: a-1, role: MEMBER}\n")),
	})
	if got := value(entity(t, g, "b-1"), "acronym"); got != "X" {
		t.Errorf("acronym %q, want that stated under the identifier", got)
	}
}

// TestOrderInFile checks that the order of the dataset is that of the lines, even if an
// entity is named by an identifier before it is named by its id.
func TestOrderInFile(t *testing.T) {
	g := load(t, map[string]string{
		"a.yaml": source("source-x", "", "entities:\n  Alliance:\n    \"pic:900000001\":\n      memberKinds: first\n    a-1:\n      name: A\n      memberKinds: second\n      identifiers: pic:900000001\n"+partner),
	})
	if diff := cmp.Diff([]string{"first", "second"}, values(entity(t, g, "a-1"), "memberKinds")); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
}

// TestVersion checks that the version changes with the contents.
func TestVersion(t *testing.T) {
	versions := map[string]string{}
	for _, name := range []string{"A", "B"} {
		g := load(t, map[string]string{"a.yaml": source("source-x", "", body("name: "+name, partner))})
		again := load(t, map[string]string{"a.yaml": source("source-x", "", body("name: "+name, partner))})
		if g.Version != again.Version {
			t.Errorf("the same data has the versions %s and %s", g.Version, again.Version)
		}
		versions[g.Version] = name
		if g.Licence != "CC0" || g.Name != "Synthetic" || g.Date != "" {
			t.Errorf("licence %q, name %q, date %q", g.Licence, g.Name, g.Date)
		}
	}
	dated := load(t, map[string]string{"dataset.yaml": head + "date: 2026-05-01\n", "a.yaml": source("source-x", "", body("name: A", partner))})
	if dated.Date != "2026-05-01" {
		t.Errorf("date %q", dated.Date)
	}
	if len(versions) != 2 {
		t.Errorf("other data has the same version: %v", versions)
	}
}
