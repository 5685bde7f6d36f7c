package storetest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

var _ store.Searcher = oracleView{}

// Search implements store.Searcher: it tests every listed entity against every tier.
func (v oracleView) Search(_ context.Context, q *store.Search) (*store.Found, error) {
	found := &store.Found{}
	var hits []store.Hit
	taken := map[string]bool{}
	for _, tier := range q.Tiers {
		for _, e := range v.listed {
			if taken[e.ID] || !q.Types.Has(e.Type) || !meets(e, tier.Words) {
				continue
			}
			taken[e.ID] = true
			found.Counts[e.Type.Index]++
			hits = append(hits, store.Hit{ID: e.ID, Name: e.Value(e.Type.Field("name")).Text, Score: tier.Score, Degree: v.degree(e)})
		}
		if len(hits) > q.Enough {
			break
		}
	}
	slices.SortFunc(hits, compareHits)
	if q.After != nil {
		after := store.Hit{Score: int(q.After[0].Int), Degree: int(q.After[1].Int), Name: q.After[2].Text, ID: q.After[3].Text}
		hits = slices.DeleteFunc(hits, func(h store.Hit) bool { return compareHits(h, after) <= 0 })
	}
	if found.More = len(hits) > q.First; found.More {
		hits = hits[:q.First]
	}
	found.Hits = hits
	return found, nil
}

// Matches implements store.Searcher.
func (v oracleView) Matches(_ context.Context, conditions []store.Words, types model.TypeSet, most int) ([]store.Match, error) {
	list := make([]store.Match, len(conditions))
	for i, words := range conditions {
		for _, e := range v.listed {
			if types.Has(e.Type) && meets(e, words) {
				list[i].IDs = append(list[i].IDs, e.ID)
			}
		}
		if list[i].Many = len(list[i].IDs) > most; list[i].Many {
			list[i].IDs = nil
		}
		slices.Sort(list[i].IDs)
	}
	return list, nil
}

func compareHits(a, b store.Hit) int {
	return cmp.Or(b.Score-a.Score, b.Degree-a.Degree, cmp.Compare(model.Fold(a.Name), model.Fold(b.Name)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// degree returns the number of current relations of an entity.
func (o *oracle) degree(e *store.Object) (n int) {
	for _, r := range o.touching[e.ID] {
		if !deprecated(r) {
			n++
		}
	}
	return n
}

// searchedText is a folded text that an entity can be found by, with its score as a whole. An
// identifier occurs twice, alone and with its scheme, and only alone has it words.
type searchedText struct {
	folded            string
	fit               int
	words, identifier bool
}

func searchedTexts(e *store.Object) (list []searchedText) {
	for _, c := range e.Cells {
		if c.Field.Searched > 0 {
			list = append(list, searchedText{model.Fold(c.Value.Text), c.Field.Searched, true, false})
		}
	}
	for _, parts := range e.Parts {
		for _, part := range parts.Objects {
			for _, c := range part.Cells {
				if c.Field.Searched == 0 {
					continue
				}
				identifier := parts.Field.Name == "identifiers"
				list = append(list, searchedText{model.Fold(c.Value.Text), c.Field.Searched, true, identifier})
				if identifier && model.Fold(c.Value.Text) != "" {
					scheme := part.Value(parts.Field.Object.Field("scheme")).Text
					list = append(list, searchedText{model.Fold(scheme + " " + c.Value.Text), c.Field.Searched, false, true})
				}
			}
		}
	}
	return list
}

// meets reports whether an entity has at least one word of every group.
func meets(e *store.Object, groups store.Words) bool {
	texts := searchedTexts(e)
	for _, group := range groups {
		if !slices.ContainsFunc(group, func(w store.Word) bool {
			return slices.ContainsFunc(texts, func(t searchedText) bool { return t.meets(w) })
		}) {
			return false
		}
	}
	return len(groups) > 0
}

func (t searchedText) meets(w store.Word) bool {
	if w.As == store.Whole {
		return t.fit == w.Fit && (t.folded == w.Text || !t.identifier && slices.Contains(joinedRuns(strings.Split(t.folded, " "), true), w.Text))
	}
	if !t.words {
		return false
	}
	for _, have := range append(t.plainWords(), joinedRuns(t.plainWords(), false)...) {
		switch letters := []rune(have); {
		case have == w.Text,
			w.As == store.Beginning && strings.HasPrefix(have, w.Text),
			w.As == store.Mistyped && mistyped(letters, []rune(w.Text)):
			return true
		}
	}
	return false
}

func (t searchedText) plainWords() []string {
	return strings.FieldsFunc(t.folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// joinedRuns returns each run of words, or only the run of all of them, that also counts as one
// word: two or three words of sixteen characters at most, or two to eight of one character.
func joinedRuns(words []string, all bool) (list []string) {
	for i := range words {
		for j := i + 2; j <= len(words); j++ {
			one, n := strings.Join(words[i:j], ""), j-i
			length := len([]rune(one))
			if (n <= 3 && length <= 16 || n <= 8 && length == n) && (!all || n == len(words)) {
				list = append(list, one)
			}
		}
	}
	return list
}

// mistyped tries every typo: each character of either word left out and, for words of equal
// length, each character replaced or swapped with the next.
func mistyped(a, b []rune) bool {
	for i := range a {
		if slices.Equal(slices.Delete(slices.Clone(a), i, i+1), b) {
			return true
		}
	}
	for i := range b {
		if slices.Equal(slices.Delete(slices.Clone(b), i, i+1), a) {
			return true
		}
	}
	for i := range min(len(a), len(b)) {
		one := slices.Clone(a)
		one[i] = b[i]
		if slices.Equal(one, b) {
			return true
		}
		if i > 0 {
			two := slices.Clone(a)
			two[i-1], two[i] = two[i], two[i-1]
			if slices.Equal(two, b) {
				return true
			}
		}
	}
	return false
}
