package query

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// How well two words fit that are not the same: another of the words that stand for each
// other, one that was cut short, one with a typo, one of another name of the same entity.
const (
	fitSynonym = 0.97
	fitShort   = 0.95
	fitTypo    = 0.9
	fitOther   = 0.8
	// fitAlike is what a name is worth at most that is not the term as it stands.
	fitAlike = 0.99
	// fitOrder is what is left where the words come in another order.
	fitOrder = 0.97
	// fitPart is what a name is worth at most of which only a part is asked, or that of
	// another country.
	fitPart = 0.7
)

// nameTypoLetters is how many letters a word of a name needs for a typo to be seen in it.
const nameTypoLetters = 4

// squeezedLetters is how many letters a name needs for a typo to be seen in it as a whole.
const squeezedLetters = 8

// likeness says how well a term fits an entity, and why.
type likeness struct {
	score float64
	level level
	// place says that the term names where the entity is.
	place  bool
	reason string
}

// level says how sure it is that a term is an entity's name, whatever else is like it.
type level uint8

const (
	// placed is a name as it is, and beside it nothing but where its entity is.
	placed level = iota + 1
	// exact is a name as it is.
	exact
)

// compare says how well a term fits an entity, by the best of its names.
func (e *entityNames) compare(t *term) likeness {
	var best likeness
	for i := range e.names {
		n := &e.names[i]
		for _, whole := range n.wholes {
			if slices.Contains(t.wholes, whole) {
				return likeness{score: 1, level: exact, reason: n.describe()}
			}
		}
	}
	for _, way := range []*term{t, t.expanded()} {
		if way == nil {
			continue
		}
		for i := range e.names {
			if n := &e.names[i]; n.Scheme == "" {
				if l := e.like(way, n); l.level > best.level || l.level == best.level && l.score > best.score {
					best = l
				}
			}
		}
	}
	return best
}

// like compares a term with one of the names of an entity, word by word.
func (e *entityNames) like(t *term, n *entityName) likeness {
	m := &matching{entity: e, name: n, taken: make([]bool, len(n.words)), last: -1, ordered: true}
	for i := range t.words {
		m.word(&t.words[i])
	}
	return m.conclude(t)
}

// matching is a comparison of a term with a name: the weights of the words that were
// asked, of those that were found, and of those that the name has.
type matching struct {
	entity *entityNames
	name   *entityName
	taken  []bool
	notes  notes

	asked, got, known float64
	// last is the place in the name of the word that was found last, ordered that they
	// came in the order of the name; part that the term names a part of an organisation.
	last          int
	ordered, part bool
}

// word takes in one word of the term.
func (m *matching) word(w *nameWord) {
	if at, fit := m.name.find(w, m.taken); at >= 0 {
		m.found(w, at, fit)
		return
	}
	e := m.entity
	switch {
	case e.place[w.concept] || e.place[w.text]:
		m.notes.place = true
	case e.kind[w.concept]:
	case e.others[w.concept]:
		m.asked += w.weight
		m.got += fitOther * w.weight
		m.notes.other = true
	default:
		m.asked += w.weight
		m.part = m.part || w.part || anyCountry()[w.text]
		if w.weight > weightBetween {
			m.notes.left = append(m.notes.left, w.text)
		}
	}
}

// found takes in a word that the name has at a place.
func (m *matching) found(w *nameWord, at int, fit float64) {
	m.taken[at] = true
	m.notes.add(fit)
	if w.weight > weightBetween {
		m.ordered = m.ordered && at > m.last
		m.last = at
	}
	weight := w.weight
	if fit == fitTypo {
		weight = m.name.words[at].weight
	}
	m.asked += weight
	m.got += fit * weight
	m.known += fit * m.name.words[at].weight
}

// conclude weighs what was found: the score is the harmonic mean of how much of the term
// and how much of the name was found.
func (m *matching) conclude(t *term) likeness {
	var named float64
	for i := range m.name.words {
		named += m.name.words[i].weight
	}
	if m.asked == 0 || named == 0 || m.got == 0 {
		return likeness{}
	}
	p, r := m.got/m.asked, m.known/named
	score := 2 * p * r / (p + r)
	if !m.ordered {
		score *= fitOrder
	}
	if m.part {
		score = min(score, fitPart)
	}
	l := likeness{score: math.Round(min(score, fitAlike)*1000) / 1000, place: m.notes.place, reason: m.name.describe() + m.notes.String()}
	switch {
	case len(t.bare) > 0 && m.name.wholes[0] == t.bare[0] && len(m.notes.left) == 0 && !m.notes.other && !m.part:
		l.level = placed
	case l.score < fitTypo && m.name.typed(t):
		l.score, l.reason = fitTypo, m.name.describe()+", with a typo"
	}
	return l
}

// typed says whether a name differs from a term by one typo, wherever spaces stand. Names
// that differ by a number, or that are short, are two.
func (n *entityName) typed(t *term) bool {
	d := len(n.squeezed) - len(t.squeezed)
	return d >= -4 && d <= 4 && model.Letters(n.squeezed) >= squeezedLetters &&
		model.OneTypo(n.squeezed, t.squeezed) && digits(n.squeezed) == digits(t.squeezed)
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsNumber(r) {
			return r
		}
		return -1
	}, text)
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
	case w.mistyped(have):
		return fitTypo
	}
	return 0
}

// mistyped says whether a word is another with a typo. Short words are, where they are
// among those between others.
func (w *nameWord) mistyped(have *nameWord) bool {
	if d := len(w.text) - len(have.text); d < -4 || d > 4 || w.weight == weightBetween {
		return false
	}
	if have.weight > weightBetween && (model.Letters(w.text) < nameTypoLetters || model.Letters(have.text) < nameTypoLetters) {
		return false
	}
	return model.OneTypo(w.text, have.text)
}

// notes are what there is to say of a comparison.
type notes struct {
	typo, short, synonym, place, other bool
	left                               []string
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
