package names

import (
	"slices"
	"strings"

	"whojoins/internal/model"
)

// squeezedLetters is the number of letters from which a name is also compared as a whole,
// ignoring spaces, for a typo.
const squeezedLetters = 8

// splitLetters is that number if the spaces are in other places, too.
const splitLetters = 12

// Compare returns how well a term matches the candidate's best-matching name.
func (c *Candidate) Compare(t *Term) Match { return c.CompareField(t, "") }

// CompareField is Compare with the names of one field only, or with all for "".
func (c *Candidate) CompareField(t *Term, field string) (best Match) {
	for i := range c.names {
		n := &c.names[i]
		if field != "" && n.Field != field {
			continue
		}
		same := slices.ContainsFunc(n.wholes, func(whole string) bool { return slices.Contains(t.wholes, whole) })
		if !same && (c.exactly || n.plain == "" || n.plain != t.plain) {
			continue
		}
		m := Match{Score: 1, Level: Joined, Reason: n.describe()}
		if n.Scheme != "" || n.wholes[0] == t.wholes[0] {
			m.Level = Exact
		}
		if m.Better(&best) {
			best = m
		}
	}
	if best.Level > Similar {
		return c.inContext(t, best)
	}
	for _, spelling := range t.spellings() {
		for i := range c.names {
			n := &c.names[i]
			if n.Scheme != "" || field != "" && n.Field != field {
				continue
			}
			if m := c.compareName(spelling, n); m.Better(&best) {
				best = m
			}
		}
	}
	return c.inContext(t, best)
}

// inContext compares the candidate with the type, the country and the city that the term was given
// with.
func (c *Candidate) inContext(t *Term, m Match) Match {
	if m.Score == 0 {
		return m
	}
	city := model.Words(model.Fold(t.City))
	switch {
	case t.Type != "" && t.Type != c.typ:
		m.limit("; of another type")
	case t.Country != "" && len(c.countries) > 0 && !slices.Contains(c.countries, t.Country):
		m.limit("; in another country")
	case len(city) > 0 && c.placed && !slices.ContainsFunc(city, c.isPlace):
		m.limit("; in another city")
	default:
		m.Place = m.Place || t.Country != "" && len(c.countries) > 0 || len(city) > 0 && c.placed
	}
	return m
}

// limit lowers a match so far that it is not sure.
func (m *Match) limit(why string) {
	m.Score, m.Level, m.Reason = min(m.Score, highestDifferent), Similar, m.Reason+why
}

// isPlace reports whether a word names the place of the candidate, perhaps inflected.
func (c *Candidate) isPlace(w string) bool {
	return c.place[w] || c.place[c.lexicon.lookUp(w).concept] ||
		slices.ContainsFunc(c.inflected, func(place string) bool { return inflects(w, place) && !c.lexicon.known(w) })
}

// inflectedLetters is the number of letters from which the name of a town is recognised when it is
// inflected, and endingLetters the largest number of letters of an ending.
const (
	inflectedLetters = 6
	endingLetters    = 3
)

// inflects reports whether a word is the name of a town with another ending: "Katowicach" in
// Katowice, "Salzburger" in Salzburg. Of the name no more than two letters may be lost.
func inflects(w, town string) bool {
	n := 0
	for n < len(w) && n < len(town) && w[n] == town[n] {
		n++
	}
	return n >= inflectedLetters && n >= len(town)-2 && len(w) <= n+endingLetters
}

// compareName compares a term with one name, word by word.
func (c *Candidate) compareName(t *Term, n *name) Match {
	m := &comparison{candidate: c, name: n, term: t, used: make([]bool, len(n.words)), last: -1, ordered: true}
	for _, w := range t.written(n) {
		m.compare(&w)
	}
	m.compareTowns()
	m.compareRest()
	return m.match()
}

// comparison compares a term with a name. It sums the weights of the words of the term, of
// those of them that were found in the name, and of the words of the name that they matched.
type comparison struct {
	candidate *Candidate
	name      *name
	term      *Term
	// used marks the words of the name that were matched. concepts has the concepts found so far.
	used     []bool
	concepts []string
	notes    notes

	requested, found, covered float64
	// last is the position in the name of the last word found. ordered is true as long as the
	// words are found in the order of the name.
	last    int
	ordered bool
	// same is true if a distinctive word is spelt the same.
	same bool
	// country is a country that the term states where the candidate has only a city.
	country string
	// legal has the legal forms that the term states.
	legal []string
}

// compare compares one word of the term.
func (m *comparison) compare(w *word) {
	c := m.candidate
	if w.role == roleLegal {
		m.legal = append(m.legal, w.concept)
	}
	if at, score := m.find(w); at >= 0 {
		m.add(w, at, score)
		return
	}
	switch {
	case !w.meaningful():
		m.requested += w.weight
	case m.term.isAddress(w.segment):
	case c.isPlace(w.text) && (m.name.distinctive > 0 || w.segment > 0 || w.aside):
		m.notes.place = true
	case len(c.countries) == 0 && c.placed && (w.segment > 0 || w.aside) && c.lexicon.countryWords[w.text]:
		m.country = w.text
	case c.unplaced && m.name.distinctive > 0 && (w.segment > 0 || w.aside) && c.lexicon.isPlace(w):
	case c.kind[w.concept] || c.initiative && w.role == roleInitiative && c.lexicon.anyInitiative[w.concept]:
	case c.runs[m.term.runs[w.run]] || slices.Contains(m.concepts, w.concept):
	case w.capital && !m.term.shouted && isAcronym(w.text, m.name.words):
	case w.weight == weightName && c.concepts[w.concept]:
		m.requested += w.weight
		m.found += scoreOtherName * w.weight
		m.notes.otherName = true
	default:
		m.requested += w.weight
		m.notes.extra = append(m.notes.extra, w.text)
	}
}

// compareRest notes the words that the name has and the term lacks.
func (m *comparison) compareRest() {
	c, n := m.candidate, m.name
	for i := range n.words {
		w := &n.words[i]
		switch {
		case m.used[i], !w.meaningful(), n.optional(w), slices.Contains(m.concepts, w.concept):
		case c.kind[w.concept] && c.beside(n) <= mostBesideType:
		case w.aside && c.isPlace(w.text):
		default:
			m.notes.lacking = append(m.notes.lacking, w.text)
		}
	}
}

// mostBesideType is the largest number of other words in a name that may lack the words for its
// type: "JANE-2" is "Joint Action JANE-2", but "Belgian Cancer Research" no "Belgian Cancer
// Research Alliance".
const mostBesideType = 2

// beside returns the number of words of a name beside those for the candidate's type.
func (c *Candidate) beside(n *name) (count int) {
	for i := range n.words {
		if w := &n.words[i]; w.meaningful() && !c.kind[w.concept] {
			count++
		}
	}
	return count
}

// compareTowns compares the place of the candidate with the towns in an address.
func (m *comparison) compareTowns() {
	for _, town := range m.term.towns {
		switch {
		case slices.ContainsFunc(town, m.candidate.isPlace):
			m.notes.place = true
		case m.candidate.placed:
			m.notes.extra = append(m.notes.extra, town...)
		}
	}
	if m.country != "" && !m.notes.place {
		m.notes.extra = append(m.notes.extra, m.country)
	}
}

// find returns the position and the score of the unused word of the name that matches a word
// best, or -1 if none matches.
func (m *comparison) find(w *word) (at int, score float64) {
	at = -1
	for i := range m.name.words {
		if m.used[i] {
			continue
		}
		if s := m.candidate.lexicon.match(w, &m.name.words[i], m.candidate.exactly); s > score {
			at, score = i, s
		}
	}
	return at, score
}

// add adds a word of the term that was found at a position in the name.
func (m *comparison) add(w *word, at int, score float64) {
	m.used[at] = true
	m.concepts = append(m.concepts, w.concept, m.name.words[at].concept)
	m.notes.add(score)
	m.same = m.same || score == 1 && w.weight == weightName
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
func (m *comparison) match() Match {
	var named float64
	for i := range m.name.words {
		if w := &m.name.words[i]; m.used[i] || !m.name.optional(w) && !(w.aside && m.candidate.isPlace(w.text)) {
			named += w.weight
		}
	}
	if m.requested == 0 || named == 0 || m.found == 0 {
		return Match{}
	}
	precision, recall := m.found/m.requested, m.covered/named
	score := 2 * precision * recall / (precision + recall)
	if !m.ordered {
		score *= reordered
	}
	return m.judge(Match{Score: rounded(min(score, highestInexact)), Place: m.notes.place, Reason: m.name.describe() + m.notes.String()})
}

// judge sets the level of a result. A name that has a word which the term lacks, or the reverse,
// is another name.
func (m *comparison) judge(result Match) Match {
	switch t := m.term; {
	case m.notes.differs() || m.otherLegalForm():
		if !m.candidate.exactly && m.name.mistyped(t) {
			return Match{Score: scoreTypo, Level: Mistyped, Reason: m.name.describe() + ", with a typo"}
		}
		result.limit("")
	case m.notes.typo && m.doubtful():
		result.limit("")
	case m.notes.typo:
		result.Level = Mistyped
	case len(t.bare) > 0 && slices.Contains(m.name.wholes, t.bare[0]) && !m.notes.otherName:
		result.Level = Placed
	case !m.ordered:
		result.Level = Reordered
	default:
		result.Level = Worded
	}
	return result
}

// doubtful reports whether a name with a typo can be another one: it is short, or it differs in
// other ways too, and no distinctive word is spelt the same ("University for Peace", "Pace
// University").
func (m *comparison) doubtful() bool {
	if m.name.distinctive == 1 && max(m.name.letters, model.Letters(m.term.squeezed)) < singleLetters {
		return true
	}
	return !m.same && (m.notes.synonym || !m.ordered)
}

// otherLegalForm reports whether term and name both state a legal form, and not the same:
// "Testberg GmbH" and "Testberg SpA" are two companies.
func (m *comparison) otherLegalForm() bool {
	return len(m.legal) > 0 && len(m.name.legal) > 0 && !slices.ContainsFunc(m.legal, func(form string) bool { return slices.Contains(m.name.legal, form) })
}

// mistyped reports whether the whole name differs from a term by one typo, ignoring spaces, as
// where a space is missing or a short word has the typo. Short names, and names that differ by a
// number or by a word that exists, are different names.
func (n *name) mistyped(t *Term) bool {
	d := len(n.squeezed) - len(t.squeezed)
	least := squeezedLetters
	if len(n.words) != len(t.words) {
		least = splitLetters
	}
	return d >= -4 && d <= 4 && n.letters >= least &&
		model.OneTypo(n.squeezed, t.squeezed) && digits(n.squeezed) == digits(t.squeezed) &&
		n.mayMistype(t)
}

// mayMistype reports whether the words of a term that the name lacks can be typos: none exists,
// and the words of the name in their place are no short acronyms, which differ by a letter.
func (n *name) mayMistype(t *Term) bool {
	return !slices.ContainsFunc(t.words, func(w word) bool { return !n.has(w.text) && w.meaningful() && t.lexicon.known(w.text) }) &&
		!slices.ContainsFunc(n.words, func(w word) bool {
			return w.capital && len(w.text) < singleLetters && len(n.words) == 2 && !slices.ContainsFunc(t.words, func(have word) bool { return have.text == w.text })
		})
}

// notes are the differences that a reason mentions.
type notes struct {
	typo, abbreviated, synonym, place, otherName bool
	// extra has the words of the term that the name lacks, and lacking the reverse.
	extra, lacking []string
}

func (n *notes) add(score float64) {
	n.typo = n.typo || score == scoreTypo
	n.abbreviated = n.abbreviated || score == scoreAbbreviated
	n.synonym = n.synonym || score == scoreSynonym
}

// differs reports whether term and name differ by a word.
func (n *notes) differs() bool { return len(n.extra)+len(n.lacking) > 0 }

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
	if len(n.extra) > 0 {
		text += "; not in it: " + strings.Join(n.extra, " ")
	}
	if len(n.lacking) > 0 {
		text += "; only in it: " + strings.Join(n.lacking, " ")
	}
	return text
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
