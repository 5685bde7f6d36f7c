package names

import (
	"strings"

	"whojoins/internal/model"
)

// Entity describes an entity that a term may name.
type Entity struct {
	Names []Name
	// Places are texts that say where it is: city, region. Countries are ISO 3166 codes.
	Places, Countries []string
	// Type is the name of its type, in lower-case words: "joint action".
	Type string
}

// Name is one name of an entity, or an identifier in a scheme.
type Name struct {
	// Field is the name of the field that has the name; reasons begin with it.
	Field string
	Text  string
	// Scheme is empty for what is no identifier.
	Scheme string
}

// Candidate is an entity, prepared to be compared with terms. It is immutable.
type Candidate struct {
	names []name
	// place are the words of its place, kind those of its type.
	place, kind map[string]bool
	// concepts are those of all its names.
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

// Candidate prepares an entity.
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
		for _, w := range strings.Fields(model.Fold(place)) {
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

// describe names a name in a reason.
func (n *name) describe() string {
	if n.Scheme != "" {
		return n.Field + ": " + n.Scheme + ":" + n.Text
	}
	return n.Field + ": " + n.Text
}

// kindWords are the concepts of the words of a type's name; nil where one of them is also
// in the names of organisations, and so says nothing of the type.
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

// nameWords are the words of a stored name, with abbreviations written out.
func (l *Lexicon) nameWords(text string) (words []word) {
	for _, w := range strings.Fields(model.Fold(text)) {
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
