package store

import (
	"context"

	"whojoins/internal/model"
)

// Searcher is the optional interface of a View that finds entities by their words. The words
// of an entity are those (model.SearchWords) of all its searched texts: the fields of the
// entity and of its parts that the schema marks as searched. Errors are those of View.Run.
type Searcher interface {
	// Search returns a page of hits, ordered by tier, then by degree (highest first), then by
	// name as entities are (CompareNames), then by id.
	Search(ctx context.Context, q *Search) (*Found, error)
	// Matches returns, for each condition, the ascending ids of the entities of some types
	// that meet it. Where they are more than most, it returns none, and Many is true.
	Matches(ctx context.Context, conditions []Words, types model.TypeSet, most int) ([]Match, error)
}

// Match has the entities that meet one condition.
type Match struct {
	IDs  []string
	Many bool
}

// Words is a condition on an entity: it meets at least one word of every group. Nothing
// meets an empty group, or no groups.
type Words [][]Word

// Word is a condition on an entity's words, or on one of its texts.
type Word struct {
	// Text is folded: one word, or a whole text where As is Whole.
	Text string
	As   As
	// Fit is model.Field.Searched of the fields that a Whole is compared with.
	Fit int
}

// As is how a word is compared.
type As uint8

// The comparisons of words.
const (
	// Exactly is met by the word itself.
	Exactly As = iota
	// Beginning is met by a word that begins with the text.
	Beginning
	// Mistyped is met by a word that differs by one typo at most (model.OneTypo).
	Mistyped
	// Whole is met by a searched text whose folded form is the text; for an identifier (a
	// part with the fields scheme and value) also by scheme and value together.
	Whole
)

// Search is a search for entities.
type Search struct {
	// Tiers are conditions, the best first. An entity is in the first tier that it meets.
	Tiers []Tier
	Types model.TypeSet
	// Enough ends the search: once there are more hits, lower tiers are not searched. The
	// tier in which that happens is complete.
	Enough int
	// Counts requests Found.Counts. Otherwise that is undefined, and hits that can only
	// follow the page need not be searched for.
	Counts bool
	// First is the number of hits of the page. After, unless nil, is the key of the hit
	// before it: score, degree, name and id.
	First int
	After []model.Value
}

// Tier is a condition, and the score of the entities that meet it.
type Tier struct {
	Score int
	Words Words
}

// Found is the result of a Search.
type Found struct {
	Hits []Hit
	// More reports whether hits follow the page.
	More bool
	// Counts are the numbers of hits of each concrete type, by Type.Index, whatever the page.
	Counts [model.MaxTypes]int
}

// Hit is an entity that meets a tier.
type Hit struct {
	ID, Name string
	Score    int
	// Degree is the number of its relations of all types that are not deprecated.
	Degree int
}

// SearchedFields returns the fields of entities that are searched, or whose parts have
// fields that are: single texts first, then lists, each in the order of the schema.
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
