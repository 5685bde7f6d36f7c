package plan_test

import (
	"os"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/internal/plan"
)

// A file of a graph query has all that the query finds. Every graph query of schema.graphqls is
// here, with whether `first` or a limit of its own cuts its answer, and has a golden plan.
func TestWhole(t *testing.T) {
	cuts := map[string]bool{
		"search": false, "resolve": false, "paths": true, "neighbourhood": true, "collaborators": true, "candidates": true,
		"collaboration": true, "matrix": true, "changes": false, "overlap": false, "gaps": true,
	}
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	document, err := parser.ParseSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range document.Definitions.ForName("Query").Fields {
		if field.Name == "meta" || field.Name == "_service" {
			continue
		}
		t.Run(field.Name, func(t *testing.T) {
			cut, known := cuts[field.Name]
			query, err := os.ReadFile("testdata/plans/" + field.Name + ".graphql")
			if err != nil || !known {
				t.Fatalf("the graph query has no golden plan, or is not listed here: %v", err)
			}
			plans, err := compile(t, string(query), variablesOf(string(query)), plan.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			p := plans[0]
			if _, ok := p.Root.Slots[0].(*plan.GraphQuery); !ok {
				t.Fatalf("the plan is not that of a graph query: %s", p)
			}
			before := p.String()
			whole := p.Whole().String()
			if changed := whole != before; changed != cut {
				t.Errorf("the plan of the whole answer differs: %t, want %t:\n%s", changed, cut, whole)
			}
			if p.String() != before {
				t.Error("the plan itself was modified")
			}
		})
	}
}
