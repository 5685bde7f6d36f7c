package query

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"whojoins/internal/model"
)

// countryNames are what countries are called beside the names that they have in the
// languages below.
var countryNames = map[string]string{
	"GB": "uk u k great britain england scotland wales northern ireland",
	"US": "usa us u s a america",
	"CZ": "czech republic", "NL": "holland nederland", "GR": "greece hellas ellada", "KR": "korea",
	"MK": "macedonia", "TR": "turkey turkiye", "RU": "russia russian federation", "IR": "iran",
	"CD": "dr congo democratic republic of the", "CG": "congo republic of the",
}

// placeLanguages are those in which names of countries are known, beside the country's own.
var placeLanguages = []language.Tag{language.English, language.French, language.Dutch, language.German, language.Spanish, language.Italian}

// countryWords gives the words by which a country is named; its code alone is one.
var countryWords = func() func(code string) map[string]bool {
	var mu sync.Mutex
	known := map[string]map[string]bool{}
	return func(code string) map[string]bool {
		mu.Lock()
		defer mu.Unlock()
		if words := known[code]; words != nil {
			return words
		}
		words := map[string]bool{model.Fold(code): true}
		for _, w := range strings.Fields(countryNames[code]) {
			words[w] = true
		}
		if region, err := language.ParseRegion(code); err == nil {
			for _, in := range append(placeLanguages[:len(placeLanguages):len(placeLanguages)], ownLanguage(region)) {
				for _, w := range strings.Fields(regionName(in, region)) {
					words[w] = true
				}
			}
		}
		known[code] = words
		return words
	}
}()

// ownLanguage is the one that most people of a country speak.
func ownLanguage(region language.Region) language.Tag {
	tag, err := language.Compose(language.Und, region)
	if err != nil {
		return language.English
	}
	base, _ := tag.Base()
	return language.Make(base.String())
}

// regionName is the folded name of a country in a language; empty where it is not known.
func regionName(in language.Tag, region language.Region) string {
	names := display.Regions(in)
	if names == nil {
		return ""
	}
	return model.Fold(names.Name(region))
}

// anyCountry says whether a word names a country, by its whole name in one of the
// languages: Belgium, Belgique.
var anyCountry = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string(a) + string(b))
			if err != nil || !region.IsCountry() {
				continue
			}
			for _, in := range placeLanguages {
				if name := regionName(in, region); name != "" && !strings.Contains(name, " ") {
					words[name] = true
				}
			}
		}
	}
	for _, w := range []string{"uk", "usa", "england", "scotland", "wales", "holland", "nederland"} {
		words[w] = true
	}
	return words
})
