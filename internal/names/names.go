// Package names compares names of organisations, initiatives and people as people write
// them: in another language, abbreviated, with a typo, with a place or an acronym beside
// them. It is pure: it knows neither a store nor who asks, and reads no file but the list
// of words that is built in (words.yaml).
//
// A Term is a name as somebody wrote it. A Candidate is an entity with all its names, its
// place and its type. Compare returns how well they match, with a reason; Sure decides
// whether the best of several matches is the one that was meant. Term.Lookups are the
// conditions by which candidates are found among many entities.
package names

import "math"

// The scores of two words that match without being equal.
const (
	// scoreSynonym is that of two synonyms: "hospital", "ziekenhuis".
	scoreSynonym = 0.97
	// scoreAbbreviated is that of a word that was cut short with a full stop: "Inst.".
	scoreAbbreviated = 0.95
	// scoreTypo is that of a word with one typo.
	scoreTypo = 0.9
	// scoreOtherName is that of a word of another name of the same entity.
	scoreOtherName = 0.8
)

// Bounds on the score of a name, and factors.
const (
	// highestInexact is the highest score of a name that is not the term itself.
	highestInexact = 0.99
	// reordered is the factor for words in another order.
	reordered = 0.97
	// highestPart is the highest score of an entity where the term names a part of it, or
	// another country.
	highestPart = 0.7
)

// A match is sure from a score of sure, where the next one is lower by margin. It is also
// sure from surePlaced where the term names the entity's place and the next one is lower by
// marginPlaced.
const (
	sure         = 0.88
	margin       = 0.05
	surePlaced   = 0.85
	marginPlaced = 0.3
)

// Level says how certain it is that a term is a name of an entity, whatever other names are
// similar.
type Level uint8

const (
	// Similar is a name that the term resembles.
	Similar Level = iota
	// Placed is the name itself, with nothing besides but the place of the entity.
	Placed
	// Exact is the name itself.
	Exact
)

// Match is the result of comparing a term with a candidate. The zero Match is none.
type Match struct {
	// Score is between 0 and 1, with three decimals.
	Score float64
	Level Level
	// Place is true where the term names the place of the candidate.
	Place bool
	// Reason names the candidate's name that matched best, and how it differs.
	Reason string
}

// Better reports whether a match comes before another: by level, then by score.
func (m *Match) Better(other *Match) bool {
	return m.Level > other.Level || m.Level == other.Level && m.Score > other.Score
}

// Sure reports whether the first of the matches of a term, the best first, is the entity
// that was meant.
func Sure(t *Term, matches []Match) bool {
	if len(matches) == 0 {
		return false
	}
	best := &matches[0]
	ahead := best.Score
	if len(matches) > 1 && matches[1].Level == best.Level {
		ahead -= matches[1].Score
	}
	if t.Generic() && !best.Place {
		return false
	}
	return best.Score >= sure && ahead >= margin || best.Place && best.Score >= surePlaced && ahead >= marginPlaced
}

// rounded returns a score with three decimals.
func rounded(score float64) float64 { return math.Round(score*1000) / 1000 }
