package query

import (
	"cmp"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/names"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// The scores of matches by words. A match with a whole text has the score that the model gives
// its field (model.Field.Searched), which is at least three.
const (
	scoreWords = 3 - iota
	scorePrefixes
	scoreTypos
)

const (
	// mostJoined is the largest number of different words in a text whose neighbouring words
	// are also searched for as one word.
	mostJoined = 10
	// mostWords is the largest number of different words in a text.
	mostWords = 100
)

// search finds entities by a text.
func (r *runner) search(q *plan.Search) ([]*object, error) {
	if err := r.work.Add(plan.FoldUnits(len(q.Text))); err != nil {
		return nil, err
	}
	words := searchedWords(q.Text)
	if len(words) > mostWords {
		return nil, plan.Errorf(plan.TooLarge, "search for fewer words", "the text has %d different words, at most %d are searched for", len(words), mostWords)
	}
	found := &store.Found{}
	if len(words) > 0 {
		counts := r.selects("totalCount") || r.selects("totalIsLowerBound") || r.selectsTypes()
		var err error
		if found, err = r.view.Search(r.ctx, &store.Search{Tiers: tiers(r.model, q.Text, words), Types: q.Types,
			Enough: store.EnoughHits, Counts: counts, First: q.Page.Limit, After: q.Page.After}); err != nil {
			return nil, err
		}
	}
	return r.hits(q, found)
}

// searchedWords returns the words of a text that entities must have: all but articles and
// prepositions, unless it has no others.
func searchedWords(text string) []string {
	words := model.SearchWords(text)
	if kept := slices.DeleteFunc(slices.Clone(words), names.Default().Article); len(kept) > 0 {
		return kept
	}
	return words
}

// tiers returns the conditions of a search for a text, best first.
func tiers(m *model.Model, text string, words []string) (list []store.Tier) {
	for score := highestFit(m); score > scoreWords; score-- {
		var group []store.Word
		for _, whole := range model.Wholes(text) {
			group = append(group, store.Word{Text: whole, As: store.Whole, Fit: score})
		}
		list = append(list, store.Tier{Score: score, Words: store.Words{group}})
	}
	joins := joinsOf(text, words)
	for score := scoreWords; score >= scoreTypos; score-- {
		var all store.Words
		more := score == scoreWords
		for _, w := range words {
			group := alternatives(w, score)
			more = more || len(group) > len(alternatives(w, score+1))
			all = append(all, append(group, joins[w]...))
		}
		if more {
			list = append(list, store.Tier{Score: score, Words: all})
		}
	}
	return list
}

// joinsOf returns, for each word of a text, the words that it forms with its neighbours: who
// searches for "prime rose" finds "PrimeRose". A long text has none, as the alternatives of a
// search are bounded.
func joinsOf(text string, words []string) map[string][]store.Word {
	if len(words) > mostJoined {
		return nil
	}
	joins := map[string][]store.Word{}
	for w, list := range model.JoinedWords(text) {
		for _, one := range list {
			joins[w] = append(joins[w], store.Word{Text: one})
		}
	}
	return joins
}

// highestFit returns the highest score of a whole text.
func highestFit(m *model.Model) int {
	highest := 0
	for _, f := range store.SearchedFields(m) {
		highest = max(highest, f.Searched)
		if f.Object != nil {
			for _, sub := range store.SearchedParts(f) {
				highest = max(highest, sub.Searched)
			}
		}
	}
	return highest
}

// alternatives returns the words that a word matches in the tier with this score.
func alternatives(word string, score int) []store.Word {
	group := []store.Word{{Text: word}}
	if score <= scorePrefixes && store.MayBegin(word) {
		group = append(group, store.Word{Text: word, As: store.Beginning})
	}
	if score <= scoreTypos && store.MayMistype(word) {
		group = append(group, store.Word{Text: word, As: store.Mistyped})
	}
	return group
}

// hits returns the answer for the hits of a store.
func (r *runner) hits(q *plan.Search, found *store.Found) ([]*object, error) {
	highlights, err := r.highlights(q.Text, found.Hits)
	if err != nil {
		return nil, err
	}
	var nodes []*object
	for i, h := range found.Hits {
		if err := r.work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		node := newObject(3)
		node.set("score", model.IntValue(int64(h.Score)))
		node.refer("entity", ref{id: h.ID, name: h.Name})
		node.add("highlights", highlights[i]...)
		nodes = append(nodes, node)
	}
	total := 0
	for _, n := range found.Counts {
		total += n
	}
	answer := &object{}
	answer.connection(nodes, func(i int) string { return hitCursor(&found.Hits[i]) }, q.Page.After != nil, found.More)
	answer.set("totalCount", model.IntValue(int64(total)))
	answer.set("totalIsLowerBound", model.BoolValue(total > store.EnoughHits))
	if r.selectsTypes() {
		answer.add("types", r.countsByType(found)...)
	}
	return []*object{answer}, nil
}

func hitCursor(h *store.Hit) string {
	key := []model.Value{model.IntValue(int64(h.Score)), model.IntValue(int64(h.Degree)), model.TextValue(h.Name), model.IDValue(h.ID)}
	return string(plan.SearchOrder.AppendCursor(nil, key))
}

// selectsTypes reports whether the number of hits of each type is selected.
func (r *runner) selectsTypes() bool { return anywhere(r.query.Select, "types") }

// countsByType returns the number of hits of each type, the highest first, then by the names of
// the types.
func (r *runner) countsByType(found *store.Found) (list []*object) {
	type count struct {
		word model.EnumWord
		n    int
	}
	var counts []count
	enum := r.model.AnyEntity.Field("type").Enum
	for _, t := range r.model.Entities {
		if n := found.Counts[t.Index]; n > 0 {
			counts = append(counts, count{enum.Values[enum.Position(t.Enum)], n})
		}
	}
	slices.SortFunc(counts, func(a, b count) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.word.Name, b.word.Name))
	})
	for _, c := range counts {
		list = append(list, bucket(c.word, c.n))
	}
	return list
}
