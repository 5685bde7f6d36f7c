package dataset_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
)

// Where sources contradict each other, the nearest is preferred; the table gives what
// three sources x, y and z state of the acronym, and the claims in their order.
func TestAuthority(t *testing.T) {
	tests := []struct {
		reason  string
		x, y, z string // authority and value, or authority and a claim in braces
		want    []string
	}{
		{"the grantor before the initiative, before others", "other X", "own Y", "grantor Z", []string{"Z PREFERRED", "X NORMAL", "Y NORMAL"}},
		{"a partner before the press", "other X", "partner Y", "other X", []string{"Y PREFERRED", "X NORMAL", "X NORMAL"}},
		{"all of the nearest, the newest first", "other X", "own {value: Y, date: 2023}", "own {value: Z, date: 2024}", []string{"Z PREFERRED", "Y PREFERRED", "X NORMAL"}},
		{"all of the nearest, whoever agrees with one of them", "other X", "own X", "own Y", []string{"X PREFERRED", "Y PREFERRED", "X NORMAL"}},
		{"nobody where all agree", "own X", "other X", "grantor X", []string{"X NORMAL", "X NORMAL", "X NORMAL"}},
		{"nobody where all are as near", "own X", "own Y", "own Z", []string{"X NORMAL", "Y NORMAL", "Z NORMAL"}},
		{"a curator's word stands", "other {value: X, rank: PREFERRED}", "grantor Y", "own Y", []string{"X PREFERRED", "Y NORMAL", "Y NORMAL"}},
		{"what is deprecated contradicts nobody, and stays so", "grantor {value: X, rank: DEPRECATED}", "own Y", "own Y", []string{"Y NORMAL", "Y NORMAL", "X DEPRECATED"}},
		{"a curator can hold a near source back", "grantor {value: X, rank: NORMAL}", "other Y", "other Y", []string{"X NORMAL", "Y NORMAL", "Y NORMAL"}},
		{"a claim can have its own", "other {value: X, authority: grantor}", "own Y", "own Y", []string{"X PREFERRED", "Y NORMAL", "Y NORMAL"}},
	}
	for _, test := range tests {
		files := map[string]string{}
		for name, claim := range map[string]string{"x": test.x, "y": test.y, "z": test.z} {
			authority, value, _ := strings.Cut(claim, " ")
			more := ""
			if name == "x" {
				more = partner
			}
			files[name+".yaml"] = source("source-"+name, ", authority: "+authority, body("name: A, acronym: "+value, more))
		}
		var got []string
		for _, line := range filter(lines(entity(t, load(t, files), "a-1"), "claims", "field", "value", "rank"), "acronym|") {
			got = append(got, strings.ReplaceAll(strings.TrimPrefix(line, "acronym|"), "|", " "))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// Figures are ranked as values are, and so are properties of relations.
func TestAuthorityOfFiguresAndRelations(t *testing.T) {
	link := "relations:\n  Participation:\n    - {participant: b-1, initiative: a-1, role: CHAIR, since: "
	g := load(t, map[string]string{
		"x.yaml": source("source-x", "", body("name: A, figures: {measure: m, value: 1, comparator: EQ}", "  Institute:\n    b-1: {name: B}\n"+link+"2020}\n")),
		"y.yaml": source("source-y", ", authority: own", body("figures: {measure: m, value: 2, comparator: EQ}", link+"2021}\n")),
	})
	want := []string{"measure: m, value: 2, comparator: EQ|PREFERRED", "measure: m, value: 1, comparator: EQ|NORMAL"}
	got := slices.DeleteFunc(lines(entity(t, g, "a-1"), "claims", "value", "rank"), func(s string) bool { return !strings.HasPrefix(s, "measure") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if r := relations(g, "Participation", "b-1", "a-1")[0]; value(r, "since") != "2021" {
		t.Errorf("since %s, want that of the nearer source", value(r, "since"))
	}
}

func TestUnknownAuthority(t *testing.T) {
	report := dataset.Check(readModel(t), folder(map[string]string{"a.yaml": source("source-x", ", authority: pope", body("name: A", partner))}))
	if len(report.Faults) != 1 || report.Faults[0].Message != `authority: "pope" is not an authority; write one of grantor, own, partner, other` {
		t.Errorf("faults %v", report.Faults)
	}
}
