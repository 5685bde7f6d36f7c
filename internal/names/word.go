package names

import (
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// typoLetters is the number of letters from which a word is recognised with a typo.
const typoLetters = 4

// word is a word of a term or of a name.
type word struct {
	text string
	lexeme
	// plain is the text without what stands for an umlaut.
	plain string
	// capital is true for a word in capitals, joined for one that was written letter by letter,
	// and abbreviated for one that ends with a full stop, such as "Inst.".
	capital, joined, abbreviated bool
	// segment is the number of commas before the word, and run the number of its run (text.runs).
	segment, run int
	// aside is true for a word in brackets.
	aside bool
}

// meaningful reports whether the word has more weight than words such as "of" and "the".
func (w *word) meaningful() bool { return w.weight > weightBetween }

// match returns the score of a term's word for a word of a name, or 0 if they do not match. If
// exactly is true, the words must be spelt the same.
func (l *Lexicon) match(w, have *word, exactly bool) float64 {
	switch {
	case w.text == have.text && w.concept == have.concept:
		return 1
	case w.role == roleSisters && have.role == roleSisters:
		return 0
	case w.weight == weightSaint && have.weight == weightSaint && !sameSaint(w.text, have.text):
		return 0
	case w.concept == have.concept || w.plain == have.plain:
		return scoreSynonym
	case exactly:
		return 0
	case w.abbreviated && !l.known(w.text) && strings.HasPrefix(have.text, w.text):
		return scoreAbbreviated
	case l.mistyped(w, have):
		return scoreTypo
	}
	return 0
}

// sameSaint reports whether two words for saints belong to one language, or one of them is an
// abbreviation in several: "Saint-André" and "Santo André" are two hospitals.
func sameSaint(a, b string) bool {
	const abbreviation, prefix = "st", 3
	return a == abbreviation || b == abbreviation || a[:min(prefix, len(a))] == b[:min(prefix, len(b))]
}

// mistyped reports whether the word w is have with a typo. A word that exists is no typo, nor is
// another number. Short words do not count as typos of each other, unless have is a word such as
// "of".
func (l *Lexicon) mistyped(w, have *word) bool {
	if d := len(w.text) - len(have.text); d < -4 || d > 4 || w.weight == weightBetween || l.known(w.text) {
		return false
	}
	if have.meaningful() && (model.Letters(w.text) < typoLetters || model.Letters(have.text) < typoLetters) {
		return false
	}
	if digits(w.text) != digits(have.text) {
		return digits(have.text) == "" && model.OneTypo(misread.Replace(w.text), have.text)
	}
	return model.OneTypo(w.text, have.text)
}

// misread replaces the digits that programs which recognise characters read for letters.
var misread = strings.NewReplacer("0", "o", "1", "l", "5", "s")

// digits returns the digits of a text.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsNumber(r) {
			return r
		}
		return -1
	}, text)
}
