package store

import (
	"context"
	"unicode/utf8"

	"whojoins/internal/model"
)

// Searcher is an optional interface of a View that finds entities by their words. The words of
// an entity are those (model.TextWords) of all its searched texts: the fields of the entity
// and of its parts that the schema marks as searched. The errors are those of View.Run.
type Searcher interface {
	// Search returns a page of hits, ordered by tier, then by degree (highest first), then by
	// name (CompareNames), then by id.
	Search(ctx context.Context, q *Search) (*Found, error)
	// Matches returns, for each condition, the ids of the entities of the given types that meet
	// it, in ascending order. If more than most entities meet a condition, its Match has no
	// ids, and Many is true.
	Matches(ctx context.Context, conditions []Words, types model.TypeSet, most int) ([]Match, error)
}

// Match holds the entities that meet one condition.
type Match struct {
	IDs  []string
	Many bool
}

// Words is a condition on an entity, which the entity meets if it meets at least one Word of
// every group. No entity meets an empty group, or a condition without groups.
type Words [][]Word

// Word is a condition on one word of an entity or, if As is Whole, on one of its texts.
type Word struct {
	// Text is a folded word or, if As is Whole, a whole folded text.
	Text string
	As   As
	// Fit selects the fields that a Whole is compared with: those whose model.Field.Searched is
	// Fit.
	Fit int
}

// As is the way in which a Word is compared.
type As uint8

// The comparisons of words.
const (
	// Exactly matches the word itself.
	Exactly As = iota
	// Beginning matches a word that begins with the text.
	Beginning
	// Mistyped matches a word that differs by at most one typo (model.OneTypo).
	Mistyped
	// Whole matches a searched text whose folded form is the text, or is so when it is written
	// as one word (model.JoinedWhole). An identifier (a part with
	// the fields scheme and value) matches also by its scheme and value together.
	Whole
)

// Search is a search for entities.
type Search struct {
	// Tiers are the conditions, best first. An entity belongs to the first tier whose condition
	// it meets.
	Tiers []Tier
	Types model.TypeSet
	// Enough is the number of hits after which lower tiers are not searched. The tier that
	// exceeds it is still searched completely.
	Enough int
	// Counts requests Found.Counts. Without it, Found.Counts is undefined, and the store need
	// not search for hits that can only come after the page.
	Counts bool
	// First is the number of hits on the page. After, unless nil, is the key of the hit before
	// the page: score, degree, name and id.
	First int
	After []model.Value
}

const (
	// prefixLength is the number of characters from which a word of a search also matches as a
	// prefix, and typoLetters the number of letters from which it also matches with a typo.
	prefixLength = 3
	typoLetters  = 5
	// EnoughHits is the number of hits after which a search does not look at lower tiers.
	EnoughHits = 10_000
)

// MayBegin reports whether a word of a search also matches words that begin with it.
func MayBegin(word string) bool { return utf8.RuneCountInString(word) >= prefixLength }

// MayMistype reports whether a word of a search also matches words that differ by a typo.
func MayMistype(word string) bool { return model.Letters(word) >= typoLetters }

// Tier is a condition and the score of the entities that meet it.
type Tier struct {
	Score int
	Words Words
}

// Found is the result of a Search.
type Found struct {
	Hits []Hit
	// More reports whether hits follow the page.
	More bool
	// Counts has the number of all hits of each concrete type, by Type.Index, not only those on
	// the page.
	Counts [model.MaxTypes]int
}

// Hit is an entity that meets a tier.
type Hit struct {
	ID, Name string
	Score    int
	// Degree is the number of the entity's relations of all types, without deprecated ones.
	Degree int
}

// SearchedFields returns the fields of entities that are searched, or whose parts have searched
// fields: single texts first, then lists, each in the order of the schema.
func SearchedFields(m *model.Model) (list []*model.Field) {
	for _, f := range m.EntityFields {
		if f.Searched > 0 {
			list = append(list, f)
		}
	}
	for _, f := range m.EntityFields {
		if f.Scalar == model.Parts && len(SearchedParts(f)) > 0 {
			list = append(list, f)
		}
	}
	return list
}

// SearchedParts returns the searched fields of the parts in a field.
func SearchedParts(f *model.Field) (list []*model.Field) {
	for _, sub := range f.Object.Fields {
		if sub.Searched > 0 {
			list = append(list, sub)
		}
	}
	return list
}
