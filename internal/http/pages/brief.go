package pages

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// briefs selects and writes what a list shows of an entity: its name, its type, and where or when
// it is.
type briefs struct {
	dictionary *wording.Dictionary
	types      map[string]*model.Type
	// selection selects the fields of an entity that of needs.
	selection string
}

// common selects the fields that every entity has.
const common = "id name type summary"

// brief is an entity in a list.
type brief struct{ ID, Name, Acronym, Type, Detail, Summary string }

func newBriefs(m *model.Model, d *wording.Dictionary) briefs {
	b := briefs{dictionary: d, types: map[string]*model.Type{}}
	var s strings.Builder
	s.WriteString(common)
	for _, t := range m.Entities {
		b.types[t.Enum] = t
		if names := detailNames(t); names != "" {
			fmt.Fprintf(&s, " ... on %s { %s }", t.Name, names)
		}
	}
	b.selection = s.String()
	return b
}

// selectionOf selects the fields of an entity of one type.
func (b briefs) selectionOf(t *model.Type) string { return common + " " + detailNames(t) }

// fragmentOf selects the fields of an entity of any type that is known to be of one type.
func (b briefs) fragmentOf(t *model.Type) string {
	if names := detailNames(t); names != "" {
		return fmt.Sprintf("%s ... on %s { %s }", common, t.Name, names)
	}
	return common
}

// detailNames are the names of the fields of a type that a list shows.
func detailNames(t *model.Type) string {
	var names []string
	for _, f := range detailFields(t) {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

// detailFields are the fields of a type that a list shows: the acronym, the country, and the first
// and the last day.
func detailFields(t *model.Type) (list []*model.Field) {
	for _, f := range t.Fields {
		switch {
		case f.Scalar == model.Parts || f.Parent != nil:
		case f.Role == model.Acronym, f.Role == model.Country, f.Role == model.Start, f.Role == model.Finish, f.Role == model.Published,
			f.Derivation.As == model.DerivedCountries && !hasOwn(t, model.Country):
			list = append(list, f)
		}
	}
	return list
}

// hasOwn reports whether all values of a type have a field with a role.
func hasOwn(t *model.Type, role model.Role) bool {
	return slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return f.Role == role })
}

// of returns an entity as a list shows it.
func (b briefs) of(o object, language string) brief {
	t := b.types[o.Text("type")]
	one := brief{ID: o.Text("id"), Name: o.Text("name"), Type: b.dictionary.Type(o.Text("type"), language), Summary: o.Text("summary")}
	if t == nil {
		return one
	}
	var places []string
	var start, end string
	for _, f := range detailFields(t) {
		switch f.Role {
		case model.Acronym:
			if one.Acronym = o.Text(f.Name); one.Acronym == one.Name {
				one.Acronym = ""
			}
		case model.Published:
			start = o.Text(f.Name)
			end = start
		case model.Start:
			start = o.Text(f.Name)
		case model.Finish:
			if end = o.Text(f.Name); f.List {
				if days := o.Texts(f.Name); len(days) > 0 {
					end = slices.Max(days)
				}
			}
		default:
			values := o.Texts(f.Name)
			for _, code := range values[:min(len(values), shownCountries)] {
				places = append(places, b.dictionary.Value(f.Name, code, language))
			}
		}
	}
	one.Detail = strings.Join(places, ", ")
	if one.Detail == "" {
		one.Detail = years(start, end)
	}
	return one
}

// shownCountries is the number of countries that a list shows of an entity that has several.
const shownCountries = 3

// years returns the years between two dates: 2024–2028, 2024, or 2024– where the last day is not
// known.
func years(start, end string) string {
	from, to := year(start), year(end)
	switch {
	case from == to:
		return from
	case from == "":
		return "–" + to
	}
	return from + "–" + to
}

// year returns the year in which a partial date begins.
func year(date string) string { return date[:min(len(date), len("2026"))] }
