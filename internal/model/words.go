package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordLength is how many characters of a word are searched; indexes bound their terms.
const wordLength = 100

// SearchWords are the words by which a text is searched, each once and in the order in
// which they come: runs of letters and digits of its folded form. Of a word of more than
// a hundred characters the first hundred count.
func SearchWords(text string) []string {
	list := strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	kept := list[:0]
	for _, w := range list {
		if w = clipWord(w); !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}

func clipWord(w string) string {
	if len(w) <= wordLength {
		return w
	}
	n := 0
	for i := range w {
		if n++; n > wordLength {
			return w[:i]
		}
	}
	return w
}

// Letters is how many letters a word has; digits are none.
func Letters(word string) (n int) {
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// Deletions are the words that are left when one character of a word is left out, each
// once, and the word itself. Two words that differ by a typo have one of these in common.
func Deletions(word string) []string {
	list := append(make([]string, 0, len(word)+1), word)
	for i, r := range word {
		if left := word[:i] + word[i+utf8.RuneLen(r):]; left != list[len(list)-1] {
			list = append(list, left)
		}
	}
	return list
}

// OneTypo says whether two words differ by one typo at most: a character too many, one too
// few, a wrong one, or two neighbours in the wrong order.
func OneTypo(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 0:
		if i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:]) {
			return true
		}
		return i == len(x) || slices.Equal(x[i+1:], y[i+1:])
	case 1:
		return slices.Equal(x[i:], y[i+1:])
	}
	return false
}
