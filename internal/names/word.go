package names

import (
	"strings"

	"whojoins/internal/model"
)

// typoLetters is the number of letters that a word of a name needs for a typo to be seen
// in it.
const typoLetters = 4

// word is a word of a term or of a name.
type word struct {
	text string
	lexeme
	// abbreviated is true for a word that was cut short with a full stop, as "Inst.".
	abbreviated bool
	// segment is the number of commas in front of the word.
	segment int
	// aside is true for a word in brackets.
	aside bool
}

// meaningful reports whether the word is more than one between others.
func (w *word) meaningful() bool { return w.weight > weightBetween }

// match returns how well the word of a term matches the word of a name, 0 for not.
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

// mistyped reports whether the word is another one with a typo. Short words can be, where
// the other is one between others.
func (w *word) mistyped(have *word) bool {
	if d := len(w.text) - len(have.text); d < -4 || d > 4 || w.weight == weightBetween {
		return false
	}
	if have.meaningful() && (model.Letters(w.text) < typoLetters || model.Letters(have.text) < typoLetters) {
		return false
	}
	return model.OneTypo(w.text, have.text)
}
