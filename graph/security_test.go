package graph_test

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
)

// TestTheSchemaOnlyReads checks that the schema has no operation that changes data.
func TestTheSchemaOnlyReads(t *testing.T) {
	schema := load(t, graph.SDL())
	if schema.Mutation != nil || schema.Subscription != nil {
		t.Error("the schema has mutations or subscriptions, which nothing here guards")
	}
}

// TestEveryListIsPaged checks that every connection has a page size.
func TestEveryListIsPaged(t *testing.T) {
	schema := load(t, graph.SDL())
	for _, name := range sorted(schema.Types) {
		def := schema.Types[name]
		if def.Kind != ast.Object && def.Kind != ast.Interface {
			continue
		}
		for _, f := range def.Fields {
			if strings.HasSuffix(f.Type.Name(), "Connection") && f.Arguments.ForName("first") == nil {
				t.Errorf("%s.%s returns a connection and has no argument `first`", name, f.Name)
			}
		}
	}
}
