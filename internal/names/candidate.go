package names

import (
	"strings"

	"whojoins/internal/model"
)

// Entity describes an entity that a term may name.
type Entity struct {
	Names []Name
	// Places are texts that state the location: city, region. Countries are ISO 3166 codes.
	Places, Countries []string
	// Type is the name of the entity's type in lower-case words: "joint action".
	Type string
}

// Name is one name of an entity, or an identifier in a scheme.
type Name struct {
	// Field is the name of the field that contains the name. Reasons begin with it.
	Field string
	Text  string
	// Scheme is the scheme of an identifier; empty for a name.
	Scheme string
}

// Candidate is an entity that is prepared for comparison with terms. It is immutable.
type Candidate struct {
	names []name
	// place has the words of the entity's place, and kind those of its type.
	place, kind map[string]bool
	// concepts has the concepts of all names.
	concepts map[string]bool
	lexicon  *Lexicon
}

// name is a name of a candidate with its words.
type name struct {
	Name
	wholes   []string
	words    []word
	squeezed string
}

// Candidate prepares an entity for comparison.
func (l *Lexicon) Candidate(e *Entity) *Candidate {
	c := &Candidate{place: map[string]bool{}, kind: l.kindWords(e.Type), concepts: map[string]bool{}, lexicon: l}
	for _, n := range e.Names {
		each := name{Name: n, wholes: model.WholesOf(n.Text, n.Scheme), words: l.nameWords(n.Text)}
		each.squeezed = strings.ReplaceAll(each.wholes[0], " ", "")
		if n.Scheme == "" {
			for i := range each.words {
				if w := &each.words[i]; w.meaningful() {
					c.concepts[w.concept] = true
				}
			}
		}
		c.names = append(c.names, each)
	}
	for _, place := range e.Places {
		for _, w := range model.Words(model.Fold(place)) {
			c.place[w], c.place[l.lookUp(w).concept] = true, true
		}
	}
	for _, code := range e.Countries {
		for _, w := range l.country(code) {
			c.place[w] = true
		}
	}
	return c
}

// describe returns the name as a reason shows it.
func (n *name) describe() string {
	if n.Scheme != "" {
		return n.Field + ": " + n.Scheme + ":" + n.Text
	}
	return n.Field + ": " + n.Text
}

// kindWords returns the concepts of the words of a type's name. It returns nil if one of them
// also occurs in names of organisations, because such a word does not identify the type.
func (l *Lexicon) kindWords(typ string) map[string]bool {
	kind := map[string]bool{}
	for _, w := range strings.Fields(typ) {
		known := l.lookUp(w)
		if known.weight < weightName && known.role != roleInitiative {
			return nil
		}
		kind[known.concept] = true
	}
	return kind
}

// nameWords returns the words of a stored name, with abbreviations written out.
func (l *Lexicon) nameWords(text string) (words []word) {
	for _, w := range model.Words(model.Fold(text)) {
		if full, known := l.abbreviations[w]; known && w != "ja" {
			for _, each := range full {
				words = append(words, word{text: each, lexeme: l.lookUp(each)})
			}
			continue
		}
		words = append(words, word{text: w, lexeme: l.lookUp(w)})
		if len(words) >= mostWords {
			break
		}
	}
	return words
}
