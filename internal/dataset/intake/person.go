package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"whojoins/internal/names"
)

// Person is the reason for which a natural person is refused. It does not name the person.
const Person = "a natural person, who is not imported and not named here"

// titles are titles of people, in lower case without a full stop.
var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "prof": true, "herr": true, "frau": true, "mme": true, "mlle": true, "monsieur": true, "madame": true, "dhr": true, "mevr": true}

// particles may be part of a family name, in lower case.
var particles = map[string]bool{"de": true, "da": true, "di": true, "do": true, "dos": true, "du": true, "del": true, "della": true, "van": true, "von": true, "der": true, "den": true, "la": true, "le": true, "ter": true, "zu": true}

// IsPerson reports whether the name of a participant without a VAT number is that of a natural
// person: with a title, or with the family name in capitals before or after the given names, as
// registers write people ("EXAMPLE Ann", "Ann EXAMPLE"). A name with a word that is common among
// organisations is none. People who are written like organisations cannot be recognised.
func IsPerson(name string) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	titled := false
	for len(words) > 0 && titles[strings.TrimSuffix(strings.ToLower(words[0]), ".")] {
		titled, words = true, words[1:]
	}
	if len(words) < 2 || len(words) > 5 || names.Common(name) {
		return false
	}
	capitals, given, changes := 0, 0, 0
	var last rune
	for _, word := range words {
		kind := kindOf(word)
		switch {
		case kind == 0:
			return false
		case kind == 'p':
			continue
		case kind == 'C':
			capitals++
		default:
			given++
		}
		if last != 0 && kind != last {
			changes++
		}
		last = kind
	}
	return titled && capitals+given > 1 || capitals > 0 && given > 0 && changes == 1
}

// kindOf returns 'C' for a word in capitals, 'G' for one that begins with a capital, 'p' for a
// particle, and 0 for any other.
func kindOf(word string) rune {
	if particles[strings.ToLower(word)] {
		return 'p'
	}
	first, size := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.' }) {
		return 0
	}
	rest := word[size:]
	switch {
	case rest != "" && !strings.ContainsFunc(rest, unicode.IsLower) && strings.ContainsFunc(rest, unicode.IsUpper):
		return 'C'
	case !strings.ContainsFunc(strings.ReplaceAll(rest, "-", ""), unicode.IsUpper) || strings.Contains(word, "-"):
		return 'G'
	}
	return 0
}
