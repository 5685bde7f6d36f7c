package dataset_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
)

// TestAuthority checks which claims are preferred where sources contradict each other. Each
// row has the statements of three sources x, y and z about the acronym, and the resulting
// claims in order.
func TestAuthority(t *testing.T) {
	tests := []struct {
		reason  string
		x, y, z string // the authority, then the value or a claim in braces
		want    []string
	}{
		{"the grantor before the initiative, before others", "other X", "own Y", "grantor Z", []string{"Z PREFERRED", "X NORMAL", "Y NORMAL"}},
		{"a partner before the press", "other X", "partner Y", "other X", []string{"Y PREFERRED", "X NORMAL", "X NORMAL"}},
		{"all of the closest, the newest first", "other X", "own {value: Y, date: 2023}", "own {value: Z, date: 2024}", []string{"Z PREFERRED", "Y PREFERRED", "X NORMAL"}},
		{"all of the closest, even one that agrees with a less close source", "other X", "own X", "own Y", []string{"X PREFERRED", "Y PREFERRED", "X NORMAL"}},
		{"none if all agree", "own X", "other X", "grantor X", []string{"X NORMAL", "X NORMAL", "X NORMAL"}},
		{"none if all are equally close", "own X", "own Y", "own Z", []string{"X NORMAL", "Y NORMAL", "Z NORMAL"}},
		{"a rank given by a curator takes precedence", "other {value: X, rank: PREFERRED}", "grantor Y", "own Y", []string{"X PREFERRED", "Y NORMAL", "Y NORMAL"}},
		{"a deprecated claim contradicts nothing, and stays deprecated", "grantor {value: X, rank: DEPRECATED}", "own Y", "own Y", []string{"Y NORMAL", "Y NORMAL", "X DEPRECATED"}},
		{"a curator can rank a close source as normal", "grantor {value: X, rank: NORMAL}", "other Y", "other Y", []string{"X NORMAL", "Y NORMAL", "Y NORMAL"}},
		{"a claim can have its own authority", "other {value: X, authority: grantor}", "own Y", "own Y", []string{"X PREFERRED", "Y NORMAL", "Y NORMAL"}},
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

// TestAuthorityOfFiguresAndRelations checks that figures and properties of relations are
// ranked as values are.
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
		t.Errorf("since %s, want that of the closer source", value(r, "since"))
	}
}

func TestUnknownAuthority(t *testing.T) {
	report, _ := dataset.Check(t.Context(), readModel(t), folder(map[string]string{"a.yaml": source("source-x", ", authority: pope", body("name: A", partner))}))
	if len(report.Faults) != 1 || report.Faults[0].Message != `authority: "pope" is not an authority; write one of grantor, own, partner, other` {
		t.Errorf("faults %v", report.Faults)
	}
}
