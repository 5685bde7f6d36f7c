package dataset_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
)

// TestRecords checks that each source's records of an entity are kept with their source, by record,
// and that former ids are records without one.
func TestRecords(t *testing.T) {
	g := load(t, map[string]string{
		"dataset.yaml": head + "merged: {a-0: a-1, a-00: a-0}\n",
		"a.yaml":       source("source-x", "", body("name: A, identity: [\"ror:0aaaaaa42\", {record: \"pic:900000001\", left: a-1, right: \"pic:900000001\", reason: same name, score: 0.5, by: rule-1, at: row 2}]", partner)),
		"b.yaml":       source("source-b", "", body("identity: [{record: \"ror:0aaaaaa42\", by: curator}, {record: gone, rank: DEPRECATED}]", "")),
	})
	a := entity(t, g, "a-1")
	want := []string{
		"a-0||a-0|a-1|a former id of the entity||merged", "a-00||a-00|a-0|a former id of the entity||merged",
		"pic:900000001|source-x|a-1|pic:900000001|same name|0.5|rule-1", "ror:0aaaaaa42|source-b|||||curator", "ror:0aaaaaa42|source-x|||||",
	}
	if diff := cmp.Diff(want, lines(a, "identity", "record", "source", "left", "right", "reason", "score", "by")); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"identity|pic:900000001|row 2|source-x", "identity|gone||source-b"},
		append(filter(lines(a, "claims", "field", "value", "locator", "source"), "identity|pic"), filter(lines(a, "claims", "field", "value", "locator", "source"), "identity|gone")...)); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	if value(a, "disputed") != "false" {
		t.Error("records contradict each other")
	}
}

// TestRecordFaults checks that a source cannot be written in a record, which has that of its file.
func TestRecordFaults(t *testing.T) {
	report, _ := dataset.Check(t.Context(), readModel(t), folder(map[string]string{
		"a.yaml": source("s", "", body("name: A, identity: [{record: x, source: s}, {reason: y}, {record: x, score: high}]", partner)),
	}))
	for _, want := range []string{`unknown key "source" of Identity`, "record is missing", `"high" is not a number`} {
		if !hasFault(report, "a.yaml:4", want) {
			t.Errorf("no fault %q in %v", want, report.Faults)
		}
	}
}
