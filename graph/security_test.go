package graph_test

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
)

// TestTheSchemaOnlyReads holds the schema to have nothing that changes data.
func TestTheSchemaOnlyReads(t *testing.T) {
	schema := load(t, graph.SDL())
	if schema.Mutation != nil || schema.Subscription != nil {
		t.Error("the schema has mutations or subscriptions, which nothing here guards")
	}
}

// TestEveryListIsPaged holds every connection to have a page size that is bounded.
func TestEveryListIsPaged(t *testing.T) {
	schema := load(t, graph.SDL())
	for _, name := range sorted(schema.Types) {
		def := schema.Types[name]
		if def.Kind != ast.Object && def.Kind != ast.Interface {
			continue
		}
		for _, f := range def.Fields {
			if strings.HasSuffix(f.Type.Name(), "Connection") && f.Arguments.ForName("first") == nil {
				t.Errorf("%s.%s answers a connection and takes no `first`", name, f.Name)
			}
		}
	}
}
