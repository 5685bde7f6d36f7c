package names

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed words.yaml
var wordsFile []byte

// Fingerprint changes whenever the file of words does.
func Fingerprint() string {
	sum := sha256.Sum256(wordsFile)
	return hex.EncodeToString(sum[:])
}

// The weights of words: how much a word contributes to identifying the entity that a name
// belongs to.
const (
	weightName    = 1.0
	weightSaint   = 0.5
	weightGeneric = 0.35
	weightBetween = 0.05
)

var weights = map[string]float64{"name": weightName, "saint": weightSaint, "generic": weightGeneric, "between": weightBetween}

// The roles of words, which a word may have in addition to its weight.
const (
	roleKind       = "kind"
	rolePart       = "part"
	roleInitiative = "initiative"
	roleLegal      = "legal"
	rolePlace      = "town"
	roleScope      = "scope"
	roleSisters    = "sisters"
)

var roles = []string{"", roleKind, rolePart, roleInitiative, roleLegal, rolePlace, roleScope, roleSisters}

// lexeme is the entry of a word in the lexicon.
type lexeme struct {
	// concept is the first of the word's synonyms, or the word itself.
	concept string
	weight  float64
	role    string
}

// Lexicon holds the words that occur in many names. It is immutable.
type Lexicon struct {
	words map[string]lexeme
	// concepts maps each concept to its synonyms.
	concepts      map[string][]string
	abbreviations map[string][]string
	// shortened maps each concept to the abbreviations that stand for it and for other words.
	shortened map[string][]string
	// neverStored are abbreviations that are none in a stored name.
	neverStored map[string]bool
	// phrases are phrases that stand for other words, the longest first.
	phrases []phrase
	// anyInitiative are the concepts that may accompany the name of any initiative, and
	// exactTypes the types whose names must be spelt exactly.
	anyInitiative, exactTypes map[string]bool
	// articles are articles and prepositions, which exclude nothing from a search.
	articles map[string]bool
	// cities are the names of cities, and within maps a city to its boroughs.
	cities map[string]bool
	within map[string][]string
	// streetWords are the words for streets, and streetEndings the endings of their names.
	streetWords   map[string]bool
	streetEndings []string
	// countries maps the ISO 3166 code of each country to the words of its names.
	countries map[string][]string
	// countryWords are the single words that name a country.
	countryWords map[string]bool
	// remembered has the words of the tokens that were read, if the lexicon remembers them.
	remembered map[string][]word
}

// mostRemembered is the largest number of tokens whose words are remembered.
const mostRemembered = 1 << 16

// Remembering returns a lexicon that remembers the words of what it reads, for somebody who reads many
// names with the same words. Only one goroutine may read names with it.
func (l *Lexicon) Remembering() *Lexicon {
	own := *l
	own.remembered = map[string][]word{}
	return &own
}

// remember remembers the words of a token. They are not changed.
func (l *Lexicon) remember(token string, words []word) {
	if l.remembered == nil {
		return
	}
	if len(l.remembered) == mostRemembered {
		clear(l.remembered)
	}
	l.remembered[token] = words
}

// phrase has words that together stand for others, of which there are no more.
type phrase struct{ words, means []string }

// Default returns the lexicon of words.yaml.
var Default = sync.OnceValue(func() *Lexicon {
	l, err := parseLexicon(wordsFile)
	if err != nil {
		panic(fmt.Sprintf("names: words.yaml: %v", err)) // a test reads it
	}
	return l
})

// parseLexicon reads a file in the format of words.yaml.
func parseLexicon(text []byte) (*Lexicon, error) {
	var file struct {
		Groups []struct {
			Kind, Weight, Role string
			Words              []string
		}
		Abbreviations, Countries, Within, Phrases map[string]string
		CountryWords                              string `yaml:"countryWords"`
		NeverStored                               string `yaml:"neverStored"`
		AnyInitiative                             string `yaml:"anyInitiative"`
		ExactTypes                                string `yaml:"exactTypes"`
		StreetWords                               string `yaml:"streetWords"`
		StreetEndings                             string `yaml:"streetEndings"`
		Articles                                  string
		Cities                                    string
	}
	d := yaml.NewDecoder(strings.NewReader(string(text)))
	d.KnownFields(true)
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	l := &Lexicon{words: map[string]lexeme{}, concepts: map[string][]string{}, abbreviations: fields(file.Abbreviations),
		neverStored: setOf(file.NeverStored), anyInitiative: setOf(file.AnyInitiative), exactTypes: setOf(file.ExactTypes), articles: setOf(file.Articles), cities: setOf(file.Cities),
		within: fields(file.Within), streetWords: setOf(file.StreetWords), streetEndings: strings.Fields(file.StreetEndings)}
	for _, words := range slices.Sorted(maps.Keys(file.Phrases)) {
		p := phrase{strings.Fields(words), strings.Fields(file.Phrases[words])}
		if len(p.means) == 0 || len(p.means) > len(p.words) {
			return nil, fmt.Errorf("phrase %q: it stands for %q; write at least one word, and no more than it has", words, file.Phrases[words])
		}
		l.phrases = append(l.phrases, p)
	}
	slices.SortStableFunc(l.phrases, func(a, b phrase) int { return len(b.words) - len(a.words) })
	for _, g := range file.Groups {
		weight, known := weights[g.Weight]
		if !known {
			return nil, fmt.Errorf("%s: weight is %q; it is name, saint, generic or between", g.Kind, g.Weight)
		}
		if !slices.Contains(roles, g.Role) {
			return nil, fmt.Errorf("%s: role is %q; it is one of%s", g.Kind, g.Role, strings.Join(roles, " "))
		}
		for _, line := range g.Words {
			l.add(strings.Fields(line), weight, g.Role)
		}
	}
	l.addShortened()
	l.addCountries(fields(file.Countries), strings.Fields(file.CountryWords))
	return l, nil
}

// addShortened maps the concepts to the abbreviations that stand for them.
func (l *Lexicon) addShortened() {
	l.shortened = map[string][]string{}
	for _, short := range slices.Sorted(maps.Keys(l.abbreviations)) {
		for _, full := range l.abbreviations[short] {
			concept := l.lookUp(full).concept
			l.shortened[concept] = append(l.shortened[concept], short)
		}
	}
}

// Article reports whether a word is an article or a preposition of English, French, Dutch or German.
func (l *Lexicon) Article(w string) bool { return l.articles[w] }

// Between reports whether a word has no meaning of its own in a name: an article, a preposition, a
// legal form.
func (l *Lexicon) Between(w string) bool { return l.lookUp(w).weight <= weightBetween }

// known reports whether a word exists, so that it is no typo.
func (l *Lexicon) known(w string) bool {
	_, known := l.words[w]
	return known || l.cities[w] || l.countryWords[w]
}

// isPlace reports whether a word names a city or a country.
func (l *Lexicon) isPlace(w *word) bool {
	return w.role == rolePlace || w.role == roleSisters || l.cities[w.text] || l.countryWords[w.text]
}

// apart returns an abbreviation and the city that is written together with it ("uz", "gent"), or
// the word alone.
func (l *Lexicon) apart(w string) []string {
	for n := 2; n <= longestAbbreviation && n < len(w); n++ {
		city := word{text: w[n:], lexeme: l.lookUp(w[n:])}
		if _, known := l.abbreviations[w[:n]]; known && l.isPlace(&city) {
			return []string{w[:n], w[n:]}
		}
	}
	return []string{w}
}

// longestAbbreviation is the length of the longest abbreviation that is written together with a
// city.
const longestAbbreviation = 4

// add adds synonyms, and skips words that are already known. Words of the weight between are
// not synonyms of one another, except those for legal forms.
func (l *Lexicon) add(synonyms []string, weight float64, role string) {
	for _, w := range synonyms {
		if _, known := l.words[w]; known {
			continue
		}
		concept := synonyms[0]
		if weight == weightBetween && role != roleLegal {
			concept = w
		}
		l.words[w] = lexeme{concept, weight, role}
		l.concepts[concept] = append(l.concepts[concept], w)
	}
}

// lookUp returns the entry of a word, or the default for an unknown word.
func (l *Lexicon) lookUp(word string) lexeme {
	if known, ok := l.words[word]; ok {
		return known
	}
	return lexeme{concept: word, weight: weightName}
}

// fields splits each value of a map into words.
func fields(lists map[string]string) map[string][]string {
	words := make(map[string][]string, len(lists))
	for key, list := range lists {
		words[key] = strings.Fields(list)
	}
	return words
}

// setOf returns the words of a text as a set.
func setOf(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}
