package dataset_test

import (
	"strings"
	"testing"

	"whojoins/internal/dataset"
)

// dated is a body with an alliance that lasts from May 2020 to 2022, in line 4, and a participation
// in it, in line 9, with more keys.
func dated(more string) string {
	return body("name: A, start: 2020-05, end: 2022", "  Institute:\n    b-1: {name: B}\nrelations:\n  Participation:\n    - {participant: b-1, initiative: a-1, role: MEMBER"+more+"}\n")
}

func TestWarnings(t *testing.T) {
	m := readModel(t)
	for _, test := range []struct {
		reason, file string
		want         []string // file:line: and the beginning of the message
	}{
		{"a relation twice, at one place", two + "    - {part: a-1, whole: b-1}\n    - {part: a-1, whole: b-1, at: elsewhere}\n    - {part: a-1, whole: b-1, since: 2024}\n",
			[]string{"a.yaml:10: the same PartOf is stated in line 9"}},
		{"a relation twice with its property, which is one warning", dated(", since: 2021") + "    - {participant: b-1, initiative: a-1, role: MEMBER, since: 2021}\n",
			[]string{"a.yaml:10: the same Participation is stated in line 9"}},
		{"an item of a list twice", "entities:\n  Institute:\n    a-1: {name: A, aliases: [X, {name: X, at: p1}, X, {name: X, language: nl}, X]}\n  Alliance:\n    b-1: {name: B}\n" + ties,
			[]string{"a.yaml:4: the same value of aliases is stated in line 4", "a.yaml:4: the same value of aliases is stated in line 4"}},
		{"a property twice", two + "  About: []\n  Support:\n    - {supporter: a-1, initiative: b-1, purpose: [x, y, x]}\n",
			[]string{"a.yaml:12: the same value of purpose is stated in line 12"}},
		{"an entity without a relation", "entities:\n  Topic:\n    alone: {name: Alone}\n", []string{`a.yaml:4: "alone" has no relation`}},
		{"codes that only the European Union uses", "entities:\n  Institute:\n    a-1: {name: A, country: UK}\n    c-1: {name: C, country: [GR, {value: EL, at: p1}]}\n  Alliance:\n    b-1: {name: B}\n" + ties + "    - {part: c-1, whole: b-1}\n",
			[]string{`a.yaml:4: country: "UK" is read as GB`, `a.yaml:5: country: "EL" is read as GR`}},
		{"a participation that begins before its initiative", dated(", since: 2020-04"), []string{"a.yaml:9: since 2020-04 of this Participation is before the first day of \"a-1\", 2020-05-01"}},
		{"a participation that begins in the year in which its initiative does", dated(", since: 2020"), nil},
		{"a participation that ends after its initiative", dated(", until: 2023"), []string{"a.yaml:9: until 2023 of this Participation is after the last day of \"a-1\", 2022-12-31"}},
		{"a participation that begins after its initiative has ended", dated(", since: 2023-01-01"), []string{"a.yaml:9: since 2023-01-01 of this Participation is after"}},
		{"a participation that ends before its initiative begins", dated(", until: 2019"), []string{"a.yaml:9: until 2019 of this Participation is before"}},
		{"a participation on the first and last day of its initiative", dated(", since: 2020-05-01, until: 2022-12-31"), nil},
	} {
		report, _ := dataset.Check(t.Context(), m, folder(map[string]string{"a.yaml": source("s", "", test.file)}))
		ok := len(report.Faults) == 0 && len(report.Warnings) == len(test.want)
		for i := 0; ok && i < len(test.want); i++ {
			ok = strings.HasPrefix(report.Warnings[i].String(), test.want[i])
		}
		if !ok {
			t.Errorf("%s: faults %v, warnings %v, want %q", test.reason, report.Faults, report.Warnings, test.want)
		}
	}
}

// TestRepeatedOnce checks that what one source states twice at one place is one statement.
func TestRepeatedOnce(t *testing.T) {
	g := load(t, map[string]string{"a.yaml": source("s", "", "entities:\n  Alliance:\n    a-1: {name: A, figures: [{measure: m, comparator: EQ, value: 1}, {measure: m, comparator: EQ, value: 1}]}\n  Institute:\n    b-1: {name: B}\nrelations:\n  PartOf:\n    - {part: b-1, whole: a-1, since: 2024}\n    - {part: b-1, whole: a-1, since: 2024}\n")})
	if got := lines(entity(t, g, "a-1"), "claims", "field"); strings.Join(got, " ") != "figures name" {
		t.Errorf("claims %q", got)
	}
	if got := lines(relations(g, "PartOf", "b-1", "a-1")[0], "evidence", "field"); strings.Join(got, ",") != ",since" {
		t.Errorf("evidence %q", got)
	}
	figure := entity(t, g, "a-1").Objects(entity(t, g, "a-1").Type.Field("figures"))
	if evidence := figure[0].Parts[0].Objects; len(figure) != 1 || len(evidence) != 1 {
		t.Errorf("%d figures with %d lines of evidence", len(figure), len(evidence))
	}
}

// TestStandardForms checks that values are kept in the form of their standard, however they are
// written, and are found by it.
func TestStandardForms(t *testing.T) {
	g := load(t, map[string]string{"a.yaml": source("s", "", `entities:
  Institute:
    b-1:
      name: B
      country: EL
      identifiers:
        - https://ror.org/0aaaaaa42
        - {scheme: wikidata, value: "http://www.wikidata.org/entity/Q42"}
        - "isni:0000 0001 2103 2683"
        - "other:any thing"
    "isni:0000000121032683": {city: X}
    "https://isni.org/isni/0000000121032683": {region: Y}
  Project:
    a-1: {name: A, grantNumber: "https://doi.org/10.3030/101000001"}
relations:
  Participation:
    - {participant: "https://ror.org/0aaaaaa42", initiative: a-1, role: MEMBER}
`)})
	b := entity(t, g, "b-1")
	if got := strings.Join(lines(b, "identifiers", "scheme", "value"), " "); got != "isni|0000000121032683 other|any thing ror|0aaaaaa42 wikidata|Q42" {
		t.Errorf("identifiers %q", got)
	}
	if got := value(b, "country") + value(b, "city") + value(b, "region") + value(entity(t, g, "a-1"), "grantNumber"); got != "GRXY101000001" {
		t.Errorf("values %q", got)
	}
	if len(relations(g, "Participation", "b-1", "a-1")) != 1 {
		t.Error("the address of an identifier is not the end of a relation")
	}
}
