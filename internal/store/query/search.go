package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// How well what is found fits. A text that is found as a whole is worth what the model
// says of its field, three at least.
const (
	scoreWords = 3 - iota
	scoreBeginnings
	scoreTypos
)

const (
	// beginningLength is how many characters a word needs to stand for those that begin so,
	// typoLetters how many letters to be mistyped.
	beginningLength = 3
	typoLetters     = 5
	// candidates is after how many the tiers behind are not looked at.
	candidates = 10_000
	// mostWords is how many different words a text may have.
	mostWords = 100
)

// search answers a Search.
func (a *asker) search(q *plan.Search) ([]*object, error) {
	words := model.SearchWords(q.Text)
	if len(words) > mostWords {
		return nil, plan.Errorf(plan.TooLarge, "ask for fewer words", "the text has %d different words, at most %d are looked for", len(words), mostWords)
	}
	found := &store.Found{}
	if len(words) > 0 {
		counts := a.selects("totalCount") || a.selects("totalIsLowerBound") || anywhere(a.ask.Select, "types")
		var err error
		if found, err = a.view.Search(a.ctx, &store.Search{Tiers: tiers(a.model, q.Text, words), Types: q.Types,
			Enough: candidates, Counts: counts, First: q.Page.Limit, After: q.Page.After}); err != nil {
			return nil, err
		}
	}
	return a.found(q, found)
}

// tiers are the conditions on what a text finds.
func tiers(m *model.Model, text string, words []string) (list []store.Tier) {
	for score := mostFit(m); score > scoreWords; score-- {
		var group []store.Word
		for _, whole := range model.Wholes(text) {
			group = append(group, store.Word{Text: whole, As: store.Whole, Fit: score})
		}
		list = append(list, store.Tier{Score: score, Words: store.Words{group}})
	}
	for score := scoreWords; score >= scoreTypos; score-- {
		var all store.Words
		more := score == scoreWords
		for _, w := range words {
			group := meanings(w, score)
			more = more || len(group) > len(meanings(w, score+1))
			all = append(all, group)
		}
		if more {
			list = append(list, store.Tier{Score: score, Words: all})
		}
	}
	return list
}

// mostFit is what the best of all texts is worth as a whole.
func mostFit(m *model.Model) int {
	most := 0
	for _, f := range store.SearchedFields(m) {
		most = max(most, f.Searched)
		if f.Object != nil {
			for _, sub := range store.SearchedParts(f) {
				most = max(most, sub.Searched)
			}
		}
	}
	return most
}

// meanings are those in which a word can be meant where the score is so low.
func meanings(word string, score int) []store.Word {
	group := []store.Word{{Text: word}}
	if score <= scoreBeginnings && utf8.RuneCountInString(word) >= beginningLength {
		group = append(group, store.Word{Text: word, As: store.Beginning})
	}
	if score <= scoreTypos && model.Letters(word) >= typoLetters {
		group = append(group, store.Word{Text: word, As: store.Mistyped})
	}
	return group
}

// found makes the answer of what a store has found.
func (a *asker) found(q *plan.Search, found *store.Found) ([]*object, error) {
	highlights, err := a.highlights(q.Text, found.Hits)
	if err != nil {
		return nil, err
	}
	answer := &object{}
	var nodes, edges []*object
	var cursors []string
	for i, h := range found.Hits {
		node := &object{}
		node.set("score", model.IntValue(int64(h.Score)))
		node.point("entity", ref{id: h.ID, name: h.Name})
		node.hold("highlights", highlights[i]...)
		key := []model.Value{model.IntValue(int64(h.Score)), model.IntValue(int64(h.Degree)), model.TextValue(h.Name), model.IDValue(h.ID)}
		cursors = append(cursors, string(plan.SearchOrder.AppendCursor(nil, key)))
		edge := &object{}
		edge.set("cursor", model.TextValue(cursors[i]))
		edge.hold("node", node)
		nodes, edges = append(nodes, node), append(edges, edge)
	}
	answer.hold("nodes", nodes...)
	answer.hold("edges", edges...)
	total := 0
	for _, n := range found.Counts {
		total += n
	}
	answer.set("totalCount", model.IntValue(int64(total)))
	answer.set("totalIsLowerBound", model.BoolValue(total > candidates))
	answer.hold("types", a.countsByType(found)...)
	start, end := "", ""
	if len(cursors) > 0 {
		start, end = cursors[0], cursors[len(cursors)-1]
	}
	answer.page(q.Page.After != nil, found.More, start, end)
	return []*object{answer}, nil
}

// countsByType are the types of what was found, most first, then by their words.
func (a *asker) countsByType(found *store.Found) (list []*object) {
	type count struct {
		word model.EnumWord
		n    int
	}
	var counts []count
	enum := a.model.AnyEntity.Field("type").Enum
	for _, t := range a.model.Entities {
		if n := found.Counts[t.Index]; n > 0 {
			counts = append(counts, count{enum.Values[enum.Position(t.Enum)], n})
		}
	}
	slices.SortFunc(counts, func(a, b count) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.word.Name, b.word.Name))
	})
	for _, c := range counts {
		o := &object{}
		o.set("value", model.TextValue(c.word.Name))
		o.set("label", model.TextValue(cmp.Or(c.word.Description, c.word.Name)))
		o.set("count", model.IntValue(int64(c.n)))
		list = append(list, o)
	}
	return list
}
