package questions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Query runs a GraphQL query and decodes its data into a value.
type Query func(ctx context.Context, query string, variables map[string]any, into any) error

// Unknown is a value that was given as an id or a name, but that no entity has, or several.
type Unknown struct {
	Parameter *Parameter
	Value     string
	// Several reports whether several entities have the name.
	Several bool
	// Suggestions are these, or entities with a similar name, the most similar first.
	Suggestions []Named
}

// Named is an entity by its name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Bounds on the suggestions for unknown ids, each of which needs searches.
const (
	// suggestions is how many entities are suggested for an unknown id.
	suggestions = 3
	// suggestedIDs is the number of unknown ids that have suggestions.
	suggestedIDs = 5
	// similarWords is the largest number of words of an id that are searched for.
	similarWords = 8
)

const (
	namedQuery  = `query Named($terms: [String!]!, $types: [EntityType!]) { resolve(terms: $terms, types: $types) { exact match { id name } candidates { score entity { id name } } } }`
	knownQuery  = `query Known($ids: [ID!]!) { entities(ids: $ids) { id } }`
	similarText = `query Similar($text: String!, $types: [EntityType!], $first: Int!) { search(text: $text, types: $types, first: $first) { nodes { entity { id name } } } }`
)

// Named replaces the names among the given ids by the ids of the entities that have them: a name,
// acronym or identifier that exactly one entity of the offered types has. It returns the values that
// no entity has, with suggestions, and those that several have, with these. If there are such
// values, the question has no answer.
func (q *Question) Named(ctx context.Context, run Query, variables map[string]any) (named map[string]any, list []Unknown, err error) {
	var ids []string
	for _, p := range q.Parameters {
		if p.ID() {
			ids = append(ids, texts(variables[p.Name])...)
		}
	}
	if len(ids) == 0 {
		return variables, nil, nil
	}
	var found struct{ Entities []*Named }
	if err := run(ctx, knownQuery, map[string]any{"ids": ids}, &found); err != nil {
		return nil, nil, err
	}
	if len(found.Entities) != len(ids) {
		return nil, nil, fmt.Errorf("%d entities for %d ids", len(found.Entities), len(ids))
	}
	known := map[string]bool{}
	for i, id := range ids {
		known[id] = found.Entities[i] != nil
	}
	named = maps.Clone(variables)
	for _, p := range q.Parameters {
		if !p.ID() {
			continue
		}
		unknown := slices.DeleteFunc(texts(variables[p.Name]), func(id string) bool { return known[id] })
		meant, more, err := p.named(ctx, run, unknown)
		if err != nil {
			return nil, nil, err
		}
		named[p.Name], list = replaced(variables[p.Name], meant), append(list, more...)
	}
	return named, list, nil
}

// named returns the ids of the entities that the values of a parameter name, by value, and the values
// that are no name of exactly one entity.
func (p *Parameter) named(ctx context.Context, run Query, values []string) (meant map[string]string, list []Unknown, err error) {
	if len(values) == 0 {
		return nil, nil, nil
	}
	all, err := Meant(ctx, run, values, p.types...)
	if err != nil {
		return nil, nil, err
	}
	meant = map[string]string{}
	for i, entities := range all {
		if len(entities) == 1 {
			meant[values[i]] = entities[0].ID
			continue
		}
		u := Unknown{Parameter: p, Value: values[i], Several: len(entities) > 1, Suggestions: entities}
		if !u.Several && len(list) < suggestedIDs {
			if u.Suggestions, err = Similar(ctx, run, values[i], p.types...); err != nil {
				return nil, nil, err
			}
		}
		list = append(list, u)
	}
	return meant, list, nil
}

// Meant returns, for each name, the entities of some types, or of any, that have exactly this name,
// acronym or identifier: at most five.
func Meant(ctx context.Context, run Query, names []string, types ...string) ([][]Named, error) {
	var answer struct {
		Resolve []struct {
			Exact      bool
			Match      *Named
			Candidates []struct {
				Score  float64
				Entity Named
			}
		}
	}
	if err := run(ctx, namedQuery, map[string]any{"terms": names, "types": types}, &answer); err != nil {
		return nil, err
	}
	list := make([][]Named, len(names))
	for i, r := range answer.Resolve {
		switch {
		case !r.Exact:
		case r.Match != nil:
			list[i] = []Named{*r.Match}
		default:
			for _, c := range r.Candidates {
				if c.Score == 1 {
					list[i] = append(list[i], c.Entity)
				}
			}
		}
	}
	return list, nil
}

// replaced returns a variable with other texts in place of some.
func replaced(variable any, by map[string]string) any {
	switch v := variable.(type) {
	case string:
		if to, ok := by[v]; ok {
			return to
		}
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = replaced(v[i], by)
		}
		return list
	}
	return variable
}

// texts returns the texts in a variable: one, or those of a list.
func texts(variable any) (list []string) {
	switch v := variable.(type) {
	case string:
		return []string{v}
	case []any:
		for _, item := range v {
			list = append(list, texts(item)...)
		}
	}
	return list
}

// Similar returns the entities of some types, or of any, whose names are most similar to the
// first words of an id that a caller gave. If it finds none, it drops the last word of the id and tries again:
// jane-3 becomes jane, which is similar to jane-2.
func Similar(ctx context.Context, run Query, id string, types ...string) (found []Named, err error) {
	words := strings.FieldsFunc(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = words[:min(len(words), similarWords)]
	for ; len(words) > 0 && len(found) == 0; words = words[:len(words)-1] {
		var answer struct {
			Search struct{ Nodes []struct{ Entity Named } }
		}
		if err := run(ctx, similarText, map[string]any{"text": strings.Join(words, " "), "types": types, "first": suggestions}, &answer); err != nil {
			return nil, err
		}
		for _, n := range answer.Search.Nodes {
			found = append(found, n.Entity)
		}
	}
	return found, nil
}

// Replaced returns the values that a caller gave for the parameter with another id in place of
// the unknown one.
func (u Unknown) Replaced(given []string, id string) string {
	items := u.Parameter.Items(given)
	for i := range items {
		if items[i] == u.Value {
			items[i] = id
		}
	}
	return strings.Join(items, ",")
}

// Sentence returns the sentence, in a language, that no entity has the name, or that several have
// it.
func (u Unknown) Sentence(language string) string {
	if u.Several {
		return fmt.Sprintf(messages["Several"].In(language), u.Value)
	}
	text, ok := messages["Unknown "+u.Parameter.Offers]
	if !ok {
		text = messages["Unknown"]
	}
	return fmt.Sprintf(text.In(language), u.Value)
}

// Explain returns the sentence, in a language, that no entity has the id, followed by the
// suggestions.
func (u Unknown) Explain(language string) string {
	if len(u.Suggestions) == 0 {
		return u.Sentence(language)
	}
	var names []string
	for _, s := range u.Suggestions {
		names = append(names, s.Name+" ("+s.ID+")")
	}
	return u.Sentence(language) + " " + fmt.Sprintf(messages["DidYouMean"].In(language), strings.Join(names, ", "))
}
