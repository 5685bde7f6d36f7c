package names

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed words.yaml
var wordsFile []byte

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
	rolePart       = "part"
	roleInitiative = "initiative"
)

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
	// countries maps the ISO 3166 code of each country to the words of its names.
	countries map[string][]string
	// countryWords are the single words that name a country.
	countryWords map[string]bool
}

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
		Abbreviations, Countries map[string]string
		CountryWords             string `yaml:"countryWords"`
	}
	d := yaml.NewDecoder(strings.NewReader(string(text)))
	d.KnownFields(true)
	if err := d.Decode(&file); err != nil {
		return nil, err
	}
	l := &Lexicon{words: map[string]lexeme{}, concepts: map[string][]string{}, abbreviations: fields(file.Abbreviations)}
	for _, g := range file.Groups {
		weight, known := weights[g.Weight]
		if !known {
			return nil, fmt.Errorf("%s: weight is %q; it is name, saint, generic or between", g.Kind, g.Weight)
		}
		if g.Role != "" && g.Role != rolePart && g.Role != roleInitiative {
			return nil, fmt.Errorf("%s: role is %q; it is part or initiative", g.Kind, g.Role)
		}
		for _, line := range g.Words {
			l.add(strings.Fields(line), weight, g.Role)
		}
	}
	l.addCountries(fields(file.Countries), strings.Fields(file.CountryWords))
	return l, nil
}

// add adds synonyms, and skips words that are already known. Words of the weight between are
// not synonyms of one another.
func (l *Lexicon) add(synonyms []string, weight float64, role string) {
	for _, w := range synonyms {
		if _, known := l.words[w]; known {
			continue
		}
		concept := synonyms[0]
		if weight == weightBetween {
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
