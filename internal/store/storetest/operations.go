package storetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Operation returns a random valid operation over the whole schema, with values that occur in
// the graph and values close to them. Most operations are within the default limits. The same
// state of rnd yields the same operation.
func Operation(m *model.Model, schema *ast.Schema, g *store.Graph, rnd *rand.Rand) (query string, variables map[string]any) {
	return newGenerator(m, schema, g, rnd).operation()
}

// generator writes operations against one graph.
type generator struct {
	// Rand chooses the shape of an operation, and values chooses its values. They are the same
	// generator, unless an operation is repeated with other values.
	*rand.Rand
	values *rand.Rand
	m      *model.Model
	schema *ast.Schema
	// oracle provides the cursors of the graph, and elsewhere the cursors of rows that the
	// graph does not have.
	oracle, elsewhere store.Store
	// known has the values of each field in the graph, and refs the references to its entities.
	known map[*model.Field][]knownValue
	refs  []knownRef

	// The other fields are for one operation: its variables and their definitions, its
	// fragments, the number of names in use, and the number of fields that it may still select.
	variables map[string]any
	declared  []string
	fragments []string
	names     int
	left      int
}

// knownValue is a value in an object of a type or, if the type is nil, in a part.
type knownValue struct {
	model.Value
	of *model.Type
}

// knownRef is a reference to an entity of a type.
type knownRef struct {
	text string
	of   *model.Type
}

func newGenerator(m *model.Model, schema *ast.Schema, g *store.Graph, rnd *rand.Rand) *generator {
	w := &generator{Rand: rnd, values: rnd, m: m, schema: schema, known: map[*model.Field][]knownValue{},
		oracle: NewOracle(g), elsewhere: NewOracle(Random(m, rnd.Uint64(), 30))}
	types := map[string]*model.Type{}
	for _, o := range g.Entities {
		w.learn(o)
		types[o.ID] = o.Type
		for _, ref := range append(externalKeys(o), o.ID) {
			w.refs = append(w.refs, knownRef{ref, o.Type})
		}
	}
	for _, o := range g.Relations {
		w.learn(o)
		id := o.Type.Field("id")
		w.known[id] = append(w.known[id], knownValue{model.IDValue(o.ID), o.Type})
	}
	for _, id := range slices.Sorted(maps.Keys(g.Former)) {
		w.refs = append(w.refs, knownRef{id, types[g.Former[id]]})
	}
	return w
}

// learn adds the values of an object and of its parts to the known values.
func (g *generator) learn(o *store.Object) {
	for _, c := range o.Cells {
		g.known[c.Field] = append(g.known[c.Field], knownValue{c.Value, o.Type})
	}
	for _, list := range o.Lists {
		for _, v := range list.Values {
			g.known[list.Field] = append(g.known[list.Field], knownValue{v, o.Type})
		}
	}
	for _, list := range o.Parts {
		for _, part := range list.Objects {
			g.learn(part)
		}
	}
}

// again sets the shape of the next operation and the turn, which determines its values: the
// same shape in another turn has other values.
func (g *generator) again(shape uint64, turn int) {
	g.Rand, g.values = rand.New(rand.NewPCG(shape, 0)), rand.New(rand.NewPCG(shape, uint64(turn)+1))
}

// drawing makes Rand choose values until the returned function is called.
func (g *generator) drawing() func() {
	shape := g.Rand
	g.Rand = g.values
	return func() { g.Rand = shape }
}

// chance returns true with the probability 1/n.
func (g *generator) chance(n int) bool { return g.IntN(n) == 0 }

// name returns an unused name. All names have the same length, so that no name is a prefix of
// another.
func (g *generator) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%03d", prefix, g.names)
}

func (g *generator) operation() (query string, variables map[string]any) {
	g.variables, g.declared, g.fragments, g.names, g.left = map[string]any{}, nil, nil, 0, 40
	lists, others := g.roots()
	graphQueries := g.graphQueries()
	keys := scope{}
	var fields []string
	for range 1 + g.IntN(2) {
		roots := lists
		switch {
		case g.chance(5):
			roots = others
		case g.chance(4):
			roots = graphQueries
		}
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

// roots returns the root fields that are lists (those of interfaces twice), and the others:
// lookups and the description of the service. graphQueries returns the rest.
func (g *generator) roots() (lists, others ast.FieldList) {
	for _, fd := range g.schema.Query.Fields {
		t := g.m.Type(fd.Type.Name())
		switch listed := g.m.RootList(fd.Name); {
		case listed != nil && listed.Abstract():
			lists = append(lists, fd, fd)
		case listed != nil:
			lists = append(lists, fd)
		case g.schema.Types[fd.Type.Name()].Kind == ast.Union || g.m.RootOne(fd.Name) != nil || t != nil && (t == g.m.AnyEntity || t == g.m.AnyNode || t.Kind == model.Object && len(fd.Arguments) == 0):
			others = append(others, fd)
		}
	}
	return lists, others
}

// Operations returns a function that returns a random operation over a graph, as Operation
// does, but reads the graph only once.
func Operations(m *model.Model, schema *ast.Schema, g *store.Graph, rnd *rand.Rand) func() (query string, variables map[string]any) {
	return newGenerator(m, schema, g, rnd).operation
}
