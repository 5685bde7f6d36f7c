package store

import (
	"context"

	"whojoins/internal/model"
)

// Searcher is what of a View finds entities by their words. The words of an entity are those
// (model.SearchWords) of all its searched texts: its fields, and fields of its parts, that
// the model says are searched. An error is one of View.Run.
type Searcher interface {
	// Search gives a page of what is found, in order: by tier, then those with most
	// relations first (Hit.Degree), then by name as lists of entities come, then by id.
	Search(ctx context.Context, q *Search) (*Found, error)
	// Matches gives for each condition the ids of the entities of some types that meet it,
	// by id; when they are more than most, none of them, and Many is true.
	Matches(ctx context.Context, conditions []Words, types model.TypeSet, most int) ([]Match, error)
}

// Match is what meets one condition.
type Match struct {
	IDs  []string
	Many bool
}

// Words is a condition on an entity: of every group it meets one at least. No groups are
// met by nothing, and so is an empty group.
type Words [][]Word

// Word is a condition on an entity's words, or on one of its texts.
type Word struct {
	// Text is folded: one word, or of a Whole all of a text.
	Text string
	As   As
	// Fit, of a Whole, is model.Field.Searched of the fields that are looked at.
	Fit int
}

// As is how a word is compared.
type As uint8

// The ways in which a word is compared.
const (
	// Exactly: a word of the entity is the text.
	Exactly As = iota
	// Beginning: a word of the entity begins with it.
	Beginning
	// Mistyped: a word of the entity differs from it by one typo at most (model.OneTypo).
	Mistyped
	// Whole: one of the entity's searched texts is it, folded; of an identifier (a part
	// with the fields scheme and value) also scheme and value together.
	Whole
)

// Search is what is looked for.
type Search struct {
	// Tiers are conditions, the best first. An entity belongs to the first that it meets.
	Tiers []Tier
	Types model.TypeSet
	// Enough ends the search: once more than so many are found, the tiers behind are not
	// looked at. The tier in which that happens is complete.
	Enough int
	// Counts says that Found.Counts is asked for. Otherwise it has no meaning, and what can
	// only come behind the page need not be looked for.
	Counts bool
	// First is how many are shown. After, when there is one, is a place in the order:
	// score, degree, name and id; what comes behind it is shown.
	First int
	After []model.Value
}

// Tier is a condition and what meeting it is worth.
type Tier struct {
	Score int
	Words Words
}

// Found is the answer to a Search.
type Found struct {
	Hits []Hit
	// More says whether there are more behind the page.
	More bool
	// Counts is how many were found of each concrete type, by Type.Index, whatever the page.
	Counts [model.MaxTypes]int
}

// Hit is an entity that was found.
type Hit struct {
	ID, Name string
	Score    int
	// Degree is how many relations it has that are not deprecated, of all types.
	Degree int
}

// SearchedFields are the fields of entities that are searched, or whose parts have fields
// that are: single texts first, then lists, each in the order of the schema.
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

// SearchedParts are the searched fields of the parts in a field.
func SearchedParts(f *model.Field) (list []*model.Field) {
	for _, sub := range f.Object.Fields {
		if sub.Searched > 0 {
			list = append(list, sub)
		}
	}
	return list
}
