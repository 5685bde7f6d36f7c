package names

import (
	"strings"
	"testing"

	"whojoins/internal/model"
)

// TestWordsFile expects folded words, each of them once: any other word would never be used.
func TestWordsFile(t *testing.T) {
	l := Default()
	if len(l.words) < 500 || len(l.countries) < 200 || !l.countryWords["belgique"] || !l.countryWords["scotland"] {
		t.Errorf("the lexicon has %d words and %d countries", len(l.words), len(l.countries))
	}
	for w := range l.words {
		if folded := model.Fold(w); folded != w {
			t.Errorf("%q is not folded: %q", w, folded)
		}
	}
	for short, words := range l.abbreviations {
		if len(words) == 0 || model.Fold(short) != short {
			t.Errorf("the abbreviation %q stands for %q", short, words)
		}
	}
}

func TestBadWordsFiles(t *testing.T) {
	for says, row := range map[string]struct{ text, want string }{
		"an unknown weight": {"groups: [{kind: x, weight: heavy, words: [a b]}]", `x: weight is "heavy"`},
		"an unknown role":   {"groups: [{kind: x, weight: name, role: king, words: [a b]}]", `x: role is "king"`},
		"an unknown field":  {"groups: [{kind: x, weight: name, colour: red}]", "colour"},
		"no YAML":           {"groups: [", "line 1"},
	} {
		if _, err := parseLexicon([]byte(row.text)); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got the error %v, want one with %q", says, err, row.want)
		}
	}
}

// TestFirstEntryCounts expects the first entry of a word to be used.
func TestFirstEntryCounts(t *testing.T) {
	l, err := parseLexicon([]byte("groups: [{kind: x, weight: name, words: [a b]}, {kind: y, weight: saint, words: [c b]}, {kind: z, weight: between, words: [d e]}]"))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]lexeme{"b": {"a", weightName, ""}, "c": {"c", weightSaint, ""}, "e": {"e", weightBetween, ""}, "f": {"f", weightName, ""}} {
		if got := l.lookUp(word); got != want {
			t.Errorf("%s: got %+v, want %+v", word, got, want)
		}
	}
}
