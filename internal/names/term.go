package names

import (
	"slices"
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// mostWords is the largest number of words of a name that are compared.
const mostWords = 40

// Term is a name as somebody wrote it.
type Term struct {
	// Text is the term as written.
	Text string
	// wholes are the folded texts of the whole term. bare is the folded name without additions
	// in brackets or after a comma.
	wholes, bare []string
	words        []word
	// squeezed is the folded term without spaces.
	squeezed string
	lexicon  *Lexicon
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
	main := t.split(text)
	t.squeezed = strings.ReplaceAll(t.wholes[0], " ", "")
	if bare := model.Wholes(main); len(bare) > 0 && bare[0] != t.wholes[0] {
		t.bare = bare[:1]
	}
	t.expanded = t.expand()
	return t
}

// split adds the words of a text, and returns the part before the first comma and outside
// brackets.
func (t *Term) split(text string) string {
	depth, segment := 0, 0
	var main, run strings.Builder
	flush := func() {
		t.add(run.String(), segment, depth > 0)
		run.Reset()
	}
	for _, r := range text {
		switch {
		case r == '(' || r == '[':
			flush()
			depth++
		case r == ')' || r == ']':
			flush()
			depth = max(depth-1, 0)
			continue
		case r == ',' || r == ';' || r == '|':
			flush()
			if len(t.words) > 0 {
				segment++
			}
		case unicode.IsSpace(r) || r == '/' || r == '-' || r == '–' || r == '—':
			flush()
		default:
			run.WriteRune(r)
		}
		if segment == 0 && depth == 0 {
			main.WriteRune(r)
		}
	}
	flush()
	return main.String()
}

// add adds the words of a run of characters without spaces.
func (t *Term) add(run string, segment int, aside bool) {
	words := model.Words(model.Fold(run))
	for i, w := range words {
		if len(t.words) >= mostWords {
			return
		}
		abbreviated := i == len(words)-1 && strings.HasSuffix(run, ".") && strings.Count(run, ".") == 1
		t.words = append(t.words, word{w, t.lexicon.lookUp(w), abbreviated, segment, aside})
	}
}

// expand returns the term with its abbreviations written out, or nil if it has none.
func (t *Term) expand() *Term {
	more := &Term{Text: t.Text, wholes: t.wholes, bare: t.bare, squeezed: t.squeezed, lexicon: t.lexicon}
	some := false
	for _, w := range t.words {
		full, known := t.lexicon.abbreviations[w.text]
		if !known {
			more.words = append(more.words, w)
			continue
		}
		some = true
		for _, each := range full {
			more.words = append(more.words, word{each, t.lexicon.lookUp(each), false, w.segment, w.aside})
		}
	}
	if !some {
		return nil
	}
	return more
}

// spellings returns the term and, if it has abbreviations, the term with these written out.
func (t *Term) spellings() []*Term {
	if t.expanded == nil {
		return []*Term{t}
	}
	return []*Term{t, t.expanded}
}

// Wholes returns the folded texts that may equal a whole name of the entity: the term, the
// identifier in an address, and the name without additions.
func (t *Term) Wholes() []string { return slices.Concat(t.wholes, t.bare) }

// Generic reports whether the term has no distinctive word.
func (t *Term) Generic() bool {
	return !slices.ContainsFunc(t.words, func(w word) bool { return w.weight > weightGeneric })
}
