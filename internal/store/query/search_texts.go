package query

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// texts returns the searched texts of entities, in the order of their ids; an unknown id has
// none.
func (a *asker) texts(ids []string) ([][]store.SearchedText, error) {
	texts := store.NewTextSlots(a.model, 0)
	look := &plan.Lookup{Type: a.model.AnyEntity, Refs: ids, Many: true, Select: &plan.Select{Type: a.model.AnyEntity, Slots: texts.Slots}}
	list := make([][]store.SearchedText, 0, len(ids))
	err := a.lookup(look, func(c store.Cursor) {
		var found []store.SearchedText
		if !c.Missing() {
			found = texts.Read(c)
		}
		list = append(list, found)
	})
	return list, err
}

// highlights are, of each hit, the texts that made it be found: those in which a word that
// was asked is found in the way of the hit's score; where a text as a whole is, that text
// alone.
func (a *asker) highlights(asked string, hits []store.Hit) ([][]*object, error) {
	list := make([][]*object, len(hits))
	if len(hits) == 0 || !anywhere(a.ask.Select, "highlights") {
		return list, nil
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	texts, err := a.texts(ids)
	if err != nil {
		return nil, err
	}
	words, wholes := model.SearchWords(asked), model.Wholes(asked)
	for i, h := range hits {
		var seen []store.SearchedText
		for _, t := range texts[i] {
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

// found reports whether a text made its entity be found with a score.
func found(t *store.SearchedText, score int, words, wholes []string) bool {
	if score > scoreWords {
		return slices.ContainsFunc(wholes, func(whole string) bool { return t.Meets(store.Word{Text: whole, As: store.Whole, Fit: score}) })
	}
	for _, have := range model.SearchWords(t.Text) {
		for _, asked := range words {
			if slices.ContainsFunc(meanings(asked, score), func(w store.Word) bool { return w.Is(have) }) {
				return true
			}
		}
	}
	return false
}

// anywhere says whether a field is selected at any depth of an answer.
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
