package explore

import (
	"fmt"
	"strings"

	"whojoins/internal/model"
)

// MapText is what a page that draws a Map says in words.
type MapText struct {
	MapNames
	// Types are the types of entities, in the order of the enum EntityType.
	Types     []MapType  `json:"types"`
	Faults    []Fault    `json:"faults"`
	Query     Query      `json:"query"`
	Downloads []Download `json:"downloads"`
}

// MapType is a type of entities; One and Label are its singular and its plural in the language of the page.
type MapType struct {
	Value string `json:"value"`
	One   string `json:"one"`
	Label string `json:"label"`
}

// Text returns the words for a map. Only the language and the faults of the options matter.
func (e *Explorer) Text(names MapNames, o Options) *MapText {
	t := &MapText{MapNames: names, Faults: append([]Fault{}, o.Faults...), Query: Query{formatted(pagesQuery(e.model)), map[string]any{"first": e.engine.Limits().Page}}}
	for _, v := range e.model.EntityTypes.Values {
		t.Types = append(t.Types, MapType{v.Name, e.dictionary.Type(v.Name, o.Language), e.dictionary.Types(v.Name, o.Language)})
	}
	return t
}

// pagesQuery selects what a map is drawn from: the first page of the entities, and of the relations of each
// type that paths follow.
func pagesQuery(m *model.Model) string {
	const page = "(first: $first) { nodes { %s } pageInfo { hasNextPage endCursor } } "
	var b strings.Builder
	b.WriteString("query Map($first: Int!) { ")
	fmt.Fprintf(&b, m.AnyEntity.Many+page, "id type name")
	for _, t := range m.Relations {
		if t.Walked {
			fmt.Fprintf(&b, t.Many+page, t.From.Name+" { id } "+t.To.Name+" { id }")
		}
	}
	b.WriteString("}")
	return b.String()
}
