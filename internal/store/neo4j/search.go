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

// Search implements store.Searcher. The tiers without typos are one statement; the others, which
// compare the word with more of the index, are a second statement, sent if the first has not found
// enough. Unless counts are requested, the tiers of whole words are sent before the others, because
// they fill most pages.
func (v *view) Search(ctx context.Context, q *store.Search) (*store.Found, error) {
	exact := 0
	for exact < len(q.Tiers) && !hasWord(q.Tiers[exact].Words, store.Mistyped) {
		exact++
	}
	whole := 0
	for !q.Counts && whole < exact && !hasWord(q.Tiers[whole].Words, store.Beginning) {
		whole++
	}
	s, from := &searchState{q: q, found: &store.Found{}}, 0
	for _, to := range []int{whole, exact, len(q.Tiers)} {
		if from == to || s.done() {
			continue
		}
		if err := v.searchTiers(ctx, s, from, to); err != nil {
			return nil, err
		}
		from = to
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

// searchTiers searches the tiers [from, to).
func (v *view) searchTiers(ctx context.Context, s *searchState, from, to int) error {
	statement, err := CompileSearch(v.store.model, s.q, from, to)
	if err != nil {
		return err
	}
	answer, err := v.read(ctx, statement)
	if err != nil {
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
	queries, err := Lucene(conditions)
	if err != nil {
		return nil, err
	}
	matches := make([]store.Match, 0, len(conditions))
	for part := range batches(queries) {
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
// terms, whose patterns together are a hundred times as long.
const batchBytes = 1 << 20

// batches divides texts into parts of about batchBytes.
func batches(list []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		from, bytes := 0, 0
		for i, text := range list {
			if bytes += len(text); bytes >= batchBytes || i == len(list)-1 {
				if !yield(list[from : i+1]) {
					return
				}
				from, bytes = i+1, 0
			}
		}
	}
}

// hasWord reports whether a condition has a word that matches in a way.
func hasWord(c store.Words, as store.As) bool {
	return slices.ContainsFunc(c, func(group []store.Word) bool {
		return slices.ContainsFunc(group, func(w store.Word) bool { return w.As == as })
	})
}

// mostClauses is the largest number of words in one query of the full-text index; Lucene allows
// 1,024.
const mostClauses = 1000

// lucene returns a condition as a query of the full-text index, with the number of its words.
// Words consist of lower-case letters and digits, so that none is an operator of Lucene.
func lucene(c store.Words) (text string, clauses int) {
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
				add(layout.WordsProperty + ":/" + typoPattern([]rune(w.Text)) + "/")
			}
		}
		if len(group) == 0 {
			add(layout.WholesProperty + ":none")
		}
		b.WriteString(") ")
	}
	if len(c) == 0 {
		return layout.WholesProperty + ":none", 1
	}
	return b.String(), clauses
}

// typoPattern returns the regular expression of Lucene for the words that differ from a word by one
// typo at most, as model.OneTypo has it. The choices are nested, since all words with a typo behind
// the same letters share these: Lucene's work grows with the square of a list of choices.
func typoPattern(word []rune) string {
	if len(word) == 0 {
		return ".?"
	}
	var swapped string
	if len(word) > 1 {
		swapped = "|" + string([]rune{word[1], word[0]}) + string(word[2:])
	}
	return "(" + string(word[0]) + typoPattern(word[1:]) + "|.?" + string(word[1:]) + "|." + string(word) + swapped + ")"
}

// Lucene returns conditions as queries of the full-text index.
func Lucene(conditions []store.Words) ([]string, error) {
	queries := make([]string, len(conditions))
	for i, words := range conditions {
		text, clauses := lucene(words)
		if clauses > mostClauses {
			return nil, errClauses
		}
		queries[i] = text
	}
	return queries, nil
}

var errClauses = plan.Errorf(plan.TooLarge, "search for fewer words", "the words match more than %d words of the graph", mostClauses)
