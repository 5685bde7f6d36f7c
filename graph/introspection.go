package graph

import (
	"bytes"
	"math"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// introspected is how many answers about the schema are remembered, and how large one
// may be: tools ask the same few questions, with long answers.
const (
	introspected      = 8
	introspectedBytes = 4 << 20
)

// introspection bounds questions about the schema, and remembers their answers.
type introspection struct {
	// sizes is how many items a list of the schema has, by the name of its field: all
	// types and directives, and else the mean over what has any.
	sizes map[string]int
	known *lru.Cache[*prepared, []byte]
}

func newIntrospection(schema *ast.Schema) *introspection {
	known, err := lru.New[*prepared, []byte](introspected)
	if err != nil {
		panic(err) // it fails only without room
	}
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
	return &introspection{sizes: sizes, known: known}
}

// cost is how many items the lists of an answer about the schema may have, for a root
// field; 0 for one that does not ask about the schema.
func (in *introspection) cost(field string, sets ast.SelectionSet) int {
	if field != "__schema" && field != "__type" {
		return 0
	}
	return min(1+in.items(sets), math.MaxInt32)
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

// remember keeps an answer, unless it is large.
func (in *introspection) remember(p *prepared, data []byte) {
	if len(data) <= introspectedBytes {
		in.known.Add(p, bytes.Clone(data))
	}
}
