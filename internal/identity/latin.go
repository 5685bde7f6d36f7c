package identity

import (
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// pairsInLatin and lettersInLatin are the letters of Greek and Bulgarian as authorities there write
// names for other countries: Greek by its sound, as in the register of companies, Bulgarian by the law
// of 2009. Accents are dropped before.
var (
	pairsInLatin = strings.NewReplacer("ου", "ou", "ει", "i", "οι", "i", "αι", "ai", "αυ", "av", "ευ", "ev", "γγ", "ng", "γχ", "nch",
		"дж", "dzh", "дз", "dz", "ьо", "yo")
	lettersInLatin = map[rune]string{
		'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
		'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
		'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m",
		'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh",
		'щ': "sht", 'ъ': "a", 'ь': "y", 'ю': "yu", 'я': "ya",
	}
)

// inLatin returns a name in Greek or Cyrillic letters in Latin ones, or "" for any other name and for
// letters that Bulgarian does not have.
func inLatin(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.In(r, unicode.Greek, unicode.Cyrillic) }) {
		return ""
	}
	var b strings.Builder
	for _, r := range pairsInLatin.Replace(model.Fold(name)) {
		latin, known := lettersInLatin[r]
		switch {
		case known:
			b.WriteString(latin)
		case unicode.In(r, unicode.Greek, unicode.Cyrillic):
			return ""
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
