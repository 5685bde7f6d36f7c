package pages

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/questions"
)

// The parameters of the page of an entity by which one of its lists is sorted, filtered and paged:
// the name of the list, the column to sort by, and a text that names contain. A filter has the name
// of its field.
const (
	listKey = "list"
	sortKey = "sort"
)

const (
	// listRows is the number of rows of a list of participations, and of a list that the address
	// names. fewRows is that of any other list.
	listRows = 100
	fewRows  = 12
	// descending begins the name of a column to sort by it in descending order.
	descending = "-"
	// optionsOfFilter is the number of values that a filter offers.
	optionsOfFilter = 100
)

// filterField is a field by which the rows of a list can be filtered: one of the relation or of the
// entity at its far end.
type filterField struct {
	*model.Field
	// name is the name of the parameter.
	name  string
	far   bool
	facet string
}

// filterFields returns the fields by which the rows of a side can be filtered: the words of the
// relation, the type and the country of the entity at the far end.
func filterFields(s *model.Side) (list []filterField) {
	for _, f := range s.Relation.Fields {
		if f.Enum != nil && f.Name != "type" {
			list = append(list, filterField{f, f.Name, false, f.Facet})
		}
	}
	if f := countryField(s.Far.Target); f != nil {
		name := roleName(s.Far.Target, model.Country)
		if name == "" {
			name = f.Name
		}
		list = append(list, filterField{f, name, true, s.Far.Facet + "_" + f.Facet})
	}
	if s.Far.Target.Abstract() {
		if f := s.Far.Target.AnyField("type"); f != nil {
			list = append(list, filterField{f, f.Name, true, s.Far.Facet + "_" + f.Facet})
		}
	}
	return list
}

// countryField returns the field with the countries of entities of a type, or nil.
func countryField(t *model.Type) *model.Field {
	for _, f := range t.Fields {
		if f.Derivation.As == model.DerivedCountries {
			return f
		}
	}
	for _, f := range t.Fields {
		if f.Role == model.Country {
			return f
		}
	}
	return nil
}

// EntityParameters returns the parameters of the page of an entity.
func EntityParameters(m *model.Model) []string {
	list := []string{questions.LanguageKey, listKey, sortKey, findKey, afterKey}
	for _, t := range m.Entities {
		for _, s := range t.Sides {
			for _, f := range filterFields(s) {
				if !slices.Contains(list, f.name) {
					list = append(list, f.name)
				}
			}
		}
	}
	return list
}

// exportPath begins the addresses of files.
const exportPath = "/export/"

// entityList is how one list of the page is sorted, filtered and paged.
type entityList struct {
	side *model.Side
	// chosen reports whether the address names the list.
	chosen bool
	sort   string
	after  string
	find   string
	// values are the values of the filters, by the names of their fields.
	values map[string]string
}

// listOf reads the parameters; it returns a list without a side if the address names none, and the
// wrong parameter with the right values if it names one that the type does not have.
func listOf(t *model.Type, values url.Values) (l entityList, wrong string, right []string) {
	l = entityList{values: map[string]string{}}
	name := values.Get(listKey)
	for _, s := range t.Sides {
		right = append(right, s.Name)
		if s.Name == name {
			l.side, l.chosen = s, true
		}
	}
	if l.side == nil {
		if name != "" {
			return l, listKey, right
		}
		return l, "", nil
	}
	l.sort, l.after, l.find = values.Get(sortKey), values.Get(afterKey), strings.TrimSpace(values.Get(findKey))
	l.find = l.find[:min(len(l.find), longestFind)]
	if columns := sortColumns(l.side); l.sort != "" && columns[strings.TrimPrefix(l.sort, descending)] == nil {
		return l, sortKey, slices.Sorted(maps.Keys(columns))
	}
	for _, f := range filterFields(l.side) {
		if value := values.Get(f.name); value != "" {
			if f.Enum != nil && f.Enum.Position(value) < 0 {
				return l, f.name, enumNames(f.Enum)
			}
			l.values[f.name] = value
		}
	}
	return l, "", nil
}

func enumNames(e *model.Enum) (list []string) {
	for _, v := range e.Values {
		list = append(list, v.Name)
	}
	return list
}

// sortColumns returns the fields by which a list can be sorted, by the names of its columns: the
// fields of the relation, and the name, the type, the country and the first day of the entity at the
// far end. A name that both have is that of the relation.
func sortColumns(s *model.Side) map[string]map[string]any {
	columns := map[string]map[string]any{}
	for _, f := range s.Far.Target.AllFields {
		if f.Sortable() && (slices.Contains([]string{"name", "type"}, f.Name) || f.Role == model.Country || f.Role == model.Start) {
			columns[f.Name] = map[string]any{s.Far.Name: map[string]any{f.Name: true}}
		}
	}
	for _, f := range s.Relation.Fields {
		if f.Sortable() && f.Name != "id" && f.Name != "type" {
			columns[f.Name] = map[string]any{f.Name: true}
		}
	}
	return columns
}

// order returns the value of the argument sort. Rows that are equal are in the order of their names.
func (l entityList) order() []any {
	byName := map[string]any{l.side.Far.Name: map[string]any{"name": "ASC"}}
	column, down := strings.CutPrefix(l.sort, descending)
	by := sortColumns(l.side)[column]
	if by == nil || column == "name" && !down {
		return []any{byName}
	}
	direction := "ASC"
	if down {
		direction = "DESC"
	}
	return []any{directed(by, direction), byName}
}

// directed returns a sort key with a direction.
func directed(by map[string]any, direction string) map[string]any {
	for name, value := range by {
		if nested, ok := value.(map[string]any); ok {
			return map[string]any{name: directed(nested, direction)}
		}
		return map[string]any{name: direction}
	}
	return nil
}

// where returns the value of the argument where.
func (l entityList) where() map[string]any {
	where, far := map[string]any{}, map[string]any{}
	for _, f := range filterFields(l.side) {
		value, given := l.values[f.name]
		if !given {
			continue
		}
		operator := map[string]any{"eq": value}
		switch {
		case f.List:
			operator = map[string]any{"has": value}
		case f.Name == "type":
			operator = map[string]any{"in": []string{value}}
		}
		if f.far {
			far[f.Name] = operator
		} else {
			where[f.Name] = operator
		}
	}
	if l.find != "" {
		far["OR"] = []any{
			map[string]any{"name": map[string]any{"matches": l.find}}, map[string]any{"name": map[string]any{"contains": l.find}},
			map[string]any{"aliases": map[string]any{"some": map[string]any{"name": map[string]any{"matches": l.find}}}},
		}
	}
	if len(far) > 0 {
		where[l.side.Far.Name] = far
	}
	return where
}

// address returns the address of the list with one parameter changed; an empty value removes it. The
// address leads to the list on the page.
func (l entityList) address(f frame, id, name, value string) string {
	values := url.Values{listKey: {l.side.Name}}
	set := func(name, value string) {
		if value == "" {
			values.Del(name)
		} else {
			values.Set(name, value)
		}
	}
	set(sortKey, l.sort)
	set(findKey, l.find)
	for field, chosen := range l.values {
		set(field, chosen)
	}
	set(questions.LanguageKey, f.Chosen)
	set(name, value)
	return entityPath(id) + "?" + values.Encode() + "#" + l.side.Name
}

// file returns the address of a file with all rows of the list, as it is filtered and sorted.
func (l entityList) file(id, extension string) string {
	where := l.where()
	near := map[string]any{"id": map[string]any{"eq": id}}
	where[l.side.Near.Name] = near
	values := url.Values{}
	for name, value := range map[string]any{"where": where, "sort": l.order()} {
		if text, err := json.Marshal(value); err == nil {
			values.Set(name, string(text))
		}
	}
	return exportPath + l.side.Relation.Many + "." + extension + "?" + values.Encode()
}
