package query

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// A match is sure when it fits so well, and so much better than the next; or a little
// less well where the term names its place too, and nothing else comes near.
const (
	sure         = 0.88
	margin       = 0.05
	surePlaced   = 0.85
	marginPlaced = 0.3
	// worthTelling is how well a candidate fits at least.
	worthTelling = 0.3
)

// mostMeeting is how many entities may meet a condition to be compared with a term: what
// more do says too little. comparedMost is how many a term is compared with.
const (
	mostMeeting  = 60
	comparedMost = 200
)

// resolve answers a Resolve. First all terms are looked up as a whole; for those that stand
// for no entity alone, what has most of their words is compared with them.
func (a *asker) resolve(q *plan.Resolve) ([]*object, error) {
	r := &resolving{asker: a, types: q.Types, known: map[string]*entityNames{}}
	for _, text := range q.Terms {
		r.terms = append(r.terms, &resolved{term: readTerm(text)})
	}
	if len(r.terms) == 0 {
		return nil, nil
	}
	if err := r.find((*resolved).asWhole); err != nil {
		return nil, err
	}
	if err := r.find((*resolved).byWords); err != nil {
		return nil, err
	}
	objects := make([]*object, len(r.terms))
	for i, t := range r.terms {
		objects[i] = t.object()
	}
	return objects, nil
}

// resolving is a list of terms that are being resolved.
type resolving struct {
	*asker
	types model.TypeSet
	terms []*resolved
	known map[string]*entityNames
}

// resolved is a term and what it could stand for, the likeliest first.
type resolved struct {
	*term
	candidates []candidate
	compared   map[string]bool
	// done says that it is the name of something as it stands.
	done bool
}

type candidate struct {
	id string
	likeness
}

// find looks up the conditions of all terms, and compares them with what meets these.
func (r *resolving) find(conditions func(*resolved) []store.Words) error {
	var all []store.Words
	var of []int
	for i, t := range r.terms {
		for _, c := range conditions(t) {
			all, of = append(all, c), append(of, i)
		}
	}
	if len(all) == 0 {
		return nil
	}
	matches, err := r.view.Matches(r.ctx, all, r.types, mostMeeting)
	if err != nil {
		return err
	}
	found := make([][]string, len(r.terms))
	var fetch []string
	for i, m := range matches {
		t := r.terms[of[i]]
		for _, id := range m.IDs {
			if len(found[of[i]]) >= comparedMost || t.compared[id] {
				continue
			}
			if t.compared == nil {
				t.compared = map[string]bool{}
			}
			t.compared[id] = true
			found[of[i]] = append(found[of[i]], id)
			if r.known[id] == nil {
				r.known[id] = &entityNames{}
				fetch = append(fetch, id)
			}
		}
	}
	names, err := r.entityNames(fetch)
	if err != nil {
		return err
	}
	for id, n := range names {
		r.known[id] = n
	}
	for i, t := range r.terms {
		if err := store.Ended(r.ctx); err != nil {
			return err
		}
		for _, id := range found[i] {
			if l := r.known[id].compare(t.term); l.score >= worthTelling {
				t.candidates = append(t.candidates, candidate{id, l})
			}
		}
		t.order()
	}
	return nil
}

// order puts the likeliest first.
func (t *resolved) order() {
	slices.SortFunc(t.candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.level, a.level), cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
	t.done = len(t.candidates) > 0 && t.candidates[0].level == exact
}

// asWhole is the condition that a text of an entity is the term, or the term without what
// stands aside.
func (t *resolved) asWhole() []store.Words {
	var group []store.Word
	for _, whole := range append(slices.Clone(t.wholes), t.bare...) {
		for fit := 3; fit <= 5; fit++ {
			group = append(group, store.Word{Text: whole, As: store.Whole, Fit: fit})
		}
	}
	if len(group) == 0 {
		return nil
	}
	return []store.Words{{group}}
}

// byWords are the conditions that an entity has the words of the term.
func (t *resolved) byWords() (list []store.Words) {
	if t.done {
		return nil
	}
	for _, way := range []*term{t.term, t.term.expanded()} {
		if way != nil {
			list = append(list, way.conditions()...)
		}
	}
	return list
}

// conditions are those that an entity has all words; all that tell one name from another;
// all but those in brackets and names
// of countries, and of these all but what stands behind the last comma, and the one
// before; those behind the first and the second; and all of the first part but one.
func (t *term) conditions() (list []store.Words) {
	last := 0
	for i := range t.words {
		last = max(last, t.words[i].segment)
	}
	add := func(words store.Words) {
		if len(words) > 0 && (len(list) == 0 || len(words) != len(list[len(list)-1])) {
			list = append(list, words)
		}
	}
	add(t.groups(func(w *nameWord) bool { return true }))
	add(t.groups(func(w *nameWord) bool { return w.weight > weightGeneric && !w.aside }))
	var main store.Words
	for _, behind := range []int{0, 1, 2, last} {
		main = t.groups(func(w *nameWord) bool { return w.segment <= last-behind && !w.aside && !anyCountry()[w.text] })
		add(main)
	}
	for segment := 1; segment <= min(last, 2); segment++ {
		add(t.groups(func(w *nameWord) bool { return w.segment == segment && !w.aside && !anyCountry()[w.text] }))
	}
	for i := range main {
		if len(main) > 1 {
			list = append(list, slices.Delete(slices.Clone(main), i, i+1))
		}
	}
	return list
}

// mostCompared is how many words of a term are looked up.
const mostCompared = 12

// groups are the conditions on some words of a term.
func (t *term) groups(these func(*nameWord) bool) (all store.Words) {
	for i := range t.words {
		if w := &t.words[i]; len(all) < mostCompared && these(w) {
			if group := w.meanings(); len(group) > 0 {
				all = append(all, group)
			}
		}
	}
	return all
}

// meanings are the words that a word of a term can be; none where it says too little to be
// looked up.
func (w *nameWord) meanings() []store.Word {
	if w.weight <= weightBetween || utf8.RuneCountInString(w.text) < 2 {
		return nil
	}
	group := []store.Word{{Text: w.text}}
	for _, other := range concepts[w.concept] {
		if other != w.text {
			group = append(group, store.Word{Text: other})
		}
	}
	if w.short && utf8.RuneCountInString(w.text) >= beginningLength {
		group = append(group, store.Word{Text: w.text, As: store.Beginning})
	}
	if len(group) == 1 && model.Letters(w.text) >= typoLetters {
		group = append(group, store.Word{Text: w.text, As: store.Mistyped})
	}
	return group
}

// match is the candidate that is sure; nil when none is.
func (t *resolved) match() *candidate {
	if len(t.candidates) == 0 {
		return nil
	}
	best := &t.candidates[0]
	ahead := best.score
	if len(t.candidates) > 1 && t.candidates[1].level == best.level {
		ahead -= t.candidates[1].score
	}
	switch {
	case t.generic() && !best.place:
		return nil
	case best.score >= sure && ahead >= margin, best.place && best.score >= surePlaced && ahead >= marginPlaced:
		return best
	}
	return nil
}

// generic says that the term has no word by which one name is told from another.
func (t *term) generic() bool {
	return !slices.ContainsFunc(t.words, func(w nameWord) bool { return w.weight > weightGeneric })
}

// object is the answer for a term.
func (t *resolved) object() *object {
	o := &object{}
	o.set("term", model.TextValue(t.text))
	score, asItIs := 0.0, false
	if len(t.candidates) > 0 {
		score, asItIs = t.candidates[0].score, t.candidates[0].level == exact
	}
	o.set("score", model.FloatValue(score))
	o.set("exact", model.BoolValue(asItIs))
	if m := t.match(); m != nil {
		o.point("match", ref{id: m.id})
	}
	var list []*object
	for _, c := range t.candidates[:min(len(t.candidates), plan.MostCandidates)] {
		each := &object{}
		each.point("entity", ref{id: c.id})
		each.set("score", model.FloatValue(c.score))
		each.set("reason", model.TextValue(c.reason))
		list = append(list, each)
	}
	o.hold("candidates", list...)
	return o
}
