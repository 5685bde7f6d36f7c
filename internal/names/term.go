package names

import (
	"slices"
	"strings"

	"whojoins/internal/model"
)

// Term is a name as somebody wrote it.
type Term struct {
	// Text is the term as written.
	Text string
	// City, Country and Type are what is said of the entity apart from the term; empty if unknown.
	// Country is an ISO 3166 code, and Type has lower-case words, as that of an Entity.
	City, Country, Type string
	// wholes are the folded texts of the whole term. bare is the folded name without additions
	// in brackets or after a comma.
	wholes, bare []string
	words        []word
	// runs are the parts of the term (text.runs).
	runs []string
	// squeezed is the folded term without spaces, and plain that without what stands for umlauts.
	squeezed, plain string
	// shouted is true if all words are in capitals, which then mean nothing.
	shouted bool
	address
	lexicon *Lexicon
	// expanded is the term with its abbreviations written out, or nil if it has none.
	expanded *Term
}

// Term parses a term. It separates the name from additions: "St Luc (UCL), Brussels" consists
// of the name "St Luc" and the additions "UCL" and "Brussels".
func (l *Lexicon) Term(text string) *Term {
	t := &Term{Text: text, wholes: model.Wholes(text), lexicon: l}
	if len(t.wholes) == 0 {
		return t
	}
	scanned := l.scan(text)
	t.words, t.runs = l.withPhrases(scanned.words), scanned.runs
	t.squeezed, t.plain = strings.ReplaceAll(t.wholes[0], " ", ""), withoutUmlauts(t.wholes[0])
	t.shouted = !slices.ContainsFunc(t.words, func(w word) bool { return !w.capital && digits(w.text) == "" })
	t.address = l.addressOf(t.words)
	if bare := model.Wholes(scanned.main); len(bare) > 0 && bare[0] != t.wholes[0] {
		t.bare = bare
	}
	if words := l.expand(t.words, false); words != nil {
		expanded := *t
		expanded.words = words
		t.expanded = &expanded
	}
	return t
}

// spellings returns the term and, if it has abbreviations, the term with these written out.
func (t *Term) spellings() []*Term {
	if t.expanded == nil {
		return []*Term{t}
	}
	return []*Term{t, t.expanded}
}

// written returns the words of the term as the name writes them: together or apart.
func (t *Term) written(n *name) []word {
	words := make([]word, 0, len(t.words))
	for i := 0; i < len(t.words); i++ {
		w := t.words[i]
		if n.has(w.text) {
			words = append(words, w)
			continue
		}
		if parts := n.parts(w.text); parts != nil {
			for _, part := range parts {
				part.segment, part.run, part.aside = w.segment, w.run, w.aside
				words = append(words, part)
			}
			continue
		}
		if joined := joinedIn(t.words[i:], n); joined > 1 {
			w.text = joinedText(t.words[i : i+joined])
			w.plain, w.lexeme = w.text, t.lexicon.lookUp(w.text)
			i += joined - 1
		}
		words = append(words, w)
	}
	return words
}

// mostTogether is the largest number of words that are compared with one word.
const mostTogether = 3

// joinedIn returns how many words are one word of the name when they are written together; 0 if
// none are.
func joinedIn(words []word, n *name) int {
	if !slices.ContainsFunc(n.words, func(have word) bool { return strings.HasPrefix(have.text, words[0].text) }) {
		return 0
	}
	for count := 2; count <= min(mostTogether, len(words)); count++ {
		if n.has(joinedText(words[:count])) {
			return count
		}
	}
	return 0
}

// parts returns the words of the name that are the text when they are written together, or nil.
func (n *name) parts(text string) []word {
	for i := range n.words {
		if !strings.HasPrefix(text, n.words[i].text) {
			continue
		}
		for count := 2; count <= min(mostTogether, len(n.words)-i); count++ {
			if joinedText(n.words[i:i+count]) == text {
				return n.words[i : i+count]
			}
		}
	}
	return nil
}

func (n *name) has(text string) bool {
	return slices.ContainsFunc(n.words, func(w word) bool { return w.text == text })
}

func joinedText(words []word) (text string) {
	for i := range words {
		text += words[i].text
	}
	return text
}

// Wholes returns the folded texts that may equal a whole name of the entity: the term, the
// identifier in an address, the name without additions, and that with abbreviations written out.
func (t *Term) Wholes() []string {
	list := slices.Concat(t.wholes, t.bare)
	if t.expanded == nil {
		return list
	}
	var main []string
	for _, w := range t.expanded.words {
		if w.segment == 0 && !w.aside {
			main = append(main, w.text)
		}
	}
	return append(list, strings.Join(main, " "))
}

// Generic reports whether the term has no distinctive word.
func (t *Term) Generic() bool {
	return !slices.ContainsFunc(t.words, func(w word) bool { return w.weight > weightGeneric })
}

// specificWords is the number of words of a name without a distinctive word from which it can
// belong to one entity only.
const specificWords = 5

// specific reports whether few entities can have the name, although no word of it is distinctive:
// it is long, or states a scope beyond one country ("international").
func (t *Term) specific() bool {
	n, scope := 0, false
	for i := range t.words {
		if w := &t.words[i]; w.meaningful() {
			n++
			scope = scope || w.role == roleScope
		}
	}
	return n >= specificWords || scope && n > 2
}
