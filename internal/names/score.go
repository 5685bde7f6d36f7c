package names

import (
	"slices"
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// squeezedLetters is the number of letters from which a name is also compared as a whole,
// ignoring spaces, for a typo.
const squeezedLetters = 8

// Compare returns how well a term matches the candidate's best-matching name.
func (c *Candidate) Compare(t *Term) (best Match) {
	for i := range c.names {
		n := &c.names[i]
		if slices.ContainsFunc(n.wholes, func(whole string) bool { return slices.Contains(t.wholes, whole) }) {
			return Match{Score: 1, Level: Exact, Reason: n.describe()}
		}
	}
	for _, spelling := range t.spellings() {
		for i := range c.names {
			n := &c.names[i]
			if n.Scheme != "" {
				continue
			}
			if m := c.compareName(spelling, n); m.Better(&best) {
				best = m
			}
		}
	}
	return best
}

// Pairs returns the number of pairs of a word of the term and a word of a name that Compare
// compares, which is what its time depends on.
func (c *Candidate) Pairs(t *Term) (n int) {
	for _, spelling := range t.spellings() {
		for i := range c.names {
			n += len(spelling.words) * len(c.names[i].words)
		}
	}
	return n
}

// compareName compares a term with one name, word by word.
func (c *Candidate) compareName(t *Term, n *name) Match {
	m := &comparison{candidate: c, name: n, used: make([]bool, len(n.words)), last: -1, ordered: true}
	for i := range t.words {
		m.compare(&t.words[i])
	}
	return m.match(t)
}

// comparison compares a term with a name. It sums the weights of the words of the term, of
// those of them that were found in the name, and of the words of the name that they matched.
type comparison struct {
	candidate *Candidate
	name      *name
	// used marks the words of the name that were matched.
	used  []bool
	notes notes

	requested, found, covered float64
	// last is the position in the name of the last word found. ordered is true as long as the
	// words are found in the order of the name.
	last    int
	ordered bool
	// part is true if the term names a part of an organisation, or another country.
	part bool
}

// compare compares one word of the term.
func (m *comparison) compare(w *word) {
	if at, score := m.name.find(w, m.used); at >= 0 {
		m.add(w, at, score)
		return
	}
	c := m.candidate
	switch {
	case c.place[w.concept] || c.place[w.text]:
		m.notes.place = true
	case c.kind[w.concept]:
	case c.concepts[w.concept]:
		m.requested += w.weight
		m.found += scoreOtherName * w.weight
		m.notes.otherName = true
	default:
		m.requested += w.weight
		m.part = m.part || w.role == rolePart || c.lexicon.countryWords[w.text]
		if w.meaningful() {
			m.notes.missing = append(m.notes.missing, w.text)
		}
	}
}

// add adds a word of the term that was found at a position in the name.
func (m *comparison) add(w *word, at int, score float64) {
	m.used[at] = true
	m.notes.add(score)
	if w.meaningful() {
		m.ordered = m.ordered && at > m.last
		m.last = at
	}
	weight := w.weight
	if score == scoreTypo {
		weight = m.name.words[at].weight
	}
	m.requested += weight
	m.found += score * weight
	m.covered += score * m.name.words[at].weight
}

// match returns the result. The score is the harmonic mean of two shares: how much of the term
// was found, and how much of the name was matched.
func (m *comparison) match(t *Term) Match {
	var named float64
	for i := range m.name.words {
		named += m.name.words[i].weight
	}
	if m.requested == 0 || named == 0 || m.found == 0 {
		return Match{}
	}
	precision, recall := m.found/m.requested, m.covered/named
	score := 2 * precision * recall / (precision + recall)
	if !m.ordered {
		score *= reordered
	}
	if m.part {
		score = min(score, highestPart)
	}
	result := Match{Score: rounded(min(score, highestInexact)), Place: m.notes.place, Reason: m.name.describe() + m.notes.String()}
	switch {
	case len(t.bare) > 0 && m.name.wholes[0] == t.bare[0] && len(m.notes.missing) == 0 && !m.notes.otherName && !m.part:
		result.Level = Placed
	case result.Score < scoreTypo && m.name.mistyped(t):
		result.Score, result.Reason = scoreTypo, m.name.describe()+", with a typo"
	}
	return result
}

// mistyped reports whether a name differs from a term by one typo, ignoring spaces. Short
// names, and names that differ by a number, are different names.
func (n *name) mistyped(t *Term) bool {
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

// find returns the position and the score of the unused word of a name that matches a word
// best, or -1 if none matches.
func (n *name) find(w *word, used []bool) (at int, score float64) {
	at = -1
	for i := range n.words {
		if used[i] {
			continue
		}
		if s := w.match(&n.words[i]); s > score {
			at, score = i, s
		}
	}
	return at, score
}

// notes are the differences that a reason mentions.
type notes struct {
	typo, abbreviated, synonym, place, otherName bool
	// missing has the words of the term that the candidate lacks.
	missing []string
}

func (n *notes) add(score float64) {
	n.typo = n.typo || score == scoreTypo
	n.abbreviated = n.abbreviated || score == scoreAbbreviated
	n.synonym = n.synonym || score == scoreSynonym
}

func (n *notes) String() string {
	text := ""
	for _, each := range []struct {
		is   bool
		text string
	}{{n.synonym, "in other words"}, {n.abbreviated, "cut short"}, {n.typo, "with a typo"}, {n.place, "and its place"}} {
		if each.is {
			text += ", " + each.text
		}
	}
	if len(n.missing) > 0 {
		text += "; not in it: " + strings.Join(n.missing, " ")
	}
	return text
}
