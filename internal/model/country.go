package model

import (
	"iter"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryLanguages are the languages in which names of countries are recognised, in addition to
// the country's own language.
var CountryLanguages = []language.Tag{language.English, language.French, language.Dutch, language.German, language.Spanish, language.Italian}

// otherCountries are codes that institutions of the European Union use instead of ISO 3166, and
// names that the Unicode data lacks.
var otherCountries = map[string]string{
	"el": "GR", "uk": "GB", "great britain": "GB", "holland": "NL", "usa": "US", "czech republic": "CZ", "the netherlands": "NL", "turkey": "TR", "kosovo": "XK",
}

// CountryCode returns the ISO 3166-1 code (alpha-2, or XK) of a country that is written as a code
// of two or three letters or as a name. It returns "" for any other text.
func CountryCode(text string) string {
	folded := Fold(text)
	if code := countryCodes()[folded]; code != "" {
		return code
	}
	if len(folded) == 2 || len(folded) == 3 {
		if region, err := language.ParseRegion(strings.ToUpper(folded)); err == nil && region.IsCountry() {
			return region.Canonicalize().String()
		}
	}
	return ""
}

// countryCodes returns the codes of countries by their folded names.
var countryCodes = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for _, region := range Countries() {
		if region.Canonicalize() != region {
			continue
		}
		for _, in := range append([]language.Tag{OwnLanguage(region)}, CountryLanguages...) {
			if name := CountryName(in, region); name != "" {
				codes[name] = region.String()
			}
		}
	}
	for name, code := range otherCountries {
		codes[name] = code
	}
	return codes
})

// Countries returns all codes of two letters for countries in order, with what each means. Some
// mean the same country.
func Countries() iter.Seq2[string, language.Region] {
	return func(yield func(string, language.Region) bool) {
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				code := string(a) + string(b)
				if region, err := language.ParseRegion(code); err == nil && region.IsCountry() && !yield(code, region) {
					return
				}
			}
		}
	}
}

// OwnLanguage returns the language that most people of a country speak.
func OwnLanguage(region language.Region) language.Tag {
	tag, err := language.Compose(language.Und, region)
	if err != nil {
		return language.English
	}
	base, _ := tag.Base()
	return language.Make(base.String())
}

// CountryName returns the folded name of a country in a language, or "" if it is unknown.
func CountryName(in language.Tag, region language.Region) string {
	names := display.Regions(in)
	if names == nil {
		return ""
	}
	return Fold(names.Name(region))
}
