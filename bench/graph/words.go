package graph

import (
	"math/rand/v2"
	"strings"
)

const (
	// lexiconSize is the number of words; the frequency of the n-th is about 1/n of that of
	// the first.
	lexiconSize   = 20_000
	lexiconSteep  = 1.05
	lexiconSpread = 3
)

var (
	onsets = []string{"b", "br", "d", "dr", "f", "g", "gl", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "z"}
	vowels = []string{"a", "e", "i", "o", "u", "ä", "é", "ö"}
	codas  = []string{"", "", "l", "m", "n", "r", "s", "x"}
)

// lexicon is a list of made-up words, the common ones first.
type lexicon []string

func newLexicon(seed uint64) lexicon {
	r := rand.New(rand.NewPCG(seed, 0x1e81c0))
	known := make(map[string]bool, lexiconSize)
	words := make(lexicon, 0, lexiconSize)
	for len(words) < lexiconSize {
		var b strings.Builder
		for range 2 + r.IntN(2) {
			// Few words have an accent.
			vowel := vowels[r.IntN(len(vowels)-3)]
			if r.IntN(20) == 0 {
				vowel = vowels[r.IntN(len(vowels))]
			}
			b.WriteString(onsets[r.IntN(len(onsets))] + vowel + codas[r.IntN(len(codas))])
		}
		if word := b.String(); !known[word] {
			known[word] = true
			words = append(words, word)
		}
	}
	return words
}

// capital capitalises a word; words of the lexicon start with an ASCII letter.
func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// word draws one word.
func (w *writer) word() string { return w.s.words[w.common.Uint64()] }

// phrase draws a number of words and capitalises the first.
func (w *writer) phrase(words int) string {
	list := make([]string, words)
	for i := range list {
		list[i] = w.word()
	}
	list[0] = capital(list[0])
	return strings.Join(list, " ")
}

// acronym draws three to six capital letters.
func (w *writer) acronym() string {
	letters := make([]byte, 3+w.IntN(4))
	for i := range letters {
		letters[i] = 'A' + byte(w.IntN(26))
	}
	return string(letters)
}
