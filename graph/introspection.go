package graph

import (
	"bytes"
	"math"

	"github.com/99designs/gqlgen/graphql"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/cost"
	"whojoins/internal/plan"
)

// Bounds of the cache of answers about the schema: tools send the same few requests, which
// have long answers.
const (
	cachedIntrospections     = 8
	cachedIntrospectionBytes = 4 << 20
)

// introspection computes the cost of introspection requests, and caches their answers.
type introspection struct {
	// sizes is the number of items in a list of the schema, by the name of its field: the
	// number of types and of directives, and the mean of the lists that are not empty.
	sizes map[string]int
	known *lru.Cache[*Prepared, introspected]
}

// introspected is an answer about the schema, with the work that it took.
type introspected struct {
	data  []byte
	units int
}

func newIntrospection(schema *ast.Schema) *introspection {
	total, having := map[string]int{}, map[string]int{}
	add := func(name string, n int) {
		if n > 0 {
			total[name] += n
			having[name]++
		}
	}
	for _, t := range schema.Types {
		switch t.Kind {
		case ast.InputObject:
			add("inputFields", len(t.Fields))
		case ast.Object, ast.Interface:
			add("fields", len(t.Fields))
			for _, f := range t.Fields {
				add("args", len(f.Arguments))
			}
		}
		add("interfaces", len(t.Interfaces))
		add("enumValues", len(t.EnumValues))
		add("possibleTypes", len(schema.PossibleTypes[t.Name]))
	}
	sizes := map[string]int{"types": len(schema.Types), "directives": len(schema.Directives)}
	for name, n := range total {
		sizes[name] = (n + having[name] - 1) / having[name]
	}
	return &introspection{sizes: sizes, known: newLRU[*Prepared, introspected](cachedIntrospections)}
}

// cost returns the number of items that the lists of a root field about the schema may have in
// its answer, and estimates the work of writing them.
func (in *introspection) cost(f *graphql.CollectedField) (items int, work cost.Estimate) {
	if f.Name == "__schema" || f.Name == "__type" {
		items = in.items(f.Selections)
	}
	units := int(min(plan.UnitsField*(1+int64(items)), math.MaxInt32))
	return items, cost.Estimate{Units: units, Most: cost.Part{Path: []string{f.Alias}, Units: units}}
}

func (in *introspection) items(set ast.SelectionSet) int {
	total := 0
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			below := in.items(s.SelectionSet)
			if size, list := in.sizes[s.Name]; list {
				below = size * (1 + below)
			}
			total += below
		case *ast.InlineFragment:
			total += in.items(s.SelectionSet)
		case *ast.FragmentSpread:
			total += in.items(s.Definition.SelectionSet)
		}
		total = min(total, math.MaxInt32)
	}
	return total
}

// remember caches an answer, unless it is large.
func (in *introspection) remember(p *Prepared, data []byte, units int) {
	if len(data) <= cachedIntrospectionBytes {
		in.known.Add(p, introspected{bytes.Clone(data), units})
	}
}
