package ask

import (
	"math"
	"slices"
	"strings"

	"whojoins/model"
)

// How well two words fit that are not the same: another of the words that stand for each
// other, one that was cut short, one with a typo, one of another name of the same entity.
const (
	fitSynonym = 0.97
	fitShort   = 0.95
	fitTypo    = 0.9
	fitOther   = 0.8
	// fitOrder is what is left where the words come in another order.
	fitOrder = 0.97
	// fitPart is what a name is worth at most of which only a part is asked, or that of
	// another country.
	fitPart = 0.7
)

// nameTypoLetters is how many letters a word of a name needs for a typo to be seen in it.
const nameTypoLetters = 4

// likeness says how well a term fits an entity, and why.
type likeness struct {
	score float64
	// exact says that the term as a whole is one of the entity's texts; place that it names
	// where the entity is.
	exact, place bool
	reason       string
}

// compare says how well a term fits an entity, by the best of its names.
func (e *entityNames) compare(t *term) likeness {
	var best likeness
	for i := range e.names {
		n := &e.names[i]
		for _, whole := range n.wholes {
			if slices.Contains(t.wholes, whole) {
				return likeness{score: 1, exact: true, reason: n.describe()}
			}
		}
	}
	for _, way := range []*term{t, t.expanded()} {
		if way == nil {
			continue
		}
		for i := range e.names {
			if n := &e.names[i]; n.scheme == "" {
				if l := e.like(way, n); l.score > best.score {
					best = l
				}
			}
		}
	}
	return best
}

// like compares a term with one of the names of an entity, word by word.
func (e *entityNames) like(t *term, n *entityName) likeness {
	taken := make([]bool, len(n.words))
	var asked, got, named, known float64
	notes := notes{}
	last, ordered := -1, true
	part := false
	for i := range t.words {
		w := &t.words[i]
		at, fit := n.find(w, taken)
		if at >= 0 {
			taken[at] = true
			notes.add(fit)
			if w.weight > weightBetween {
				ordered = ordered && at > last
				last = at
			}
			asked += w.weight
			got += fit * w.weight
			known += fit * n.words[at].weight
			continue
		}
		switch {
		case e.place[w.concept] || e.place[w.text]:
			notes.place = true
		case e.kind[w.text]:
		case e.others[w.concept]:
			asked += w.weight
			got += fitOther * w.weight
		default:
			asked += w.weight
			part = part || w.part
			if anyCountry()[w.text] {
				part = true
			}
			if w.weight > weightBetween {
				notes.left = append(notes.left, w.text)
			}
		}
	}
	for i := range n.words {
		named += n.words[i].weight
	}
	if asked == 0 || named == 0 || got == 0 {
		return likeness{}
	}
	p, r := got/asked, known/named
	score := 2 * p * r / (p + r)
	if !ordered {
		score *= fitOrder
	}
	if part {
		score = min(score, fitPart)
	}
	return likeness{score: math.Round(score*1000) / 1000, place: notes.place, reason: n.describe() + notes.String()}
}

// find gives the word of a name that a word of a term is, and how well; -1 when there is none.
func (n *entityName) find(w *nameWord, taken []bool) (at int, fit float64) {
	at = -1
	for i := range n.words {
		if taken[i] {
			continue
		}
		if f := w.fit(&n.words[i]); f > fit {
			at, fit = i, f
		}
	}
	return at, fit
}

func (w *nameWord) fit(have *nameWord) float64 {
	switch {
	case w.text == have.text:
		return 1
	case w.concept == have.concept:
		return fitSynonym
	case w.short && strings.HasPrefix(have.text, w.text):
		return fitShort
	case min(len(w.text), len(have.text)) >= nameTypoLetters && max(len(w.text)-len(have.text), len(have.text)-len(w.text)) <= 4 &&
		model.Letters(w.text) >= nameTypoLetters && model.Letters(have.text) >= nameTypoLetters && model.OneTypo(w.text, have.text):
		return fitTypo
	}
	return 0
}

// notes are what there is to say of a comparison.
type notes struct {
	typo, short, synonym, place bool
	left                        []string
}

func (n *notes) add(fit float64) {
	n.typo = n.typo || fit == fitTypo
	n.short = n.short || fit == fitShort
	n.synonym = n.synonym || fit == fitSynonym
}

func (n *notes) String() string {
	text := ""
	for _, each := range []struct {
		is   bool
		text string
	}{{n.synonym, "in other words"}, {n.short, "cut short"}, {n.typo, "with a typo"}, {n.place, "and its place"}} {
		if each.is {
			text += ", " + each.text
		}
	}
	if len(n.left) > 0 {
		text += "; not in it: " + strings.Join(n.left, " ")
	}
	return text
}
