package storetest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// graphQuery returns arguments for a graph query, or false if the query is unknown here.
func (g *generator) graphQuery(fd *ast.FieldDefinition) (given []named, known bool) {
	if g.schema.Query.Fields.ForName(fd.Name) != fd {
		return nil, false // a field of an object may have the name of a query: Resolution.candidates
	}
	switch fd.Name {
	case "search":
		return g.search(fd), true
	case "resolve":
		return g.resolve(fd), true
	case "paths":
		return g.paths(fd), true
	case "neighbourhood":
		return g.neighbourhood(fd), true
	case "collaborators":
		return g.collaborators(fd), true
	case "candidates":
		return g.candidates(fd), true
	case "collaboration":
		return g.collaboration(fd), true
	case "matrix":
		return g.table(fd), true
	case "changes":
		return g.changes(fd), true
	case "overlap":
		return g.overlap(fd), true
	case "gaps":
		return g.gaps(fd), true
	}
	return nil, false
}

// graphQueries returns the root fields of the graph queries that are known here.
func (g *generator) graphQueries() (list ast.FieldList) {
	for _, fd := range g.schema.Query.Fields {
		switch fd.Name {
		case "search", "resolve", "paths", "neighbourhood", "collaborators", "candidates", "collaboration", "matrix", "changes", "overlap", "gaps":
			list = append(list, fd)
		}
	}
	return list
}

func given(fd *ast.FieldDefinition, name string, value any) named {
	return named{name, &input{fd.Arguments.ForName(name).Type, value}}
}

// connected returns a reference to an entity of a type, usually to one with many relations.
func (g *generator) connected(t *model.Type) string {
	if id := g.entity(t); id != "" && !g.chance(3) {
		return id
	}
	return g.ref(t)
}

// filters returns some of the arguments that filter entities, and a day.
func (g *generator) filters(fd *ast.FieldDefinition) (list []named) {
	for _, a := range fd.Arguments {
		name, where := strings.CutSuffix(a.Type.Name(), "Where")
		switch {
		case where && g.chance(3):
			list = append(list, named{a.Name, g.where(g.m.Type(name), 2)})
		case a.Name == "activeOn" && g.chance(3):
			list = append(list, given(fd, a.Name, g.date()))
		}
	}
	return list
}

func (g *generator) collaborators(fd *ast.FieldDefinition) []named {
	return g.paged(fd, append(g.filters(fd), given(fd, "of", g.connected(g.m.Participation.From.Target))))
}

func (g *generator) candidates(fd *ast.FieldDefinition) []named {
	of := g.m.Participation.To.Target
	if g.chance(2) {
		of = g.m.Participation.From.Target
	}
	return g.paged(fd, append(g.filters(fd), given(fd, "for", g.connected(of))))
}

// paged sometimes adds a page to the arguments of a graph query.
func (g *generator) paged(fd *ast.FieldDefinition, list []named) []named {
	if g.chance(3) {
		if cursor := g.cursorAmong(fd, list, "edges { cursor }"); cursor != "" {
			list = append(list, given(fd, "after", cursor))
		}
	}
	if g.chance(2) {
		list = append(list, given(fd, "first", g.IntN(6)))
	}
	return list
}

// collaboration returns arguments for a page of the links of a network.
func (g *generator) collaboration(fd *ast.FieldDefinition) []named {
	list := g.table(fd)
	if g.chance(3) {
		if cursor := g.cursorAmong(fd, list, "pageInfo { endCursor }"); cursor != "" {
			list = append(list, given(fd, "after", cursor))
		}
	}
	return list
}

// cursorAmong returns the cursor of a row of a graph query, in this graph or in another one, or
// "" if there are no rows. selection selects the cursors.
func (g *generator) cursorAmong(fd *ast.FieldDefinition, list []named, selection string) string {
	of := g.oracle
	if g.chance(4) {
		of = g.elsewhere
	}
	query := fmt.Sprintf("{ page: %s(%s) { %s } }", fd.Name, literals(list), selection)
	var data struct {
		Page struct {
			Edges    []struct{ Cursor string }
			PageInfo struct{ EndCursor string }
		}
	}
	text, err := Answer(g.m, g.schema, of, query, nil)
	if err == nil {
		err = json.Unmarshal(text, &data)
	}
	if err != nil {
		panic(fmt.Sprintf("storetest: %s: %s", query, err))
	}
	if n := len(data.Page.Edges); n > 0 {
		return data.Page.Edges[g.IntN(n)].Cursor
	}
	return data.Page.PageInfo.EndCursor
}

func literals(list []named) string {
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = a.name + ": " + a.literal()
	}
	return strings.Join(texts, ", ")
}

// table returns arguments for a graph query with filters on both ends, and with small sizes, so
// that rows and columns are omitted.
func (g *generator) table(fd *ast.FieldDefinition) []named {
	list := g.filters(fd)
	for _, a := range fd.Arguments {
		switch {
		case a.Name == "minimum" && g.chance(3):
			list = append(list, given(fd, a.Name, 1+g.IntN(3)))
		case strings.HasPrefix(a.Name, "first"):
			list = append(list, given(fd, a.Name, g.IntN(8)))
		}
	}
	return list
}

// changes returns arguments for changes, with the earlier day first.
func (g *generator) changes(fd *ast.FieldDefinition) []named {
	from, to := g.days()
	return []named{given(fd, "initiative", g.connected(g.m.Participation.To.Target)), given(fd, "from", from), given(fd, "to", to)}
}

// days returns two dates, usually the earlier one first.
func (g *generator) days() (from, to string) {
	from, to = g.date(), g.date()
	a, _, errA := model.ParseDate(from)
	b, _, errB := model.ParseDate(to)
	if errA != nil || errB != nil || a > b {
		from, to = to, from
	}
	return from, to
}

func (g *generator) gaps(fd *ast.FieldDefinition) []named {
	list := []named{given(fd, "lacking", g.where(g.m.Participation.From.Target, 2).value)}
	if g.chance(3) {
		list = append(list, named{"in", g.where(g.m.Participation.To.Target, 2)})
	}
	return g.paged(fd, list)
}

func (g *generator) overlap(fd *ast.FieldDefinition) []named {
	of := fd.Arguments.ForName("of")
	var refs []*input
	for range 2 + g.IntN(4) {
		refs = append(refs, &input{of.Type.Elem, g.connected(g.m.Participation.To.Target)})
	}
	return []named{given(fd, "of", refs)}
}
