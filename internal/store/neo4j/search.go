package neo4j

import (
	"context"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

var _ store.Searcher = (*view)(nil)

// Search implements store.Searcher. The tiers without typos are one statement, in which the
// words are looked up that the other tiers are about; these are a second one, where the
// first has not found enough. Where nothing is counted, the tiers of whole words come alone
// before them, since these mostly fill a page.
func (v *view) Search(ctx context.Context, q *store.Search) (*store.Found, error) {
	firm := 0
	for firm < len(q.Tiers) && len(mistyped(q.Tiers[firm].Words)) == 0 {
		firm++
	}
	s, near := &seeker{q: q, found: &store.Found{}}, nearWords{}
	var asked []string
	for _, tier := range q.Tiers[firm:] {
		asked = append(asked, mistyped(tier.Words)...)
	}
	plain := 0
	for !q.Counts && plain < firm && !beginning(q.Tiers[plain].Words) {
		plain++
	}
	if plain < firm && plain > 0 {
		if err := v.seek(ctx, s, 0, plain, nil, near); err != nil {
			return nil, err
		}
	}
	if plain == firm {
		plain = 0
	}
	if !s.done() {
		if err := v.seek(ctx, s, plain, firm, asked, near); err != nil {
			return nil, err
		}
	}
	if firm < len(q.Tiers) && !s.done() {
		if err := v.seek(ctx, s, firm, len(q.Tiers), nil, near); err != nil {
			return nil, err
		}
	}
	if s.found.More = s.found.More || len(s.found.Hits) > q.First; len(s.found.Hits) > q.First {
		s.found.Hits = s.found.Hits[:q.First]
	}
	return s.found, nil
}

// seeker puts together what statements find.
type seeker struct {
	q     *store.Search
	found *store.Found
	total int
}

// done says that nothing that is asked for is left to look for.
func (s *seeker) done() bool {
	return s.total > s.q.Enough || !s.q.Counts && len(s.found.Hits) > s.q.First
}

// seek asks for the tiers from one to another, and for the words that are near to some.
func (v *view) seek(ctx context.Context, s *seeker, from, to int, asked []string, near nearWords) error {
	statement, err := CompileSearch(v.store.model, s.q, from, to, near, asked)
	if err != nil {
		return err
	}
	answer, err := v.read(ctx, statement)
	if err != nil {
		return err
	}
	near.add(asked, answer[1])
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

// add takes what one tier has found: counts by type, and rows of id, name and degree.
func (s *seeker) add(score int, tier []any, types map[string]*model.Type) {
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
	var asked []string
	for _, c := range conditions {
		asked = append(asked, mistyped(c)...)
	}
	slices.Sort(asked)
	asked, near := slices.Compact(asked), nearWords{}
	if len(asked) > 0 {
		answer, err := v.read(ctx, CompileNear(v.store.model, asked))
		if err != nil {
			return nil, err
		}
		near.add(asked, answer[0])
	}
	statement, err := CompileMatches(v.store.model, conditions, types, most, near)
	if err != nil {
		return nil, err
	}
	answer, err := v.read(ctx, statement)
	if err != nil {
		return nil, err
	}
	lists, _ := answer[0].([]any)
	matches := make([]store.Match, len(conditions))
	for i := range lists {
		ids := texts(lists[i])
		if len(ids) > most {
			matches[i].Many = true
			continue
		}
		slices.Sort(ids)
		matches[i].IDs = ids
	}
	return matches, nil
}

// nearWords are the words of the graph that differ by one typo at most from one asked for.
type nearWords map[string][]string

// add takes lists of words that have what is left by one deletion in common with those
// that were asked for, and keeps those that are near.
func (n nearWords) add(asked []string, lists any) {
	each, _ := lists.([]any)
	for i := range each {
		for _, word := range texts(each[i]) {
			if model.OneTypo(word, asked[i]) {
				n[asked[i]] = append(n[asked[i]], word)
			}
		}
		slices.Sort(n[asked[i]])
	}
}

// beginning says whether a condition has a word that others begin with.
func beginning(c store.Words) bool {
	return slices.ContainsFunc(c, func(group []store.Word) bool {
		return slices.ContainsFunc(group, func(w store.Word) bool { return w.As == store.Beginning })
	})
}

// mistyped are the words of a condition that may have a typo.
func mistyped(c store.Words) (list []string) {
	for _, group := range c {
		for _, w := range group {
			if w.As == store.Mistyped {
				list = append(list, w.Text)
			}
		}
	}
	return list
}

// mostClauses is how many words one query of the full-text index takes; Lucene refuses more
// than 1,024.
const mostClauses = 1000

// lucene writes a condition as a query of the full-text index. Words are letters and
// digits, in small letters, so that none is a sign or an operator of that language.
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

var errClauses = plan.Errorf(plan.TooLarge, "ask for fewer words", "the words that are asked for stand for more than %d words of the graph", mostClauses)
