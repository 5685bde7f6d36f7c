package explore

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/internal/model"
)

// Bounds of a neighbourhood that one request may ask for.
const (
	mostNear      = 2000
	mostNearLinks = 5000
)

// query returns the request that returns what is on the stage: the neighbourhood of the expanded entities,
// if the stage is just that, or else the entities and the relations by their ids.
func (b *builder) query() Query {
	s := b.scene.State
	plain := len(s.Expand) > 0 && len(s.Path) == 0 && s.Where == "" && s.On == "" && len(s.Types) == 0 && len(s.Roles) == 0 && len(s.Hide) == 0 && !s.All
	for _, id := range s.IDs {
		plain = plain && slices.Contains(s.Expand, id)
	}
	if plain && b.scene.Cut == 0 && b.scene.LinksCut == 0 && len(b.scene.Nodes) <= mostNear && len(b.scene.Links) <= mostNearLinks && len(s.Expand) <= b.engine.Limits().IDs {
		return b.neighbourhoodQuery()
	}
	return b.idsQuery()
}

func (b *builder) neighbourhoodQuery() Query {
	variables := map[string]any{"of": b.scene.State.Expand, "first": max(len(b.scene.Nodes), 1), "links": len(b.scene.Links)}
	via := b.scene.State.Via
	if len(via) > 0 {
		variables["via"] = via
	}
	return Query{neighbourhoodDocument(b.model, len(via) > 0), variables}
}

// neighbourhoodDocument returns the request for a neighbourhood, with or without the types of the relations to
// follow.
func neighbourhoodDocument(m *model.Model, via bool) string {
	declared, passed := "$of: [ID!]!, $first: Int!, $links: Int!", "of: $of, first: $first, links: $links"
	if via {
		declared, passed = declared+", $via: [RelationType!]", passed+", via: $via"
	}
	return formatted(stageQuery(m, "("+declared+")", passed))
}

// Documents returns the texts of the requests behind pictures that depend on the model alone: those of the
// neighbourhoods, and that of the map. Any other view has a request of its own.
func Documents(m *model.Model) []string {
	return []string{neighbourhoodDocument(m, false), neighbourhoodDocument(m, true), formatted(pagesQuery(m))}
}

// formatted returns a document as people write it.
func formatted(text string) string {
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		panic(err) // it was written here
	}
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatQueryDocument(doc)
	return b.String()
}

// idsQuery asks for entities and relations by their ids, as many in each list as one filter may have.
func (b *builder) idsQuery() Query {
	var declared, fields []string
	variables := map[string]any{}
	limits := b.engine.Limits()
	most := min(limits.Values, limits.Page)
	add := func(list, selection string, ids []string) {
		i := 0
		for part := range slices.Chunk(ids, most) {
			i++
			name := list
			if i > 1 {
				name += strconv.Itoa(i)
			}
			declared = append(declared, "$"+name+": [ID!]!")
			variables[name] = part
			fields = append(fields, fmt.Sprintf("%s: %s(where: { id: { in: $%s } }, first: %d) { nodes { %s } }", name, list, name, len(part), selection))
		}
	}
	var entity strings.Builder
	selectEntity(&entity, b.model)
	ids := make([]string, len(b.scene.Nodes))
	for i, n := range b.scene.Nodes {
		ids[i] = n.ID
	}
	add(b.model.AnyEntity.Many, entity.String(), ids)
	for _, t := range b.model.Relations {
		var links []string
		for _, l := range b.scene.Links {
			if l.Type == t.Enum {
				links = append(links, l.ID)
			}
		}
		add(t.Many, relationSelection(b.model, t), links)
	}
	if len(fields) == 0 {
		return Query{"query Stage {\n  meta { dataVersion }\n}\n", map[string]any{}}
	}
	return Query{formatted("query Stage(" + strings.Join(declared, ", ") + ") { " + strings.Join(fields, " ") + " }"), variables}
}
