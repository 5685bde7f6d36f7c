package names

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"whojoins/internal/model"
)

// countryLanguages are the languages in which names of countries are recognised, in addition to
// the country's own language.
var countryLanguages = []language.Tag{language.English, language.French, language.Dutch, language.German, language.Spanish, language.Italian}

// addCountries adds the names of all countries in several languages and in their own, their
// codes, and the words in others by code. A name of a single word (Belgium, Belgique), and each
// word in single, counts as the name of a country wherever it occurs.
func (l *Lexicon) addCountries(others map[string][]string, single []string) {
	l.countries, l.countryWords = map[string][]string{}, map[string]bool{}
	for _, w := range single {
		l.countryWords[w] = true
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() {
				continue
			}
			words := append([]string{model.Fold(code)}, others[code]...)
			for _, in := range countryLanguages {
				name := regionName(in, region)
				words = append(words, strings.Fields(name)...)
				if name != "" && !strings.Contains(name, " ") {
					l.countryWords[name] = true
				}
			}
			l.countries[code] = append(words, strings.Fields(regionName(ownLanguage(region), region))...)
		}
	}
}

// country returns the words of a country's names, or only the code if it is unknown.
func (l *Lexicon) country(code string) []string {
	if words, known := l.countries[code]; known {
		return words
	}
	return []string{model.Fold(code)}
}

// ownLanguage returns the language that most people of a country speak.
func ownLanguage(region language.Region) language.Tag {
	tag, err := language.Compose(language.Und, region)
	if err != nil {
		return language.English
	}
	base, _ := tag.Base()
	return language.Make(base.String())
}

// regionName returns the folded name of a country in a language, or "" if it is unknown.
func regionName(in language.Tag, region language.Region) string {
	names := display.Regions(in)
	if names == nil {
		return ""
	}
	return model.Fold(names.Name(region))
}
