package names

import (
	"slices"
	"unicode/utf8"

	"whojoins/internal/model"
)

// Lookup is a condition on the words of an entity: the entity must match at least one
// alternative of each group.
type Lookup [][]Alternative

// Alternative is a folded word, and the way in which a word of an entity is compared with it.
type Alternative struct {
	Text string
	As   Comparison
}

// Comparison is the way in which a word of an entity is compared with a word of a term.
type Comparison uint8

const (
	// Equal compares the whole word.
	Equal Comparison = iota
	// Prefix compares the beginning of the word.
	Prefix
	// OneTypo allows one typo (model.OneTypo).
	OneTypo
)

const (
	// mostLookedUp is the largest number of words of a term in one lookup.
	mostLookedUp = 12
	// prefixLength is the number of characters from which a word is looked up as a prefix.
	prefixLength = 3
	// lookupTypoLetters is the number of letters from which a word is looked up with a typo.
	lookupTypoLetters = 5
)

// Lookups returns the conditions that find the candidates for the term. An entity that meets
// none of them does not match the term.
func (t *Term) Lookups() (list []Lookup) {
	for _, spelling := range t.spellings() {
		list = append(list, spelling.lookups()...)
	}
	return list
}

// Main returns the conditions that an entity has all words before the first comma, outside
// brackets. Many entities can meet them.
func (t *Term) Main() (list []Lookup) {
	for _, spelling := range t.spellings() {
		if l := spelling.lookup(spelling.joined(), func(w *word) bool { return w.segment == 0 && !w.aside }); len(l) > 0 {
			list = append(list, l)
		}
	}
	return list
}

// lookups returns the conditions that an entity has:
//   - all words;
//   - the distinctive words, without those in brackets;
//   - the same, without names of countries; then also without the words after the last comma,
//     after the last but one, and after the first;
//   - the words between the first and second comma, and those between the second and third;
//   - all but one of the words before the first comma, once for each word left out.
func (t *Term) lookups() (list []Lookup) {
	last, joined := 0, t.joined()
	for i := range t.words {
		last = max(last, t.words[i].segment)
	}
	add := func(l Lookup) {
		if len(l) > 0 && (len(list) == 0 || len(l) != len(list[len(list)-1])) {
			list = append(list, l)
		}
	}
	names := func(w *word) bool { return !w.aside && !t.lexicon.countryWords[w.text] && !t.isAddress(w.segment) }
	add(t.lookup(joined, func(*word) bool { return true }))
	add(t.lookup(joined, func(w *word) bool { return w.weight > weightGeneric && !w.aside }))
	var main Lookup
	for _, behind := range []int{0, 1, 2, last} {
		main = t.lookup(joined, func(w *word) bool { return w.segment <= last-behind && names(w) })
		add(main)
	}
	for segment := 1; segment <= min(last, 2); segment++ {
		add(t.lookup(joined, func(w *word) bool { return w.segment == segment && names(w) }))
	}
	for i := range main {
		if len(main) > 1 {
			list = append(list, slices.Delete(slices.Clone(main), i, i+1))
		}
	}
	return list
}

// joined returns the words that the words of the term form with their neighbours. A long term has
// none, as the words of a lookup are bounded.
func (t *Term) joined() map[string][]string {
	if len(t.words) >= mostLookedUp {
		return nil
	}
	return model.JoinedWords(t.Text)
}

// lookup returns the condition that an entity has the included words of the term, each alone or
// joined with its neighbours.
func (t *Term) lookup(joined map[string][]string, include func(*word) bool) (l Lookup) {
	concepts := map[string]bool{}
	for i := range t.words {
		w := &t.words[i]
		if len(l) == mostLookedUp || !include(w) || concepts[w.concept] {
			continue
		}
		if group := t.alternatives(w, joined[w.text]); len(group) > 0 {
			l, concepts[w.concept] = append(l, group), true
		}
	}
	return l
}

// alternatives returns the words of an entity that match a word of the term, which forms the
// joined words with its neighbours; none if the word is too general to be looked up.
func (t *Term) alternatives(w *word, joined []string) []Alternative {
	if !w.meaningful() || utf8.RuneCountInString(w.text) < 2 {
		return nil
	}
	group := []Alternative{{Text: w.text}}
	for _, other := range slices.Concat(t.lexicon.concepts[w.concept], t.lexicon.shortened[w.concept], joined) {
		if other != w.text {
			group = append(group, Alternative{Text: other})
		}
	}
	if w.abbreviated && utf8.RuneCountInString(w.text) >= prefixLength {
		group = append(group, Alternative{w.text, Prefix})
	}
	if len(group) == 1+len(joined) && model.Letters(w.text) >= lookupTypoLetters {
		group = append(group, Alternative{w.text, OneTypo})
	}
	return group
}
