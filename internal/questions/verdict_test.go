package questions_test

import (
	"strings"
	"testing"

	"whojoins/internal/questions"
)

// The words for a verdict state how many participants are on record: those that the coverage counts, or
// all where no source states how many take part, or where those on record are of another kind.
func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		reason string
		cells  map[string]string
		want   string
	}{
		{"all participants are known", map[string]string{"verdict": "LACKS", "initiative.coverage.recorded": "28"}, "lacks"},
		{"some are", map[string]string{"verdict": "NONE_KNOWN", "initiative.coverage.stated": "121", "initiative.coverage.recorded": "6", "initiative.coverage.comparator": "GTE", "initiative.participants.groups.total": "7"}, "none of the 6 of at least 121 on record"},
		{"no number is stated", map[string]string{"verdict": "NONE_KNOWN", "initiative.participants.groups.total": "7"}, "none of the 7 on record"},
		{"no partner is on record, but a person", map[string]string{"verdict": "NONE_KNOWN", "initiative.coverage.stated": "32", "initiative.coverage.recorded": "0", "initiative.participants.groups.total": "2"}, "none of the 2 on record"},
		{"none is", map[string]string{"verdict": "UNKNOWN", "initiative.coverage.stated": "32", "initiative.coverage.recorded": "0"}, "nothing on record"},
	} {
		if got := questions.Verdict(func(column string) string { return c.cells[column] }, "en"); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}

// A page shows the words alone; what they say has no columns of its own.
func TestVerdictsAreDescribed(t *testing.T) {
	l, err := questions.Load(readModel(t), questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	tables, err := questions.Tables([]byte(`{"gaps": {"nodes": [
		{"initiative": {"id": "a", "name": "A", "coverage": {"stated": 3, "recorded": 2}, "participants": {"groups": {"total": 2}}}, "verdict": "NONE_KNOWN"},
		{"initiative": {"id": "b", "name": "B", "coverage": null, "participants": {"groups": {"total": 0}}}, "verdict": "UNKNOWN"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string]string{
		"en": "none of the 2 of 3 on record|nothing on record", "fr": "aucun des 2 sur 3 recensés|rien n'est recensé", "nl": "geen van de 2 van 3 die zijn opgenomen|niets opgenomen",
	} {
		table, last := l.Describe(l.Find("lacking"), tables, language)[0], []string(nil)
		for _, row := range table.Rows {
			last = append(last, row[len(row)-1].String())
		}
		var shown []string
		for _, c := range table.Columns {
			if c.Shown == questions.Everywhere {
				shown = append(shown, c.Name)
			}
		}
		if got := strings.Join(last, "|"); got != want || strings.Join(shown, " ") != "initiative.name verdict" {
			t.Errorf("%s: %q in the columns %q, want %q", language, got, shown, want)
		}
	}
}
