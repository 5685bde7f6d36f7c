package questions

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Query runs a GraphQL query and decodes its data into a value.
type Query func(ctx context.Context, query string, variables map[string]any, into any) error

// Unknown is a value that was given as an id, but that no entity has.
type Unknown struct {
	Parameter *Parameter
	Value     string
	// Suggestions are entities with a similar name, the most similar first.
	Suggestions []Named
}

// Named is an entity by its name.
type Named struct{ ID, Name string }

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
	knownQuery  = `query Known($ids: [ID!]!) { entities(ids: $ids) { id } }`
	similarText = `query Similar($text: String!, $types: [EntityType!], $first: Int!) { search(text: $text, types: $types, first: $first) { nodes { entity { id name } } } }`
)

// Unknown returns the given ids that no entity has, the first of them with suggestions. They
// explain an answer without rows.
func (q *Question) Unknown(ctx context.Context, run Query, variables map[string]any) (list []Unknown, err error) {
	var ids []string
	for _, p := range q.Parameters {
		if !p.ID() {
			continue
		}
		for _, id := range texts(variables[p.Name]) {
			ids = append(ids, id)
			list = append(list, Unknown{Parameter: p, Value: id})
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var known struct{ Entities []*Named }
	if err := run(ctx, knownQuery, map[string]any{"ids": ids}, &known); err != nil {
		return nil, err
	}
	if len(known.Entities) != len(list) {
		return nil, fmt.Errorf("%d entities for %d ids", len(known.Entities), len(list))
	}
	next := 0
	list = slices.DeleteFunc(list, func(Unknown) bool { next++; return known.Entities[next-1] != nil })
	for i := range list[:min(len(list), suggestedIDs)] {
		if list[i].Suggestions, err = Similar(ctx, run, list[i].Value, list[i].Parameter.types...); err != nil {
			return nil, err
		}
	}
	return list, nil
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

// Sentence returns the sentence, in a language, that no entity has the id.
func (u Unknown) Sentence(language string) string {
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
