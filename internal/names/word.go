package names

import (
	"strings"

	"whojoins/internal/model"
)

// typoLetters is the number of letters from which a word is recognised with a typo.
const typoLetters = 4

// word is a word of a term or of a name.
type word struct {
	text string
	lexeme
	// abbreviated is true for a word that ends with a full stop, such as "Inst.".
	abbreviated bool
	// segment is the number of commas before the word.
	segment int
	// aside is true for a word in brackets.
	aside bool
}

// meaningful reports whether the word has more weight than words such as "of" and "the".
func (w *word) meaningful() bool { return w.weight > weightBetween }

// match returns the score of a term's word for a word of a name, or 0 if they do not match.
func (w *word) match(have *word) float64 {
	switch {
	case w.text == have.text:
		return 1
	case w.concept == have.concept:
		return scoreSynonym
	case w.abbreviated && strings.HasPrefix(have.text, w.text):
		return scoreAbbreviated
	case w.mistyped(have):
		return scoreTypo
	}
	return 0
}

// mistyped reports whether the word is have with a typo. Short words do not count as typos of
// each other, unless have is a word such as "of".
func (w *word) mistyped(have *word) bool {
	if d := len(w.text) - len(have.text); d < -4 || d > 4 || w.weight == weightBetween {
		return false
	}
	if have.meaningful() && (model.Letters(w.text) < typoLetters || model.Letters(have.text) < typoLetters) {
		return false
	}
	return model.OneTypo(w.text, have.text)
}
