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

// Operation makes a random valid operation over the whole schema, with values drawn
// from the graph: some that are there and some that nearly are. It is mostly small
// enough for the default limits. The same state of rnd gives the same operation.
func Operation(m *model.Model, schema *ast.Schema, g *store.Graph, rnd *rand.Rand) (query string, variables map[string]any) {
	return newGenerator(m, schema, g, rnd).operation()
}

// generator writes operations against one graph.
type generator struct {
	// What an operation asks is drawn from Rand, with which values from values: the two
	// are one unless an operation is to be asked again with others.
	*rand.Rand
	values *rand.Rand
	m      *model.Model
	schema *ast.Schema
	// oracle makes the cursors, elsewhere some of rows that the graph does not have.
	oracle, elsewhere store.Store
	// known are the values that the graph has of a field, refs what can be written for
	// the id of an entity.
	known map[*model.Field][]knownValue
	refs  []knownRef

	// The rest is of one operation: its variables and their definitions, its fragments,
	// how many names it has used, and how many more fields it may select.
	variables map[string]any
	declared  []string
	fragments []string
	names     int
	left      int
}

// knownValue is a value of an object of a type, or, without a type, of a part.
type knownValue struct {
	model.Value
	of *model.Type
}

// knownRef is what a caller can write for an entity of a type.
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

// learn takes note of the values of an object and of its parts.
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

// again has the next operation be of one shape each time that it is called with that,
// with values of its own for each turn.
func (g *generator) again(shape uint64, turn int) {
	g.Rand, g.values = rand.New(rand.NewPCG(shape, 0)), rand.New(rand.NewPCG(shape, uint64(turn)+1))
}

// drawing has values drawn until the function that it gives is called.
func (g *generator) drawing() func() {
	shape := g.Rand
	g.Rand = g.values
	return func() { g.Rand = shape }
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
	lists, others := g.roots()
	questions := g.questions()
	keys := scope{}
	var fields []string
	for range 1 + g.IntN(2) {
		roots := lists
		switch {
		case g.chance(5):
			roots = others
		case g.chance(4):
			roots = questions
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

// roots are the root fields that plans are made of: lists, those of interfaces twice, and
// others, which are lookups and the description of the service. Those that ask the graph
// something are questions.
func (g *generator) roots() (lists, others ast.FieldList) {
	for _, fd := range g.schema.Query.Fields {
		t := g.m.Type(fd.Type.Name())
		switch listed := g.m.RootList(fd.Name); {
		case listed != nil && listed.Abstract():
			lists = append(lists, fd, fd)
		case listed != nil:
			lists = append(lists, fd)
		case g.m.RootOne(fd.Name) != nil || t != nil && (t == g.m.AnyEntity || t.Kind == model.Object && len(fd.Arguments) == 0):
			others = append(others, fd)
		}
	}
	return lists, others
}
