package dataset_test

import (
	"strings"
	"testing"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/statement"
)

// ties is a relation between two entities, which prevents the warnings about them.
const ties = "relations:\n  PartOf:\n    - {part: a-1, whole: b-1}\n"

// two is a body with two related entities, from line 2 on: a-1 is in line 4 and b-1 in
// line 6 of a file.
const two = "entities:\n  Institute:\n    a-1: {name: A}\n  Alliance:\n    b-1: {name: B}\n" + ties

// long is a text with one byte too many.
var long = strings.Repeat("x", statement.MaxText+1)

// faultTests are datasets with all their faults.
var faultTests = []struct {
	reason string
	files  map[string]string
	want   []string // file:line: and a part of the message
}{
	{"not YAML", map[string]string{"a.yaml": "source:\n  id: [\n"}, []string{"a.yaml:2: not valid YAML"}},
	{"a file in Latin-1", map[string]string{"a.yaml": "source:\n  id: s\n  name: caf\xe9\n"}, []string{"a.yaml:3: not UTF-8"}},
	{"a dataset.yaml in Latin-1", map[string]string{"dataset.yaml": "name: caf\xe9\n"}, []string{"dataset.yaml:1: not UTF-8"}},
	{"an empty file", map[string]string{"a.yaml": "# nothing\n"}, []string{"a.yaml: is empty"}},
	{"two documents", map[string]string{"a.yaml": source("s", "", two) + "---\nx: 1\n"}, []string{"a.yaml: more than one document"}},
	{"an anchor", map[string]string{"a.yaml": source("s", "", "entities: &x {}\n")}, []string{"a.yaml:2: anchors and aliases"}},
	{"a tag", map[string]string{"a.yaml": source("s", "", "entities: !!map {}\n")}, []string{"a.yaml:2: the tag"}},
	{"a list as the file", map[string]string{"a.yaml": "- 1\n"}, []string{"a.yaml:1: a file must be written as key: value", "a.yaml:1: the head is missing"}},
	{"the ending .yml", map[string]string{"a.yml": "x: 1\n"}, []string{"a.yml: rename it to end in .yaml"}},
	{"no head", map[string]string{"a.yaml": two}, []string{"a.yaml:1: the head is missing"}},
	{"a head without an id", map[string]string{"a.yaml": "source:\n  name: S\n" + two}, []string{"a.yaml:1: the id of the source is missing"}},
	{"a head that is not a mapping", map[string]string{"a.yaml": "source: s\n" + two}, []string{"a.yaml:1: the head must be written as key: value, not as a plain value"}},
	{"an empty head", map[string]string{"a.yaml": "source: {}\n" + two}, []string{"a.yaml:1: the id of the source is missing"}},
	{"a head without a name", map[string]string{"a.yaml": "source:\n  id: s\n" + two}, []string{`a.yaml:2: name of "s" is missing`}},
	{"a source in two files", map[string]string{"a.yaml": source("s", "", two), "b.yaml": source("s", "", "")}, []string{"b.yaml:1: write one file per source"}},
	{"an unknown key of a file", map[string]string{"a.yaml": source("s", "", "entitys: {}\n")}, []string{"a.yaml:2: did you mean entities?"}},
	{"an unknown key of the head", map[string]string{"a.yaml": source("s", ", publishers: a-1", two)}, []string{"a.yaml:1: did you mean publisher?"}},
	{"an unknown publisher", map[string]string{"a.yaml": source("s", ", publisher: c-1", two)}, []string{`a.yaml:1: no entity has the id "c-1"; did you mean a-1?`}},
	{"an unknown type", map[string]string{"a.yaml": source("s", "", "entities:\n  Institut: {}\n")}, []string{"a.yaml:3: did you mean Institute?"}},
	{"a relation's type as an entity's", map[string]string{"a.yaml": source("s", "", "entities:\n  Funding: {}\n")}, []string{"a.yaml:3: not a type of entity"}},
	{"an unknown relation", map[string]string{"a.yaml": source("s", "", "relations:\n  Partof: []\n")}, []string{"a.yaml:3: did you mean PartOf?"}},
	{"an unknown field", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, acronim: X}\n")}, []string{"a.yaml:4: did you mean acronym?"}},
	{"a field of another type", map[string]string{"a.yaml": source("s", "", "entities:\n  Topic:\n    a-1: {name: A, country: BE}\n")}, []string{`a.yaml:4: unknown field "country" of Topic`}},
	{"a computed field", map[string]string{"a.yaml": source("s", "", "entities:\n  Topic:\n    a-1: {name: A, disputed: true}\n")}, []string{`a.yaml:4: unknown field "disputed"`}},
	{"an unknown field of a relation", map[string]string{"a.yaml": source("s", "", two+"    - {part: b-1, whole: a-1, sinse: 2024}\n")}, []string{"a.yaml:10: did you mean since?"}},
	{"a key twice", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1:\n      name: A\n      name: B\n")}, []string{"a.yaml:6: is in line 5 already"}},
	{"an id twice in a file", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A}\n    a-1: {name: A}\n"+"  Alliance:\n    b-1: {name: B}\n"+ties)}, []string{"a.yaml:5: is in line 4 already"}},
	{"an id with other characters", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    A_1: {name: A}\n    b--c: {name: B}\n    é: {name: C}\n")}, []string{`a.yaml:4: "A_1" is not an id`, `a.yaml:5: "b--c" is not an id`, `a.yaml:6: "é" is not an id`}},
	{"an id with two types", map[string]string{"a.yaml": source("s", "", two), "b.yaml": source("r", "", "entities:\n  Topic:\n    a-1: {name: A}\n")}, []string{"b.yaml:4: of type Institute elsewhere (a.yaml:4)"}},
	{"an entity of which nothing is stated", map[string]string{"a.yaml": source("s", "", two+"  About: []\n"), "b.yaml": source("r", "", "entities:\n  Institute:\n    a-1: {}\n")}, []string{"b.yaml:4: nothing is stated"}},
	{"no name", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {country: BE}\n  Alliance:\n    b-1: {name: B}\n"+ties)}, []string{`a.yaml:4: name of "a-1" is missing`}},
	{"only a deprecated name", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: {value: A, rank: DEPRECATED}, country: BE}\n  Alliance:\n    b-1: {name: B}\n"+ties)}, []string{`a.yaml:4: name of "a-1" is missing`}},
	{"an empty name", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: \" \"}\n  Alliance:\n    b-1: {name: }\n"+ties)}, []string{"a.yaml:4: name: the value is empty", "a.yaml:6: name: write a plain value, not nothing"}},
	{"an invisible name", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: \"\\u200b\"}\n")}, []string{"a.yaml:4: name: the value consists of invisible characters"}},
	{"a long text", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: "+long+"}\n")}, []string{"a.yaml:4: at most 8000"}},
	{"a control character", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: \"A\\u0007\"}\n")}, []string{"a.yaml:4: control characters"}},
	{"a bad date", map[string]string{"a.yaml": source("s", "", "entities:\n  Event:\n    a-1: {name: A, start: 2024-13}\n")}, []string{"a.yaml:4: start: \"2024-13\" is not a date"}},
	{"a day that does not exist", map[string]string{"a.yaml": source("s", "", "entities:\n  Event:\n    a-1: {name: A, start: 2023-02-29}\n")}, []string{"a.yaml:4: is not a date"}},
	{"a bad date of a statement", map[string]string{"a.yaml": source("s", ", date: 12-8-2024", two)}, []string{"a.yaml:1: date: \"12-8-2024\" is not a date"}},
	{"a bad word", map[string]string{"a.yaml": source("s", "", "entities:\n  Network:\n    a-1: {name: A, populations: [ADULT]}\n")}, []string{"a.yaml:4: did you mean ADULTS?"}},
	{"a bad rank", map[string]string{"a.yaml": source("s", "", "entities:\n  Network:\n    a-1: {name: {value: A, rank: BEST}}\n")}, []string{"a.yaml:4: rank: \"BEST\" is not a Rank; write one of DEPRECATED, NORMAL, PREFERRED"}},
	{"a bad number", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, founded: 19.5}\n    b-1: {name: B, founded: 3000000000}\n")}, []string{"a.yaml:4: not a whole number", "a.yaml:5: not a whole number"}},
	{"a figure that is not a number", map[string]string{"a.yaml": source("s", "", "entities:\n  Topic:\n    a-1: {name: A, figures: [{measure: m, comparator: EQ, value: NaN}, {measure: m, comparator: EQ, value: 0x1p4}, {measure: m, comparator: EQ, value: 1e999}]}\n")}, []string{"a.yaml:4: \"NaN\" is not a number", "a.yaml:4: \"0x1p4\" is not a number", "a.yaml:4: \"1e999\" is not a number"}},
	{"a bad truth value", map[string]string{"a.yaml": source("s", "", "entities:\n  Funder:\n    a-1: {name: A}\n  Alliance:\n    b-1: {name: B}\nrelations:\n  Funding:\n    - {funder: a-1, recipient: b-1, tier: OTHER, founding: yes}\n")}, []string{"a.yaml:9: neither true nor false"}},
	{"bad money", map[string]string{"a.yaml": source("s", "", "entities:\n  Project:\n    a-1: {name: A, budget: 4M}\n    b-1: {name: B, budget: EUR 1.234}\n    c-1: {name: C, budget: eur 1}\n    d-1: {name: D, budget: {amount: 1}}\n")}, []string{"a.yaml:4: write it as EUR 1234.50", "a.yaml:5: at most two decimals", "a.yaml:6: three capital letters", "a.yaml:7: currency is missing"}},
	{"what is no country or currency", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, country: be}\n    b-1: {name: B, country: [BE, {value: Atlantis, at: p1}]}\n  Project:\n    c-1: {name: C, budget: {amount: 1, currency: XXX}}\n")}, []string{"a.yaml:4: country: \"be\" is not the code of a country; write BE", "a.yaml:5: country: \"Atlantis\" is not the code of a country", "a.yaml:7: budget: currency: \"XXX\" is not a currency in use"}},
	{"what is no identifier", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, identifiers: [ror:0aaaaaa43, \"https://orcid.org/0000-0002-1825-0098\", {scheme: vat, value: BE123}]}\n  Project:\n    b-1: {name: B, grantNumber: none}\n")}, []string{"a.yaml:4: identifiers: \"0aaaaaa43\" is not an id of ROR, since its check digits are wrong; 0aaaaaa42 would be one", "a.yaml:4: 0000-0002-1825-0097 would be one", "a.yaml:4: after BE it has 10 digits", "a.yaml:6: grantNumber: \"none\" is not the number of a grant"}},
	{"what is no identifier as a subject and as an end", map[string]string{"a.yaml": source("s", "", two+"    - {part: \"pic:1\", whole: b-1}\n"), "b.yaml": source("r", "", "entities:\n  Institute:\n    \"https://ror.org/0aaaaaa43\": {acronym: A}\n")}, []string{"a.yaml:10: part: \"1\" is not a PIC", "b.yaml:4: \"0aaaaaa43\" is not an id of ROR, since its check digits are wrong"}},
	{"a place that is not on the Earth", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, location: {latitude: 90.1, longitude: 4}}\n    b-1: {name: B, location: {latitude: 50, longitude: -181}}\n")}, []string{"a.yaml:4: \"90.1\" is out of range", "a.yaml:5: decimal degrees from -180 to 180"}},
	{"half a place", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, location: {latitude: 1}}\n")}, []string{"a.yaml:4: longitude is missing"}},
	{"an address of another kind", map[string]string{"a.yaml": source("s", ", url: \"javascript:alert(1)\"", two)}, []string{"a.yaml:1: not the address of a web page"}},
	{"an incomplete part", map[string]string{"a.yaml": source("s", "", "entities:\n  Topic:\n    a-1: {name: A, figures: {measure: m, value: 1}}\n    b-1: {name: B, aliases: {language: nl}}\n")}, []string{"a.yaml:4: comparator is missing", "a.yaml:5: name is missing"}},
	{"an identifier without a scheme", map[string]string{"a.yaml": source("s", "", "entities:\n  Topic:\n    a-1: {name: A, identifiers: [\"12\", \"ROR:1\"]}\n")}, []string{"a.yaml:4: write it as scheme:value", "a.yaml:4: one word in lower case"}},
	{"an identifier of two entities", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, identifiers: \"ror:0aaaaaa42\"}\n  Alliance:\n    b-1: {name: B, identifiers: \"ror:0aaaaaa42\"}\n"+ties)}, []string{`a.yaml:6: the identifier "ror:0aaaaaa42" belongs to "a-1" already (a.yaml:4)`}},
	{"an unknown end", map[string]string{"a.yaml": source("s", "", two+"    - {part: a-2, whole: b-1}\n    - {part: \"ror:0zzzzzz02\", whole: b-1}\n    - {part: a-1}\n")}, []string{`a.yaml:10: no entity has the id "a-2"; did you mean a-1?`, `a.yaml:11: no entity has the identifier "ror:0zzzzzz02"`, "a.yaml:12: whole is missing"}},
	{"an end of a wrong type", map[string]string{"a.yaml": source("s", "", two+"  About:\n    - {subject: a-1, topic: b-1}\n")}, []string{`a.yaml:11: topic: "b-1" is of type Alliance; this end must be of type Topic`}},
	{"a list as an end", map[string]string{"a.yaml": source("s", "", two+"    - {part: [a-1], whole: b-1}\n")}, []string{"a.yaml:10: write a separate relation for each"}},
	{"a bad value under an identifier", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    \"ror:0aaaaaa42\": {founded: x}\n    a-1: {name: A, identifiers: \"ror:0aaaaaa42\"}\n  Alliance:\n    b-1: {name: B}\n"+ties)}, []string{"a.yaml:4: founded: \"x\" is not a whole number"}},
	{"a bad value under an unknown identifier, which is the only fault", map[string]string{"a.yaml": source("s", "", two), "b.yaml": source("r", "", "entities:\n  Institute:\n    \"ror:0aaaaaa42\": {founded: x}\n")}, []string{`b.yaml:4: no entity has the identifier "ror:0aaaaaa42"`}},
	{"an identifier of another type", map[string]string{"a.yaml": source("s", "", "entities:\n  Institute:\n    a-1: {name: A, identifiers: \"ror:0aaaaaa42\"}\n  Alliance:\n    b-1: {name: B}\n    \"ror:0aaaaaa42\": {acronym: X}\n"+ties)}, []string{`a.yaml:7: "ror:0aaaaaa42" is of type Institute, not Alliance (a.yaml:4)`}},
	{"related to itself", map[string]string{"a.yaml": source("s", "", two+"    - {part: a-1, whole: a-1}\n")}, []string{"a.yaml:10: an entity cannot be related to itself"}},
	{"no role", map[string]string{"a.yaml": source("s", "", two+"  Participation:\n    - {participant: a-1, initiative: b-1}\n    - {participant: a-1, initiative: b-1, role: [MEMBER]}\n    - {participant: a-1, initiative: b-1, role: BOSS}\n")}, []string{"a.yaml:11: role is missing", "a.yaml:12: role: write a plain value, not a list", "a.yaml:13: \"BOSS\" is not a Role"}},
	{"deadlines before the opening", map[string]string{"a.yaml": source("s", "", "entities:\n  Call:\n    a-1: {name: A, opens: 2024-05, deadlines: [2024-03, 2024-04-30]}\n    b-1: {name: B, opens: 2024-05, deadlines: [2024-03, 2024-06]}\n")}, []string{"a.yaml:4: deadlines 2024-04-30 of \"a-1\" is before its opens 2024-05"}},
	{"a derived field", map[string]string{"a.yaml": source("s", "", "entities:\n  Call:\n    a-1: {name: A, status: OPEN}\n")}, []string{"a.yaml:4: unknown field \"status\" of Call"}},
	{"end before start", map[string]string{"a.yaml": source("s", "", "entities:\n  Event:\n    a-1: {name: A, start: 2024-05}\n  Alliance:\n    b-1: {name: B}\n"+ties), "b.yaml": source("r", "", "entities:\n  Event:\n    a-1: {end: 2024-04}\n")}, []string{"b.yaml:4: end 2024-04 of \"a-1\" is before its start 2024-05"}},
	{"until before since", map[string]string{"a.yaml": source("s", "", two+"    - {part: b-1, whole: a-1, since: 2024, until: 2023}\n")}, []string{"a.yaml:10: until 2023"}},
	{"a removed id", map[string]string{"dataset.yaml": head + "removed: [a-1, c-1]\n", "a.yaml": source("s", "", two+"    - {part: c-1, whole: b-1}\n")}, []string{"a.yaml:4: a removed id is never used again", "a.yaml:9: \"a-1\" was removed (dataset.yaml:4)", "a.yaml:10: \"c-1\" was removed"}},
	{"a removed id as the source of two files", map[string]string{"dataset.yaml": head + "removed: [r]\n", "a.yaml": source("s", "", two), "b.yaml": source("r", "", ""), "c.yaml": source("r", ", publisher: a-1, editor: {value: [a-1]}", "")}, []string{`b.yaml:1: "r" was removed (dataset.yaml:4)`, `c.yaml:1: "r" was removed`}},
	{"a former id as the source of another file", map[string]string{"dataset.yaml": head + "merged: {r: s}\n", "a.yaml": source("s", "", two), "b.yaml": source("r", "", "")}, []string{`b.yaml:1: the source "r" has a file already (a.yaml:1); write one file per source`}},
	{"a former id without an entity", map[string]string{"dataset.yaml": head + "merged:\n  x: y\n  p: q\n  q: p\n", "a.yaml": source("s", "", two)}, []string{"dataset.yaml:5: \"y\", which is not an entity", "dataset.yaml:6: merged into itself", "dataset.yaml:7: merged into itself"}},
	{"no such date", map[string]string{"dataset.yaml": head + "date: 2026-02-30\n", "a.yaml": source("s", "", two)}, []string{"dataset.yaml:4: date:"}},
	{"no licence", map[string]string{"dataset.yaml": "name: S\nversion: \"1\"\nlicense: CC0\n", "a.yaml": source("s", "", two)}, []string{"dataset.yaml: licence is missing", "dataset.yaml:3: did you mean licence?"}},
}

func TestFaults(t *testing.T) {
	m := readModel(t)
	for _, test := range faultTests {
		t.Run(test.reason, func(t *testing.T) {
			g, report, err := dataset.Load(t.Context(), m, folder(test.files))
			if g != nil || err == nil {
				t.Fatal("it was loaded")
			}
			for _, want := range test.want {
				place, message, _ := strings.Cut(want, ": ")
				if !hasFault(report, place, message) {
					t.Errorf("no fault %q", want)
				}
			}
			if len(report.Faults) != len(test.want) || t.Failed() {
				t.Errorf("%d faults, want %d:", len(report.Faults), len(test.want))
				for _, f := range report.Faults {
					t.Log(f)
				}
			}
		})
	}
}

func hasFault(report *dataset.Report, place, message string) bool {
	for _, f := range report.Faults {
		if strings.HasPrefix(f.String(), place+": ") && strings.Contains(f.Message, message) {
			return true
		}
	}
	return false
}

// TestNoDataset checks that a folder without dataset.yaml has this one fault.
func TestNoDataset(t *testing.T) {
	fsys := folder(map[string]string{"a.yaml": source("s", "", two)})
	delete(fsys, "dataset.yaml")
	report, _ := dataset.Check(t.Context(), readModel(t), fsys)
	if !hasFault(report, "dataset.yaml", "missing") || len(report.Faults) != 1 {
		t.Error(report.Faults)
	}
}
