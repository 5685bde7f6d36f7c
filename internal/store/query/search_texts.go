package query

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// texts returns the searched texts of entities, in the order of ids; none for an unknown id.
func (r *runner) texts(ids []string) ([][]store.SearchedText, error) {
	texts := store.NewTextSlots(r.model, 0)
	list := make([][]store.SearchedText, 0, len(ids))
	err := store.Lookup(r.ctx, r.view, ids, &plan.Select{Type: r.model.AnyEntity, Slots: texts.Slots}, func(c store.Cursor) {
		var found []store.SearchedText
		if !c.Missing() {
			found = texts.Read(c)
		}
		list = append(list, found)
	})
	return list, err
}

// highlights returns, for each hit, the texts that made it a hit: the texts that contain a word
// of the search, matched as the score of the hit requires; if a whole text matched, only that
// text.
func (r *runner) highlights(search string, hits []store.Hit) ([][]*object, error) {
	list := make([][]*object, len(hits))
	if len(hits) == 0 || !anywhere(r.query.Select, "highlights") {
		return list, nil
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	texts, err := r.texts(ids)
	if err != nil {
		return nil, err
	}
	words, wholes := searchedWords(search), model.Wholes(search)
	for i, h := range hits {
		var seen []store.SearchedText
		for _, t := range texts[i] {
			if err := r.work.Add(highlightUnits(&t, words)); err != nil {
				return nil, err
			}
			if !found(&t, h.Score, words, wholes) || slices.ContainsFunc(seen, func(s store.SearchedText) bool { return s.Field == t.Field && s.Text == t.Text }) {
				continue
			}
			seen = append(seen, t)
			o := &object{}
			o.set("field", model.TextValue(t.Field))
			o.set("text", model.TextValue(t.Text))
			list[i] = append(list[i], o)
		}
	}
	return list, nil
}

// highlightUnits returns the work of comparing a text with words, about one word in eight bytes.
func highlightUnits(t *store.SearchedText, words []string) int {
	return plan.FoldUnits(len(t.Text)) + len(t.Text)/8*len(words)*plan.UnitsTypo
}

// found reports whether a text makes its entity a hit with this score.
func found(t *store.SearchedText, score int, words, wholes []string) bool {
	if score > scoreWords {
		return slices.ContainsFunc(wholes, func(whole string) bool { return t.Meets(store.Word{Text: whole, As: store.Whole, Fit: score}) })
	}
	for _, have := range model.TextWords(t.Text) {
		for _, w := range words {
			if slices.ContainsFunc(alternatives(w, score), func(w store.Word) bool { return w.Is(have) }) {
				return true
			}
		}
	}
	return false
}

// anywhere reports whether a field is selected at any depth of an answer.
func anywhere(sel *plan.Select, name string) bool {
	for _, slot := range sel.Slots {
		switch s := slot.(type) {
		case *plan.PartList:
			if s.Field.Name == name || anywhere(s.Select, name) {
				return true
			}
		case *plan.Nested:
			if s.Field.Name == name || anywhere(s.Select, name) {
				return true
			}
		case *plan.Column, *plan.Referred, *plan.ReferredList, *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
		default:
			panic(plan.Unhandled(s))
		}
	}
	return false
}
