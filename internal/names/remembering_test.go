package names_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/names"
)

// TestRemembering reads names twice with a lexicon that remembers words: each time they are the same
// as without, wherever a word is in a name.
func TestRemembering(t *testing.T) {
	plain, remembering := names.Default(), names.Default().Remembering()
	texts := []string{"University of North, Brussels", "Brussels (University of North)", "Inst. of Brussels I", "I Inst. UNIV BRUSSELS", "U Z Gent", "www.example.org UZ Gent", "GmbH Brussels GmbH", "A&M Brussels", ""}
	for range 2 {
		for _, text := range texts {
			if diff := cmp.Diff(plain.Key(text), remembering.Key(text)); diff != "" {
				t.Errorf("the key of %q (-plain +remembering)\n%s", text, diff)
			}
			for _, other := range texts[:len(texts)-1] {
				e := names.Entity{Names: []names.Name{{Field: "name", Text: other}}, Places: []string{"Brussels"}}
				want, got := plain.Candidate(&e).Compare(plain.Term(text)), remembering.Candidate(&e).Compare(remembering.Term(text))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%q as a name of %q (-plain +remembering)\n%s", text, other, diff)
				}
			}
		}
	}
}
