package fallback

import (
	"cmp"
	"context"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// searcher implements search by comparing every entity with every condition.
type searcher struct {
	*reader
	walker store.Walker
}

// searched is an entity with its searched texts.
type searched struct {
	typ      *model.Type
	id, name string
	texts    []store.SearchedText
}

// meets reports whether the entity has at least one word of every group.
func (e *searched) meets(condition store.Words) bool {
	for _, group := range condition {
		if !slices.ContainsFunc(group, func(w store.Word) bool {
			return slices.ContainsFunc(e.texts, func(t store.SearchedText) bool { return t.Meets(w) })
		}) {
			return false
		}
	}
	return len(condition) > 0
}

// units returns the work of comparing the entity with a condition.
func (e *searched) units(condition store.Words) int {
	words, bytes := 0, 0
	for _, group := range condition {
		words += len(group)
	}
	for i := range e.texts {
		bytes += len(e.texts[i].Text)
	}
	return plan.UnitsRow + words*plan.FoldUnits(bytes)
}

// entities reads all entities of the given types, ordered by id.
func (s *searcher) entities(ctx context.Context, types model.TypeSet) (list []searched, err error) {
	t := s.model.AnyEntity
	texts := store.NewTextSlots(s.model, 2)
	rows := &plan.Select{Type: t, Typed: true, Slots: append([]plan.Slot{column(t, "id"), column(t, "name")}, texts.Slots...)}
	all := &plan.Connection{Type: t, Where: &plan.IsType{Of: t, Types: types}, Page: plan.Page{Limit: -1}, Rows: rows}
	err = s.read(ctx, t.Many, all, func(c store.Cursor) {
		for c.Rows(); c.Next(); {
			list = append(list, searched{c.Type(), c.Value(0).Text, c.Value(1).Text, texts.Read(c)})
		}
	})
	return list, err
}

// Matches implements store.Searcher.
func (s *searcher) Matches(ctx context.Context, conditions []store.Words, types model.TypeSet, most int) ([]store.Match, error) {
	all, err := s.entities(ctx, types)
	if err != nil {
		return nil, err
	}
	matches := make([]store.Match, len(conditions))
	for i, condition := range conditions {
		var ids []string
		for j := range all {
			if err := s.work.Add(all[j].units(condition)); err != nil {
				return nil, err
			}
			if all[j].meets(condition) {
				ids = append(ids, all[j].id)
			}
		}
		if len(ids) > most {
			matches[i].Many = true
		} else {
			matches[i].IDs = ids
		}
	}
	return matches, nil
}

// Search implements store.Searcher.
func (s *searcher) Search(ctx context.Context, q *store.Search) (*store.Found, error) {
	all, err := s.entities(ctx, q.Types)
	if err != nil {
		return nil, err
	}
	found := &store.Found{}
	var hits []store.Hit
	known := make([]bool, len(all))
	for _, tier := range q.Tiers {
		for i := range all {
			if err := s.work.Add(all[i].units(tier.Words)); err != nil {
				return nil, err
			}
			if e := &all[i]; !known[i] && e.meets(tier.Words) {
				known[i] = true
				found.Counts[e.typ.Index]++
				hits = append(hits, store.Hit{ID: e.id, Name: e.name, Score: tier.Score})
			}
		}
		if len(hits) > q.Enough {
			break
		}
	}
	if err := s.addDegrees(ctx, hits); err != nil {
		return nil, err
	}
	// The comparison folds both names.
	if err := s.work.Add(len(hits) * plan.UnitsLookup); err != nil {
		return nil, err
	}
	if err := plan.SortFunc(s.work, hits, compareHits); err != nil {
		return nil, err
	}
	if after := q.After; after != nil {
		last := store.Hit{Score: int(after[0].Int), Degree: int(after[1].Int), Name: after[2].Text, ID: after[3].Text}
		hits = slices.DeleteFunc(hits, func(h store.Hit) bool { return compareHits(h, last) <= 0 })
	}
	found.More = len(hits) > q.First
	found.Hits = hits[:min(q.First, len(hits))]
	return found, nil
}

// addDegrees sets the degree of each hit.
func (s *searcher) addDegrees(ctx context.Context, hits []store.Hit) error {
	ids := make([]string, len(hits))
	for i := range hits {
		ids[i] = hits[i].ID
	}
	nodes, err := s.walker.Nodes(ctx, ids)
	if err != nil {
		return err
	}
	degrees, err := s.walker.Degrees(ctx, nodes)
	if err != nil {
		return err
	}
	for i := range hits {
		hits[i].Degree = degrees[i]
	}
	return nil
}

func compareHits(a, b store.Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Degree, a.Degree), store.CompareNames(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}
