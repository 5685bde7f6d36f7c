package model

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// letters are folded after decomposition, as Unicode does not decompose them.
var letters = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ı': "i",
}

// cherokee folds the small letters of Cherokee to capitals, as CaseFolding.txt of Unicode
// requires; x/text does the reverse.
func cherokee(r rune) rune {
	switch {
	case r >= 0xAB70 && r <= 0xABBF:
		return r - 0xAB70 + 0x13A0
	case r >= 0x13F8 && r <= 0x13FD:
		return r - 8
	}
	return r
}

// Fold returns the folded form of a text, by which texts are compared without case, accents
// and punctuation, matched by words, sorted and searched: NFKD without marks, full case
// folding, NFKD without marks again, then letters that do not decompose replaced,
// punctuation and symbols replaced by spaces, and spaces squeezed and trimmed.
func Fold(s string) string {
	if plain, ok := foldASCII(s); ok {
		return plain
	}
	s = dropMarks(norm.NFKD.String(s))
	s = strings.Map(cherokee, cases.Fold().String(s))
	s = dropMarks(norm.NFKD.String(s))
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if to, ok := letters[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldASCII does the same for ASCII; false for other texts.
func foldASCII(s string) (string, bool) {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return "", false
		}
	}
	b := make([]byte, 0, len(s))
	space := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c < ' ' && (c < '\t' || c > '\r'), c == 0x7f:
		default:
			space = true
			continue
		}
		if space && len(b) > 0 {
			b = append(b, ' ')
		}
		space = false
		b = append(b, c)
	}
	return string(b), true
}

func dropMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, s)
}

// HasWords reports whether every word, which Words returned, occurs in a folded text as a whole
// word.
func HasWords(folded string, words []string) bool {
	for _, w := range words {
		if !hasWord(folded, w) {
			return false
		}
	}
	return true
}

func hasWord(folded, word string) bool {
	for rest, at := folded, 0; ; {
		i := strings.Index(rest, word)
		if i < 0 {
			return false
		}
		at += i
		end := at + len(word)
		if (at == 0 || folded[at-1] == ' ') && (end == len(folded) || folded[end] == ' ' || MayContinue(word)) {
			return true
		}
		at++
		rest = folded[at:]
	}
}
