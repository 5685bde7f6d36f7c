package query

import (
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// entityNames is what of an entity a term is compared with.
type entityNames struct {
	id    string
	names []entityName
	// place are the words that say where it is, kind those that say what it is.
	place, kind map[string]bool
	// others are the concepts of all its names.
	others map[string]bool
}

// entityName is one name of an entity, or an identifier with its scheme.
type entityName struct {
	store.SearchedText
	wholes   []string
	words    []nameWord
	squeezed string
}

func (n *entityName) describe() string {
	if n.Scheme != "" {
		return n.Field + ": " + n.Scheme + ":" + n.Text
	}
	return n.Field + ": " + n.Text
}

// placeFields are those that say where an entity is, where the model has them.
var placeFields = []string{"city", "region", "country", "place"}

// entityNames fetches what entities are compared by, by their ids.
func (a *asker) entityNames(ids []string) (map[string]*entityNames, error) {
	known := make(map[string]*entityNames, len(ids))
	texts, err := a.texts(ids)
	if err != nil {
		return nil, err
	}
	places, err := a.places(ids)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		e := &entityNames{id: id, place: places[i].words, kind: places[i].kind, others: map[string]bool{}}
		for _, t := range texts[i] {
			n := entityName{SearchedText: t, wholes: model.WholesOf(t.Text, t.Scheme), words: nameWords(t.Text)}
			n.squeezed = strings.ReplaceAll(n.wholes[0], " ", "")
			if t.Scheme == "" {
				for _, w := range n.words {
					if w.weight > weightBetween {
						e.others[w.concept] = true
					}
				}
			}
			e.names = append(e.names, n)
		}
		known[id] = e
	}
	return known, nil
}

// situation is where an entity is, and of which type.
type situation struct{ words, kind map[string]bool }

func (a *asker) places(ids []string) ([]situation, error) {
	t := a.model.AnyEntity
	sel := &plan.Select{Type: t, Typed: true}
	var fields []string
	for _, name := range placeFields {
		if f := t.AnyField(name); f != nil && f.Scalar == model.Text {
			sel.Slots, fields = append(sel.Slots, &plan.Column{Field: f}), append(fields, name)
		}
	}
	look := &plan.Lookup{Type: t, Refs: ids, Many: true, Select: sel}
	c, err := a.view.Run(a.ctx, &plan.Plan{Field: "entities", Root: &plan.Select{Slots: []plan.Slot{look}}})
	if err != nil {
		return nil, err
	}
	list := make([]situation, 0, len(ids))
	c.Enter(0)
	for c.Next() {
		s := situation{map[string]bool{}, map[string]bool{}}
		if !c.Missing() {
			for slot, name := range fields {
				s.add(name, c.Value(slot).Text)
			}
			s.kind = kindWords(c.Type())
		}
		list = append(list, s)
	}
	c.Leave()
	return list, c.Err()
}

// add takes the words of a place; a country is a code.
func (s *situation) add(field, value string) {
	if field == "country" {
		for w := range countryWords(value) {
			s.words[w] = true
		}
		return
	}
	for _, w := range strings.Fields(model.Fold(value)) {
		s.words[w] = true
		s.words[lookUp(w).concept] = true
	}
}

// kindWords are the words of a type's name, where they say more than those in the names of
// organisations do.
func kindWords(t *model.Type) map[string]bool {
	kind := map[string]bool{}
	for _, w := range strings.Split(strings.ToLower(t.Enum), "_") {
		l := lookUp(w)
		if l.weight < weightName && !l.initiative {
			return nil
		}
		kind[l.concept] = true
	}
	return kind
}
