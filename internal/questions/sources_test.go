package questions_test

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/questions"
)

// field returns a selected field by its name, or nil.
func field(set ast.SelectionSet, name string) *ast.Field {
	for _, s := range set {
		if f, ok := s.(*ast.Field); ok && f.Name == name {
			return f
		}
	}
	return nil
}

// TestRelationsHaveSources checks that a question whose rows are relations shows the sources of each.
func TestRelationsHaveSources(t *testing.T) {
	m := readModel(t)
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	for _, q := range library.All {
		for _, relation := range m.Relations {
			root, _ := q.Root(relation.Many)
			if root == nil {
				continue
			}
			if nodes := field(root.SelectionSet, "nodes"); nodes != nil {
				if listed++; field(nodes.SelectionSet, "evidence") == nil {
					t.Errorf("%s lists %s without their evidence", q.Name, relation.Many)
				}
			}
		}
	}
	if listed < 8 {
		t.Errorf("%d questions list relations, want at least 8", listed)
	}
}
