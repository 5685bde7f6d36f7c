package names

import (
	"strings"
	"unicode/utf8"

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
	// inflected are the words of the place that may be inflected in a name.
	inflected []string
	// concepts has the concepts of all names, and runs the names without spaces.
	concepts, runs map[string]bool
	countries      []string
	typ            string
	// placed reports whether the city is known, unplaced whether neither city nor country is, initiative whether the type is one of
	// initiatives, and exactly whether its names must be spelt exactly.
	placed, unplaced, initiative, exactly bool
	lexicon                               *Lexicon
}

// name is a name of a candidate with its words.
type name struct {
	Name
	wholes []string
	words  []word
	// squeezed is the name without spaces, and plain the name without what stands for umlauts.
	squeezed, plain string
	// legal has the legal forms in the name. distinctive is the number of words that distinguish
	// it from other names, and letters the number of all its letters.
	legal                []string
	distinctive, letters int
}

// Candidate prepares an entity for comparison.
func (l *Lexicon) Candidate(e *Entity) *Candidate {
	c := &Candidate{place: map[string]bool{}, kind: l.kindWords(e.Type), concepts: map[string]bool{}, runs: map[string]bool{},
		countries: e.Countries, typ: e.Type, placed: len(e.Places) > 0, unplaced: len(e.Places)+len(e.Countries) == 0, exactly: l.exactTypes[e.Type], lexicon: l}
	for w := range c.kind {
		c.initiative = c.initiative || l.lookUp(w).role == roleInitiative
	}
	for _, n := range e.Names {
		c.addName(n)
	}
	for _, place := range e.Places {
		for _, w := range model.Words(model.Fold(place)) {
			c.place[w], c.place[l.lookUp(w).concept] = true, true
			if utf8.RuneCountInString(w) >= inflectedLetters {
				c.inflected = append(c.inflected, w)
			}
			for _, part := range l.within[l.lookUp(w).concept] {
				c.place[part] = true
			}
		}
	}
	for _, code := range e.Countries {
		for _, w := range l.country(code) {
			c.place[w] = true
		}
	}
	return c
}

// addName adds a name, as it is and with its abbreviations written out.
func (c *Candidate) addName(n Name) {
	l := c.lexicon
	each := name{Name: n, wholes: model.WholesOf(n.Text, n.Scheme)}
	each.squeezed = strings.ReplaceAll(each.wholes[0], " ", "")
	each.letters = model.Letters(each.squeezed)
	if n.Scheme != "" {
		c.names = append(c.names, each)
		return
	}
	each.plain = withoutUmlauts(each.wholes[0])
	c.runs[each.squeezed] = true
	words := l.withPhrases(l.scan(n.Text).words)
	c.add(each, words)
	if expanded := l.expand(words, true); expanded != nil {
		c.add(each, expanded)
	}
}

func (c *Candidate) add(n name, words []word) {
	n.words = words
	for i := range words {
		w := &words[i]
		if w.role == roleLegal {
			n.legal = append(n.legal, w.concept)
		}
		if w.meaningful() {
			c.concepts[w.concept] = true
		}
		if w.weight > weightGeneric {
			n.distinctive++
		}
	}
	c.names = append(c.names, n)
}

// describe returns the name as a reason shows it.
func (n *name) describe() string {
	if n.Scheme != "" {
		return n.Field + ": " + n.Scheme + ":" + n.Text
	}
	return n.Field + ": " + n.Text
}

// optional reports whether a term may lack a word of the name: a legal form, an acronym in
// brackets, or the acronym of the rest.
func (n *name) optional(w *word) bool {
	return w.role == roleLegal || w.capital && (w.aside && (w.role == "" || w.role == roleKind) || isAcronym(w.text, n.words))
}

// isAcronym reports whether a text can stand for the words around it: it begins like one of
// them, and they have its other letters in this order.
func isAcronym(text string, words []word) bool {
	if n := utf8.RuneCountInString(text); n < 2 || n > len(words)*2 {
		return false
	}
	for i := range words {
		if words[i].aside || words[i].text == text || words[i].text[0] != text[0] {
			continue
		}
		rest := text
		for _, w := range words[i:] {
			if w.aside || w.text == text {
				continue
			}
			for j := 0; j < len(w.text) && rest != ""; j++ {
				if w.text[j] == rest[0] {
					rest = rest[1:]
				}
			}
		}
		if rest == "" {
			return true
		}
	}
	return false
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

// expand returns words with abbreviations written out, or nil if there are none. In a stored
// name, some words are no abbreviations.
func (l *Lexicon) expand(words []word, stored bool) (expanded []word) {
	some := false
	for _, w := range words {
		full, known := l.abbreviations[w.text]
		if !known || stored && l.neverStored[w.text] {
			expanded = append(expanded, w)
			continue
		}
		some = true
		for _, each := range full {
			part := w
			part.text, part.plain, part.lexeme, part.abbreviated = each, withoutUmlauts(each), l.lookUp(each), false
			expanded = append(expanded, part)
		}
	}
	if !some {
		return nil
	}
	return expanded
}

// withPhrases gives the phrases among the words their meaning: the first words have it, and the
// others have none.
func (l *Lexicon) withPhrases(words []word) []word {
	for i := range words {
		for _, p := range l.phrases {
			if !begins(words[i:], p.words) {
				continue
			}
			for j := range p.words {
				words[i+j].lexeme = lexeme{concept: p.words[j], weight: weightBetween}
			}
			for j, word := range p.means {
				words[i+j].lexeme = l.lookUp(word)
			}
			break
		}
	}
	return words
}

// begins reports whether words begin with a phrase that has not been given its meaning yet.
func begins(words []word, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i := range phrase {
		if words[i].text != phrase[i] || !words[i].meaningful() && words[i].role != roleLegal {
			return false
		}
	}
	return true
}
