package names

import (
	"strings"

	"whojoins/internal/model"
)

// addCountries adds the names of all countries in several languages and in their own, their
// codes, and the words in others by code. A name of a single word (Belgium, Belgique), and each
// word in single, counts as the name of a country wherever it occurs.
func (l *Lexicon) addCountries(others map[string][]string, single []string) {
	l.countries, l.countryWords = map[string][]string{}, map[string]bool{}
	for _, w := range single {
		l.countryWords[w] = true
	}
	for code, region := range model.Countries() {
		words := append([]string{model.Fold(code)}, others[code]...)
		for _, in := range model.CountryLanguages {
			name := model.CountryName(in, region)
			words = append(words, strings.Fields(name)...)
			if name != "" && !strings.Contains(name, " ") {
				l.countryWords[name] = true
			}
		}
		l.countries[code] = append(words, strings.Fields(model.CountryName(model.OwnLanguage(region), region))...)
	}
}

// country returns the words of a country's names, or only the code if it is unknown.
func (l *Lexicon) country(code string) []string {
	if words, known := l.countries[code]; known {
		return words
	}
	return []string{model.Fold(code)}
}
