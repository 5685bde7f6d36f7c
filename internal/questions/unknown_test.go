package questions_test

import (
	"strings"
	"testing"

	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// TestNothingIsNotUnknown checks that the sentence of an answer without rows is in every language, and
// shares nothing with those of names that no entity has.
func TestNothingIsNotUnknown(t *testing.T) {
	seen := map[string]bool{}
	for _, language := range wording.Languages {
		nothing := questions.Nothing(language)
		if nothing == "" || seen[nothing] {
			t.Errorf("the sentence in %s is %q", language, nothing)
		}
		seen[nothing] = true
		for _, offers := range []string{"", "initiatives", "actors", "organisations", "topics"} {
			u := questions.Unknown{Parameter: &questions.Parameter{Offers: offers}, Value: "nowhere-known"}
			if text := u.Explain(language); strings.Contains(text, nothing) || !strings.Contains(text, "nowhere-known") {
				t.Errorf("an unknown name of %q in %s is explained by %q", offers, language, text)
			}
		}
	}
	if got := questions.Nothing("en"); got != "None on record." {
		t.Errorf("the sentence is %q", got)
	}
}
