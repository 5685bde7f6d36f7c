package reconcile

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// candidate is an entity that a query may mean.
type candidate struct {
	// entity has what describes the entity, and the values of the properties of the query.
	entity object
	// score is from 0 to 100. match reports whether the entity is certain.
	score    float64
	match    bool
	features []feature
	// agrees reports whether the entity has the value of every property of the query; contradicts
	// whether it has another one of a property that has a single value.
	agrees, contradicts bool
}

// feature is a reason for or against a candidate. Version 0.2 has no names for features, and its
// clients ignore them.
type feature struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Factors of the score of a candidate for each property of a query.
const (
	contradicted = 0.6
	notOnRecord  = 0.9
)

// rank sorts the candidates of a query and leaves out those that its properties exclude: where any
// agrees with all properties, only those that agree, besides a certain one.
func (q *query) rank() {
	agreed := slices.ContainsFunc(q.candidates, func(c *candidate) bool { return c.agrees })
	q.candidates = slices.DeleteFunc(q.candidates, func(c *candidate) bool {
		return agreed && len(q.conditions) > 0 && !c.agrees && !c.match
	})
	slices.SortStableFunc(q.candidates, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(number(b.match), number(a.match)), cmp.Compare(b.score, a.score))
	})
	if len(q.candidates) > q.limit {
		q.candidates = q.candidates[:q.limit]
	}
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// candidateView is a candidate as an answer has it.
type candidateView struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	Score       float64   `json:"score"`
	Match       bool      `json:"match"`
	Type        []typeRef `json:"type"`
	Features    []feature `json:"features"`
}

// view returns the candidates of a query as an answer has them.
func (x *exchange) view(list []*candidate) []candidateView {
	views := []candidateView{}
	for _, c := range list {
		views = append(views, candidateView{
			ID: c.entity.text("id"), Name: c.entity.text("name"), Description: x.describe(c.entity),
			Score: math.Round(c.score*10) / 10, Match: c.match, Type: x.typesOf(c.entity), Features: c.features,
		})
	}
	return views
}

// typesOf returns the type of an entity.
func (x *exchange) typesOf(e object) []typeRef {
	kind := e.text("type")
	return []typeRef{{ID: kind, Name: x.dictionary.Type(kind, x.language)}}
}

// summaryOf returns the selection of an entity with what describe needs: its acronym, its place and
// its period.
func summaryOf(m *model.Model) string {
	var b strings.Builder
	b.WriteString("id name type")
	for _, t := range m.Entities {
		fields := summaryFields(t)
		if len(fields) == 0 {
			continue
		}
		fmt.Fprintf(&b, " ... on %s {", t.Name)
		for _, f := range fields {
			b.WriteString(" " + f.Name)
		}
		b.WriteString(" }")
	}
	return b.String()
}

// summaryFields are the fields of a type that tell entities with the same name apart.
func summaryFields(t *model.Type) (list []*model.Field) {
	for _, f := range t.AllWithRole(model.Acronym, model.Country, model.Place, model.Start, model.Finish) {
		if f.Parent == nil && !f.List {
			list = append(list, f)
		}
	}
	return list
}

// describe returns a line that tells an entity apart from others with its name: its type, acronym,
// place, country and years.
func (x *exchange) describe(e object) string {
	t := x.typeNamed(e.text("type"))
	if t == nil {
		return ""
	}
	parts := []string{x.dictionary.Type(t.Enum, x.language)}
	var places, years []string
	for _, f := range summaryFields(t) {
		text := e.text(f.Name)
		if text == "" || text == e.text("name") {
			continue
		}
		switch f.Role {
		case model.Acronym:
			parts = append(parts, text)
		case model.Country:
			places = append(places, wording.Country(text, x.language))
		case model.Place:
			places = slices.Insert(places, max(0, len(places)-1), text)
		case model.Start, model.Finish:
			if first, _, err := model.ParseDate(text); err == nil {
				years = append(years, model.YearOf(first))
			}
		}
	}
	if len(places) > 0 {
		parts = append(parts, strings.Join(slices.Compact(places), ", "))
	}
	if len(years) > 0 {
		parts = append(parts, strings.Join(slices.Compact(years), "–"))
	}
	return strings.Join(parts, " · ")
}

// typeNamed returns the entity type with a value of EntityType, or nil.
func (x *exchange) typeNamed(enum string) *model.Type {
	i := slices.IndexFunc(x.Model.Entities, func(t *model.Type) bool { return strings.EqualFold(t.Enum, enum) })
	if i < 0 {
		return nil
	}
	return x.Model.Entities[i]
}
