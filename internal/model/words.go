package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordLength is the number of characters of a word that search uses; indexes bound their
// terms.
const wordLength = 100

// SearchWords returns the words by which a text is searched, in order and without
// repetition: runs of letters and digits of its folded form, each cut after a hundred
// characters.
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

// Letters returns the number of letters in a word, without its digits.
func Letters(word string) (n int) {
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// Deletions returns a word, and each different word that results from deleting one of its
// characters. Two words that differ by one typo have one of these in common.
func Deletions(word string) []string {
	list := append(make([]string, 0, len(word)+1), word)
	for i, r := range word {
		if left := word[:i] + word[i+utf8.RuneLen(r):]; left != list[len(list)-1] {
			list = append(list, left)
		}
	}
	return list
}

// OneTypo reports whether two words differ by at most one typo: an insertion, a deletion, a
// substitution, or a transposition of two neighbouring characters.
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
