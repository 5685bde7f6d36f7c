package storetest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/model"
	"whojoins/store"
)

// Operation makes a random valid operation over the whole schema, with values drawn
// from the graph: some that are there and some that nearly are. It is mostly small
// enough for the default limits. The same state of rnd gives the same operation.
func Operation(m *model.Model, schema *ast.Schema, g *store.Graph, rnd *rand.Rand) (query string, variables map[string]any) {
	return newGenerator(m, schema, g, rnd).operation()
}

// generator writes operations against one graph.
type generator struct {
	*rand.Rand
	m      *model.Model
	schema *ast.Schema
	// oracle makes the cursors, elsewhere some of rows that the graph does not have.
	oracle, elsewhere store.Store
	// known are the values that the graph has of a field, refs what can be written for
	// the id of an entity.
	known map[*model.Field][]model.Value
	refs  []string

	// The rest is of one operation: its variables and their definitions, its fragments,
	// how many names it has used, and how many more fields it may select.
	variables map[string]any
	declared  []string
	fragments []string
	names     int
	left      int
}

func newGenerator(m *model.Model, schema *ast.Schema, g *store.Graph, rnd *rand.Rand) *generator {
	w := &generator{Rand: rnd, m: m, schema: schema, known: map[*model.Field][]model.Value{},
		oracle: NewOracle(g), elsewhere: NewOracle(Random(m, rnd.Uint64(), 30))}
	for _, o := range g.Entities {
		w.learn(o)
		w.refs = append(w.refs, o.ID)
		w.refs = append(w.refs, externalKeys(o)...)
	}
	for _, o := range g.Relations {
		w.learn(o)
		id := o.Type.Field("id")
		w.known[id] = append(w.known[id], model.IDValue(o.ID))
	}
	for _, id := range sortedKeys(g.Former) {
		w.refs = append(w.refs, id)
	}
	return w
}

// learn takes note of the values of an object and of its parts.
func (g *generator) learn(o *store.Object) {
	for _, c := range o.Cells {
		g.known[c.Field] = append(g.known[c.Field], c.Value)
	}
	for _, list := range o.Lists {
		g.known[list.Field] = append(g.known[list.Field], list.Values...)
	}
	for _, list := range o.Parts {
		for _, part := range list.Objects {
			g.learn(part)
		}
	}
}

// chance is true once in n times.
func (g *generator) chance(n int) bool { return g.IntN(n) == 0 }

// name is a name that the operation has not used yet. All have one length, so that none
// is the beginning of another.
func (g *generator) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%03d", prefix, g.names)
}

func (g *generator) operation() (query string, variables map[string]any) {
	g.variables, g.declared, g.fragments, g.names, g.left = map[string]any{}, nil, nil, 0, 40
	roots := g.roots()
	keys := scope{}
	var fields []string
	for range 1 + g.IntN(2) {
		fields = append(fields, g.field(roots[g.IntN(len(roots))], 4, keys))
	}
	head := "query Random"
	if len(g.declared) > 0 {
		head += "(" + strings.Join(g.declared, ", ") + ")"
	}
	query = head + " { " + strings.Join(fields, " ") + " }"
	for _, f := range g.fragments {
		query += "\n" + f
	}
	return query, g.variables
}

// roots are the root fields that plans are made of: lists, lookups and the description
// of the service.
func (g *generator) roots() (fields []*ast.FieldDefinition) {
	for _, fd := range g.schema.Query.Fields {
		t := g.m.Type(fd.Type.Name())
		if g.m.RootList(fd.Name) != nil || g.m.RootOne(fd.Name) != nil || t == g.m.AnyEntity && t != nil || t != nil && t.Kind == model.Object {
			fields = append(fields, fd)
		}
	}
	return fields
}
