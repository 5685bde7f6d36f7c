package reconcile

import (
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// usualSuggestions is the number of suggestions when a caller requests none.
const usualSuggestions = 10

// suggestion is an entity, a property or a type that a caller may mean.
type suggestion struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	Notable     []typeRef `json:"notable,omitempty"`
}

// page returns the requested part of a list: how many to skip, and how many to show.
func (x *exchange) page() (offset, limit int, err error) {
	offset, limit = 0, usualSuggestions
	for name, into := range map[string]*int{limitKey: &limit, offsetKey: &offset, cursorKey: &offset} {
		text := x.values.Get(name)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return 0, 0, plan.Errorf(plan.BadUserInput, "send a whole number from 0 on", "%s is %.20q", name, text)
		}
		*into = n
	}
	most := x.rows()
	if limit > most || offset > most-limit {
		return 0, 0, plan.Over(plan.TooLarge, "page", max(limit, offset+limit), most, "type more letters", "suggestions at most")
	}
	return offset, limit, nil
}

// sendSuggestions answers with the requested part of a list.
func (x *exchange) sendSuggestions(list []suggestion) error {
	offset, limit, err := x.page()
	if err != nil {
		return err
	}
	list = list[min(offset, len(list)):]
	list = list[:min(limit, len(list))]
	if list == nil {
		list = []suggestion{}
	}
	return x.json(map[string]any{"result": list})
}

// suggestEntity suggests entities: the one with the given id, and those with similar names.
func (x *exchange) suggestEntity() error {
	offset, limit, err := x.page()
	if err != nil {
		return err
	}
	prefix := strings.TrimSpace(x.values.Get(prefixKey))
	types, known := x.requestedTypes()
	if prefix == "" || !known {
		return x.sendSuggestions(nil)
	}
	var answer struct {
		Entity *object
		Search struct{ Nodes []struct{ Entity object } }
	}
	query := "query ReconcileSuggest($text: String!, $id: ID!, $types: [EntityType!], $first: Int) { entity(id: $id) { " + x.summary +
		" } search(text: $text, types: $types, first: $first) { nodes { entity { " + x.summary + " } } } }"
	if err := x.ask(query, map[string]any{"text": prefix, "id": prefix, "types": types, "first": offset + limit}, &answer); err != nil {
		return err
	}
	var list []suggestion
	add := func(e object) {
		id := e.text(idKey)
		if !slices.ContainsFunc(list, func(s suggestion) bool { return s.ID == id }) {
			list = append(list, suggestion{ID: id, Name: e.text("name"), Description: x.describe(e), Notable: x.typesOf(e)})
		}
	}
	if e := answer.Entity; e != nil && (len(types) == 0 || slices.Contains(types, e.text("type"))) {
		add(*e)
	}
	for _, n := range answer.Search.Nodes {
		add(n.Entity)
	}
	return x.sendSuggestions(list)
}

// requestedTypes returns the types to which suggestions are restricted; false if none of the named
// ones exists.
func (x *exchange) requestedTypes() (types []string, known bool) {
	named := slices.DeleteFunc(slices.Clone(x.values[typeKey]), func(id string) bool { return id == "" })
	for _, id := range named {
		if t := x.typeNamed(id); t != nil {
			types = append(types, t.Enum)
		}
	}
	return types, len(named) == 0 || len(types) > 0
}

// suggestProperty suggests properties by the beginning of their ids or of a word of their names.
func (x *exchange) suggestProperty() error {
	return x.sendSuggestions(x.suggestProperties(x.properties.all))
}

func (x *exchange) suggestProperties(all []*property) (list []suggestion) {
	for _, p := range all {
		list = append(list, suggestion{ID: p.id, Name: x.properties.name(p, x.language), Description: p.description})
	}
	return startingWith(list, x.values.Get(prefixKey))
}

// suggestType suggests types.
func (x *exchange) suggestType() error {
	var list []suggestion
	for _, t := range x.Model.Entities {
		list = append(list, suggestion{ID: t.Enum, Name: x.dictionary.Type(t.Enum, x.language), Description: t.Description})
	}
	return x.sendSuggestions(startingWith(list, x.values.Get(prefixKey)))
}

// startingWith returns the suggestions whose id, name or a word of these begins with a prefix: the
// one with this id first. An empty prefix fits all.
func startingWith(all []suggestion, prefix string) (list []suggestion) {
	folded := model.Fold(prefix)
	for _, s := range all {
		switch {
		case strings.EqualFold(s.ID, strings.TrimSpace(prefix)):
			list = slices.Insert(list, 0, s)
		case folded == "" || begins(model.Fold(s.Name), folded) || begins(model.Fold(s.ID), folded):
			list = append(list, s)
		}
	}
	return list
}

// begins reports whether a word of a folded text begins with a folded prefix.
func begins(text, prefix string) bool { return strings.Contains(" "+text, " "+prefix) }
