package neo4j

import (
	"context"
	"iter"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

var _ store.Searcher = (*view)(nil)

// Search implements store.Searcher. The tiers without typos are one statement, which also looks
// up the words for the other tiers; these are a second statement, sent if the first has not
// found enough. Unless counts are requested, the tiers of whole words are sent before the
// others, because they fill most pages.
func (v *view) Search(ctx context.Context, q *store.Search) (*store.Found, error) {
	exact := 0
	for exact < len(q.Tiers) && len(typoWords(q.Tiers[exact].Words)) == 0 {
		exact++
	}
	s, near := &searchState{q: q, found: &store.Found{}}, nearWords{}
	var words []string
	for _, tier := range q.Tiers[exact:] {
		words = append(words, typoWords(tier.Words)...)
	}
	whole := 0
	for !q.Counts && whole < exact && !hasPrefixWord(q.Tiers[whole].Words) {
		whole++
	}
	if whole < exact && whole > 0 {
		if err := v.searchTiers(ctx, s, 0, whole, nil, near); err != nil {
			return nil, err
		}
	}
	if whole == exact {
		whole = 0
	}
	if !s.done() {
		if err := v.searchTiers(ctx, s, whole, exact, words, near); err != nil {
			return nil, err
		}
	}
	if exact < len(q.Tiers) && !s.done() {
		if err := v.searchTiers(ctx, s, exact, len(q.Tiers), nil, near); err != nil {
			return nil, err
		}
	}
	if s.found.More = s.found.More || len(s.found.Hits) > q.First; len(s.found.Hits) > q.First {
		s.found.Hits = s.found.Hits[:q.First]
	}
	return s.found, nil
}

// searchState collects the results of several statements.
type searchState struct {
	q     *store.Search
	found *store.Found
	total int
}

// done reports whether everything requested has been found.
func (s *searchState) done() bool {
	return s.total > s.q.Enough || !s.q.Counts && len(s.found.Hits) > s.q.First
}

// searchTiers searches the tiers [from, to), and finds the words that are close to the given
// words.
func (v *view) searchTiers(ctx context.Context, s *searchState, from, to int, words []string, near nearWords) error {
	statement, err := CompileSearch(v.store.model, s.q, from, to, near, words)
	if err != nil {
		return err
	}
	answer, err := v.read(ctx, statement)
	if err != nil {
		return err
	}
	if err := near.add(v.workOf(ctx), words, answer[1]); err != nil {
		return err
	}
	tiers, _ := answer[0].([]any)
	for i, tier := range tiers {
		if s.total > s.q.Enough {
			return nil
		}
		values, _ := tier.([]any)
		s.add(s.q.Tiers[from+i].Score, values, v.store.types)
	}
	return nil
}

// add adds the result of one tier: counts by type, and rows of id, name and degree.
func (s *searchState) add(score int, tier []any, types map[string]*model.Type) {
	counts, _ := tier[0].([]any)
	for _, c := range counts {
		pair, _ := c.([]any)
		word, _ := pair[0].(string)
		if t := types[word]; t != nil {
			s.found.Counts[t.Index] += intOf(pair[1])
		}
		s.total += intOf(pair[1])
	}
	rows, _ := tier[1].([]any)
	for _, r := range rows {
		values, _ := r.([]any)
		h := store.Hit{Score: score, Degree: intOf(values[2])}
		h.ID, _ = values[0].(string)
		h.Name, _ = values[1].(string)
		s.found.Hits = append(s.found.Hits, h)
	}
}

// Matches implements store.Searcher.
func (v *view) Matches(ctx context.Context, conditions []store.Words, types model.TypeSet, most int) ([]store.Match, error) {
	var words []string
	for _, c := range conditions {
		words = append(words, typoWords(c)...)
	}
	slices.Sort(words)
	words, near := slices.Compact(words), nearWords{}
	for part := range batches(words, func(word string) int { return len(word) * len(word) }) {
		answer, err := v.read(ctx, CompileNear(v.store.model, part))
		if err != nil {
			return nil, err
		}
		if err := near.add(v.workOf(ctx), part, answer[0]); err != nil {
			return nil, err
		}
	}
	queries, err := Lucene(conditions, near)
	if err != nil {
		return nil, err
	}
	matches := make([]store.Match, 0, len(conditions))
	for part := range batches(queries, func(text string) int { return len(text) }) {
		answer, err := v.read(ctx, CompileMatches(v.store.model, part, types, most))
		if err != nil {
			return nil, err
		}
		lists, _ := answer[0].([]any)
		for i := range part {
			m := store.Match{IDs: texts(lists[i])}
			if len(m.IDs) > most {
				m = store.Match{Many: true}
			}
			slices.Sort(m.IDs)
			matches = append(matches, m)
		}
	}
	return matches, nil
}

// batchBytes is the size of the texts that one statement looks up. A caller may send a thousand
// terms, whose deletions together are a hundred times as long.
const batchBytes = 1 << 20

// batches divides texts into parts of about batchBytes.
func batches(list []string, size func(string) int) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		from, bytes := 0, 0
		for i, text := range list {
			if bytes += size(text); bytes >= batchBytes || i == len(list)-1 {
				if !yield(list[from : i+1]) {
					return
				}
				from, bytes = i+1, 0
			}
		}
	}
}

// nearWords maps a requested word to the words of the graph that differ from it by one typo at
// most.
type nearWords map[string][]string

// add adds lists of words with a deletion in common with the requested words, if they are
// within one typo.
func (n nearWords) add(work *plan.Work, words []string, lists any) error {
	each, _ := lists.([]any)
	for i := range each {
		for _, word := range texts(each[i]) {
			if err := work.Add(plan.UnitsTypo); err != nil {
				return err
			}
			if model.OneTypo(word, words[i]) {
				n[words[i]] = append(n[words[i]], word)
			}
		}
		slices.Sort(n[words[i]])
	}
	return nil
}

// hasPrefixWord reports whether a condition has a word that matches as a prefix.
func hasPrefixWord(c store.Words) bool {
	return slices.ContainsFunc(c, func(group []store.Word) bool {
		return slices.ContainsFunc(group, func(w store.Word) bool { return w.As == store.Beginning })
	})
}

// typoWords returns the words of a condition that may match with a typo.
func typoWords(c store.Words) (list []string) {
	for _, group := range c {
		for _, w := range group {
			if w.As == store.Mistyped {
				list = append(list, w.Text)
			}
		}
	}
	return list
}

// mostClauses is the largest number of words in one query of the full-text index; Lucene allows
// 1,024.
const mostClauses = 1000

// lucene returns a condition as a query of the full-text index, with the number of its words.
// Words consist of lower-case letters and digits, so that none is an operator of Lucene.
func lucene(c store.Words, near nearWords) (text string, clauses int) {
	var b strings.Builder
	for _, group := range c {
		b.WriteString("+(")
		add := func(term string) {
			clauses++
			b.WriteString(" " + term)
		}
		for _, w := range group {
			switch w.As {
			case store.Exactly:
				add(layout.WordsProperty + ":" + w.Text)
			case store.Beginning:
				add(layout.WordsProperty + ":" + w.Text + "*")
			case store.Whole:
				add(layout.WholesProperty + ":" + layout.TextMark(w.Fit, w.Text))
			case store.Mistyped:
				for _, word := range near[w.Text] {
					add(layout.WordsProperty + ":" + word)
				}
			}
		}
		if strings.HasSuffix(b.String(), "+(") {
			add(layout.WholesProperty + ":none")
		}
		b.WriteString(") ")
	}
	if len(c) == 0 {
		return layout.WholesProperty + ":none", 1
	}
	return b.String(), clauses
}

// Lucene returns conditions as queries of the full-text index.
func Lucene(conditions []store.Words, near nearWords) ([]string, error) {
	queries := make([]string, len(conditions))
	for i, words := range conditions {
		text, clauses := lucene(words, near)
		if clauses > mostClauses {
			return nil, errClauses
		}
		queries[i] = text
	}
	return queries, nil
}

var errClauses = plan.Errorf(plan.TooLarge, "search for fewer words", "the words match more than %d words of the graph", mostClauses)
