package query

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// text is a text by which an entity is searched.
type text struct {
	// field is the name of the entity's field, fit what the text is worth as a whole.
	field string
	fit   int
	// text is as it is stored; scheme is there where it is an identifier.
	text, scheme string
}

// texts are those by which entities are searched: single ones first, then lists, each in
// the order of the schema; those of an id that is unknown are none.
func (a *asker) texts(ids []string) ([][]text, error) {
	sel, read := a.textSlots()
	look := &plan.Lookup{Type: a.model.AnyEntity, Refs: ids, Many: true, Select: sel}
	c, err := a.view.Run(a.ctx, &plan.Plan{Field: "entities", Root: &plan.Select{Slots: []plan.Slot{look}}})
	if err != nil {
		return nil, err
	}
	list := make([][]text, 0, len(ids))
	c.Enter(0)
	for c.Next() {
		var texts []text
		if !c.Missing() {
			for _, r := range read {
				texts = r(c, texts)
			}
		}
		list = append(list, texts)
	}
	c.Leave()
	return list, c.Err()
}

// textSlots are what is fetched of an entity, and what reads each of it.
func (a *asker) textSlots() (*plan.Select, []func(store.Cursor, []text) []text) {
	sel := &plan.Select{Type: a.model.AnyEntity}
	var read []func(store.Cursor, []text) []text
	for slot, f := range store.SearchedFields(a.model) {
		if f.Scalar != model.Parts {
			sel.Slots = append(sel.Slots, &plan.Column{Field: f})
			read = append(read, func(c store.Cursor, texts []text) []text {
				if v := c.Value(slot); !v.Null() {
					texts = append(texts, text{field: f.Name, fit: f.Searched, text: v.Text})
				}
				return texts
			})
			continue
		}
		parts := &plan.Select{Type: f.Object}
		subs := store.SearchedParts(f)
		for _, sub := range subs {
			parts.Slots = append(parts.Slots, &plan.Column{Field: sub})
		}
		scheme := f.Object.Field("scheme")
		if scheme != nil {
			parts.Slots = append(parts.Slots, &plan.Column{Field: scheme})
		}
		sel.Slots = append(sel.Slots, &plan.PartList{Field: f, Select: parts})
		read = append(read, func(c store.Cursor, texts []text) []text {
			c.Enter(slot)
			defer c.Leave()
			for c.Next() {
				for i, sub := range subs {
					t := text{field: f.Name, fit: sub.Searched, text: c.Value(i).Text}
					if scheme != nil {
						t.scheme = c.Value(len(subs)).Text
					}
					if t.text != "" {
						texts = append(texts, t)
					}
				}
			}
			return texts
		})
	}
	return sel, read
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
		var seen []text
		for _, t := range texts[i] {
			if !t.found(h.Score, words, wholes) || slices.ContainsFunc(seen, func(s text) bool { return s.field == t.field && s.text == t.text }) {
				continue
			}
			seen = append(seen, t)
			o := &object{}
			o.set("field", model.TextValue(t.field))
			o.set("text", model.TextValue(t.text))
			list[i] = append(list[i], o)
		}
	}
	return list, nil
}

// found says whether a text made its entity be found with a score.
func (t *text) found(score int, words, wholes []string) bool {
	if score > scoreWords {
		return t.fit == score && slices.ContainsFunc(model.WholesOf(t.text, t.scheme), func(w string) bool { return slices.Contains(wholes, w) })
	}
	for _, have := range model.SearchWords(t.text) {
		for _, asked := range words {
			for _, w := range meanings(asked, score) {
				if meets(have, w) {
					return true
				}
			}
		}
	}
	return false
}

// meets says whether a word is what was asked.
func meets(have string, w store.Word) bool {
	switch w.As {
	case store.Beginning:
		return strings.HasPrefix(have, w.Text)
	case store.Mistyped:
		return model.OneTypo(have, w.Text)
	}
	return have == w.Text
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
		}
	}
	return false
}
