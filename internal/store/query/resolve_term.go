package query

import (
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// nameWord is a word of a name, as names are compared.
type nameWord struct {
	text string
	lexeme
	// short says that the word was cut short with a full stop, as "Inst.".
	short bool
	// segment counts the commas in front of it.
	segment int
	// aside says that it stands in brackets.
	aside bool
}

// term is a name that is asked for.
type term struct {
	text string
	// wholes are what it stands for as a whole, and what it does without what stands aside.
	wholes, bare []string
	words        []nameWord
	// squeezed are all its words without spaces.
	squeezed string
}

// mostNameWords is how many words of a name are compared.
const mostNameWords = 40

// readTerm parts a name from what stands aside: "St Luc (UCL), Brussels" is "St Luc", and
// beside it "UCL" and "Brussels".
func readTerm(text string) *term {
	t := &term{text: text, wholes: model.Wholes(text)}
	if len(t.wholes) == 0 {
		return t
	}
	depth, segment := 0, 0
	var main, word strings.Builder
	flush := func() {
		t.add(word.String(), segment, depth > 0)
		word.Reset()
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
			word.WriteRune(r)
		}
		if segment == 0 && depth == 0 {
			main.WriteRune(r)
		}
	}
	flush()
	t.squeezed = strings.ReplaceAll(t.wholes[0], " ", "")
	if bare := model.Wholes(main.String()); len(bare) > 0 && bare[0] != t.wholes[0] {
		t.bare = bare[:1]
	}
	return t
}

// add takes a run of characters without spaces.
func (t *term) add(run string, segment int, aside bool) {
	words := strings.Fields(model.Fold(run))
	for i, w := range words {
		if len(t.words) >= mostNameWords {
			return
		}
		short := i == len(words)-1 && strings.HasSuffix(run, ".") && strings.Count(run, ".") == 1
		t.words = append(t.words, nameWord{w, lookUp(w), short, segment, aside})
	}
}

// expanded is the same term with its shortenings written out; nil when it has none.
func (t *term) expanded() *term {
	more := &term{text: t.text, wholes: t.wholes, bare: t.bare, squeezed: t.squeezed}
	some := false
	for _, w := range t.words {
		full, known := shortenings[w.text]
		if !known {
			more.words = append(more.words, w)
			continue
		}
		some = true
		for _, each := range strings.Fields(full) {
			more.words = append(more.words, nameWord{each, lookUp(each), false, w.segment, w.aside})
		}
	}
	if !some {
		return nil
	}
	return more
}

// nameWords are the words of a stored name.
func nameWords(text string) []nameWord {
	var t term
	for _, w := range strings.Fields(model.Fold(text)) {
		if full, known := shortenings[w]; known && w != "ja" {
			for _, each := range strings.Fields(full) {
				t.words = append(t.words, nameWord{text: each, lexeme: lookUp(each)})
			}
			continue
		}
		t.words = append(t.words, nameWord{text: w, lexeme: lookUp(w)})
		if len(t.words) >= mostNameWords {
			break
		}
	}
	return t.words
}
