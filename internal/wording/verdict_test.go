package wording_test

import (
	"testing"

	"whojoins/internal/wording"
)

func TestVerdict(t *testing.T) {
	some := wording.Coverage{Stated: stated(121), Comparator: "EQ", Recorded: 6}
	for _, c := range []struct {
		verdict  string
		coverage wording.Coverage
		want     map[string]string
	}{
		{"LACKS", some, map[string]string{"en": "lacks", "fr": "n'en compte aucun", "nl": "ontbreekt"}},
		{"NONE_KNOWN", some, map[string]string{"en": "none of the 6 of 121 on record", "fr": "aucun des 6 sur 121 recensés", "nl": "geen van de 6 van 121 die zijn opgenomen"}},
		{"NONE_KNOWN", wording.Coverage{Stated: stated(121), Comparator: "GTE", Recorded: 6}, map[string]string{"en": "none of the 6 of at least 121 on record"}},
		{"NONE_KNOWN", wording.Coverage{Recorded: 6}, map[string]string{"en": "none of the 6 on record", "fr": "aucun des 6 recensés", "nl": "geen van de 6 die zijn opgenomen"}},
		{"NONE_KNOWN", wording.Coverage{Stated: stated(29), Recorded: 32}, map[string]string{"en": "none of the 32 on record"}},
		{"NONE_KNOWN", wording.Coverage{Recorded: 1}, map[string]string{"en": "none of the 1 on record", "fr": "aucun (1 recensé)", "nl": "geen (1 opgenomen)"}},
		{"UNKNOWN", some, map[string]string{"en": "nothing on record", "fr": "rien n'est recensé", "nl": "niets opgenomen"}},
	} {
		for language, want := range c.want {
			if got := wording.Verdict(c.verdict, c.coverage, language); got != want {
				t.Errorf("%s of %+v: %q, want %q", c.verdict, c.coverage, got, want)
			}
		}
	}
}
