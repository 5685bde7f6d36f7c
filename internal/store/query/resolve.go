package query

import (
	"cmp"

	"whojoins/internal/model"
	"whojoins/internal/names"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

const (
	// lowestShown is the lowest score of a candidate that is returned.
	lowestShown = 0.3
	// mostMeeting is the largest number of entities that may meet a condition. A condition that
	// more entities meet is too general, and is ignored.
	mostMeeting = 60
	// mostNamed is that number for the condition that an entity has all words of the name, which
	// counts if nothing else has found the entity.
	mostNamed = 400
	// mostCompared is the largest number of entities that a term is compared with.
	mostCompared = 200
)

// The scores of whole texts (model.Field.Searched) that can equal a term.
const (
	lowestWhole  = 3
	highestWhole = 5
)

// resolve finds the entities that terms name. It first looks up all terms as whole texts. It
// then compares the terms that were not found with the entities that have most of their words.
func (r *runner) resolve(q *plan.Resolve) ([]*object, error) {
	all := &resolver{runner: r, types: q.Types, known: map[string]known{}}
	for _, e := range q.Entries {
		if err := r.work.Add(plan.UnitsLookup + plan.FoldUnits(len(e.Term)+len(e.City))); err != nil {
			return nil, err
		}
		term := names.Default().Term(e.Term)
		term.Country, term.City = e.Country, e.City
		if e.Type != nil {
			term.Type = e.Type.Words()
		}
		all.terms = append(all.terms, &resolution{Term: term, compared: map[string]bool{}})
	}
	if len(all.terms) == 0 {
		return nil, nil
	}
	for _, step := range []struct {
		conditions func(*resolution) []store.Words
		most       int
	}{{(*resolution).wholes, mostMeeting}, {(*resolution).words, mostMeeting}, {(*resolution).main, mostNamed}} {
		if err := all.find(step.conditions, step.most); err != nil {
			return nil, err
		}
	}
	objects := make([]*object, len(all.terms))
	for i, t := range all.terms {
		if err := r.work.Add(plan.UnitsRef + len(t.candidates)); err != nil {
			return nil, err
		}
		objects[i] = t.object()
	}
	return objects, nil
}

// resolver resolves a list of terms.
type resolver struct {
	*runner
	types model.TypeSet
	terms []*resolution
	// known has the entities that were read, by id.
	known map[string]known
}

// known is an entity that was read. describes reports whether it describes others, as sources do.
type known struct {
	*names.Candidate
	describes bool
}

// resolution is a term with its candidates, best first.
type resolution struct {
	*names.Term
	candidates []candidate
	compared   map[string]bool
}

type candidate struct {
	id string
	names.Match
	describes bool
}

// named reports whether the term is a name of the entity, without a typo, and the entity is no
// description of another.
func (c *candidate) named() bool { return !c.describes && c.Level >= names.Reordered }

// exact reports whether the term equals a name of an entity.
func (t *resolution) exact() bool {
	return len(t.candidates) > 0 && t.candidates[0].Level >= names.Joined
}

// find compares each term with the entities that meet one of its conditions.
func (r *resolver) find(conditions func(*resolution) []store.Words, most int) error {
	var all []store.Words
	var of []int
	for i, t := range r.terms {
		for _, c := range conditions(t) {
			if err := r.work.Add(len(c) * plan.UnitsRef); err != nil {
				return err
			}
			all, of = append(all, c), append(of, i)
		}
	}
	if len(all) == 0 {
		return nil
	}
	matches, err := r.view.Matches(r.ctx, all, r.types, most)
	if err != nil {
		return err
	}
	found := make([][]string, len(r.terms))
	var unread []string
	for i, m := range matches {
		at := of[i]
		if err := r.work.Add(len(m.IDs) * plan.UnitsRef); err != nil {
			return err
		}
		for _, id := range m.IDs {
			if len(found[at]) >= max(mostCompared, most) || r.terms[at].compared[id] {
				continue
			}
			r.terms[at].compared[id] = true
			found[at] = append(found[at], id)
			if _, read := r.known[id]; !read {
				r.known[id] = known{}
				unread = append(unread, id)
			}
		}
	}
	if err := r.read(unread); err != nil {
		return err
	}
	for i, t := range r.terms {
		if err := r.compare(t, found[i]); err != nil {
			return err
		}
	}
	return nil
}

// compare adds the entities that match the term.
func (r *resolver) compare(t *resolution, ids []string) error {
	for _, id := range ids {
		e := r.known[id]
		if err := r.work.Add(plan.UnitsLookup + e.Pairs(t.Term)*plan.UnitsPair); err != nil {
			return err
		}
		if m := e.Compare(t.Term); m.Score >= lowestShown {
			t.candidates = append(t.candidates, candidate{id, m, e.describes})
		}
	}
	return plan.SortFunc(r.work, t.candidates, func(a, b candidate) int {
		return cmp.Or(compareBools(b.named(), a.named()), cmp.Compare(b.Level, a.Level), cmp.Compare(b.Score, a.Score), cmp.Compare(a.id, b.id))
	})
}

// compareBools orders false before true.
func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// wholes returns the conditions that a text of an entity equals the term.
func (t *resolution) wholes() []store.Words {
	var group []store.Word
	for _, whole := range t.Wholes() {
		for fit := lowestWhole; fit <= highestWhole; fit++ {
			group = append(group, store.Word{Text: whole, As: store.Whole, Fit: fit})
		}
	}
	if len(group) == 0 {
		return nil
	}
	return []store.Words{{group}}
}

// words returns the conditions that an entity has the words of the term; none if the term was
// found as a whole text.
func (t *resolution) words() []store.Words {
	if t.exact() {
		return nil
	}
	return conditionsOf(t.Lookups())
}

// main returns the condition that an entity has all words of the name; none if the term was
// found, at least with a typo.
func (t *resolution) main() []store.Words {
	if len(t.candidates) > 0 && t.candidates[0].Level > names.Similar {
		return nil
	}
	return conditionsOf(t.Main())
}

// conditionsOf returns lookups as conditions of a store.
func conditionsOf(lookups []names.Lookup) (list []store.Words) {
	for _, lookup := range lookups {
		condition := make(store.Words, len(lookup))
		for i, group := range lookup {
			for _, alternative := range group {
				condition[i] = append(condition[i], store.Word{Text: alternative.Text, As: comparisons[alternative.As]})
			}
		}
		list = append(list, condition)
	}
	return list
}

// comparisons maps the comparisons of package names to those of a store.
var comparisons = map[names.Comparison]store.As{names.Equal: store.Exactly, names.Prefix: store.Beginning, names.OneTypo: store.Mistyped}

// match returns the candidate that is sure, or nil.
func (t *resolution) match() *candidate {
	matches := make([]names.Match, 0, 2)
	for _, c := range t.candidates {
		if len(matches) < 2 && !(c.describes && t.candidates[0].named()) {
			matches = append(matches, c.Match)
		}
	}
	if !names.Sure(t.Term, matches) {
		return nil
	}
	return &t.candidates[0]
}

// object returns the answer for a term.
func (t *resolution) object() *object {
	o := &object{}
	o.set("term", model.TextValue(t.Text))
	score := 0.0
	if len(t.candidates) > 0 {
		score = t.candidates[0].Score
	}
	o.set("score", model.FloatValue(score))
	o.set("exact", model.BoolValue(t.exact()))
	if m := t.match(); m != nil {
		o.refer("match", ref{id: m.id})
	}
	var list []*object
	for _, c := range t.candidates[:min(len(t.candidates), plan.MostCandidates)] {
		each := &object{}
		each.refer("entity", ref{id: c.id})
		each.set("score", model.FloatValue(c.Score))
		each.set("reason", model.TextValue(c.Reason))
		list = append(list, each)
	}
	o.add("candidates", list...)
	return o
}
