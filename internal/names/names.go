// Package names compares names of organisations, initiatives and people with terms as people
// write them: in another language, abbreviated, with a typo, or followed by a place or an
// acronym. The package is independent of stores and callers; the only file it reads is the
// embedded list of words (words.yaml).
//
// A Term is a name as somebody wrote it. A Candidate is an entity with all its names, its place
// and its type. Compare returns how well they match, with a reason. Sure decides whether the
// best of several matches is the entity that was meant. Term.Lookups are the conditions that
// find the candidates among many entities.
package names

import "math"

// The scores of two words that match without being equal.
const (
	// scoreSynonym is the score of a synonym: "hospital", "ziekenhuis".
	scoreSynonym = 0.97
	// scoreAbbreviated is the score of a word that is abbreviated with a full stop: "Inst.".
	scoreAbbreviated = 0.95
	// scoreTypo is the score of a word with one typo.
	scoreTypo = 0.9
	// scoreOtherName is the score of a word that occurs in another name of the same entity.
	scoreOtherName = 0.8
)

// Bounds on the score of a name, and factors.
const (
	// highestInexact is the highest score of a name that does not equal the term.
	highestInexact = 0.99
	// reordered is the factor for words in a different order.
	reordered = 0.97
	// highestDifferent is the highest score of a name that has a word which the term lacks, or
	// the reverse.
	highestDifferent = 0.7
	// singleLetters is the number of letters from which a name with a single distinctive word is
	// recognised with a typo.
	singleLetters = 5
)

// A match is sure if its score is at least sure and exceeds the next score by margin. It is
// also sure if the term names the entity's place, the score is at least surePlaced, and it
// exceeds the next score by marginPlaced.
const (
	sure         = 0.88
	margin       = 0.05
	surePlaced   = 0.85
	marginPlaced = 0.3
)

// Level is the degree of certainty that a term is a name of an entity, regardless of similar
// names of other entities.
type Level uint8

const (
	// Similar means that the term resembles the name, but means something else.
	Similar Level = iota
	// Mistyped means that the term is the name with a typo.
	Mistyped
	// Reordered means that the term has the words of the name in another order.
	Reordered
	// Worded means that the term is the name in other words: abbreviated, or translated.
	Worded
	// Placed means that the term consists of the name and the place of the entity.
	Placed
	// Joined means that the term equals the name written as one word.
	Joined
	// Exact means that the term equals the name.
	Exact
)

// Match is the result of comparing a term with a candidate. The zero Match means that they do
// not match.
type Match struct {
	// Score is between 0 and 1, with three decimals.
	Score float64
	Level Level
	// Place reports whether the term names the place of the candidate.
	Place bool
	// Reason states which name of the candidate matched best, and how it differs from the term.
	Reason string
}

// Better reports whether a match ranks above another: by level, then by score.
func (m *Match) Better(other *Match) bool {
	return m.Level > other.Level || m.Level == other.Level && m.Score > other.Score
}

// Sure reports whether the first of a term's matches, which are ordered best first, is the
// entity that was meant.
func Sure(t *Term, matches []Match) bool {
	if len(matches) == 0 {
		return false
	}
	best := &matches[0]
	ahead := best.Score
	if len(matches) > 1 && matches[1].Level == best.Level {
		ahead -= matches[1].Score
	}
	if t.Generic() && !best.Place && !(best.Level >= Worded && t.specific()) {
		return false
	}
	return best.Score >= sure && ahead >= margin || best.Place && best.Score >= surePlaced && ahead >= marginPlaced
}

// rounded rounds a score to three decimals.
func rounded(score float64) float64 { return math.Round(score*1000) / 1000 }
