package cost

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// The numbers of words that a word of a caller is looked up as: itself, the words that begin
// with it, and those that differ by a typo, one for each letter.
const (
	prefixed  = 4
	typoWords = 2
)

// search estimates the search for a text. If it has a few words, their hits are ranked; more
// words have fewer hits together.
func (e *estimator) search(q *plan.Search) found {
	words := model.SearchWords(q.Text)
	hits, all := e.hits(), e.all(e.model.AnyEntity, false)
	visited := 0.0
	for _, w := range words {
		e.add(Words, float64((3+model.Letters(w))*plan.UnitsLookup))
		visited += (1 + prefixed + typoWords) * hits
	}
	if len(words) == 0 {
		return found{objects: 1}
	}
	visited = min(visited, all.n*float64(len(words)))
	total := min((1+prefixed)*hits, all.n)
	for range len(words) - 1 {
		total *= half / 2
	}
	e.add(Words, visited*plan.UnitsRow+total*plan.UnitsKeep)
	page := min(total*all.types(q.Types), float64(q.Page.Limit))
	e.add(Sort, sortUnits(page))
	return found{objects: 1, sizes: map[string]float64{
		"nodes": page, "edges": page, "types": 4, "highlights": 2,
	}}
}

// The work of resolving one name: the conditions by which it is looked up, and the entities that
// it is compared with.
const (
	conditionsOfTerm = 8
	comparedWithTerm = 20
	compareUnits     = 40
)

// resolve estimates the search for the entities that terms name.
func (e *estimator) resolve(q *plan.Resolve) found {
	hits := e.hits()
	for _, entry := range q.Entries {
		words := float64(len(model.SearchWords(entry.Term)))
		e.add(Words, conditionsOfTerm*plan.UnitsLookup+words*(conditionsOfTerm*plan.UnitsLookup+hits*plan.UnitsRow))
		e.add(Words, comparedWithTerm*compareUnits)
	}
	return found{objects: float64(len(q.Entries)), sizes: map[string]float64{"candidates": 3}}
}
