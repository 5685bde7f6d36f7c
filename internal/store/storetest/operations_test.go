package storetest_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/store/storetest"
)

// TestOperations expects operations that are valid, are the same for the same seed, and
// together use every argument, every operator and every field of lists.
func TestOperations(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	g := storetest.Random(m, 1, 40)
	st := storetest.NewOracle(g)
	once, again := rand.New(rand.NewPCG(3, 4)), rand.New(rand.NewPCG(3, 4))
	var all strings.Builder
	for range 600 {
		query, variables := storetest.Operation(m, schema, g, once)
		same, sameVariables := storetest.Operation(m, schema, g, again)
		if query != same || !reflect.DeepEqual(variables, sameVariables) {
			t.Fatalf("one seed gave two operations:\n%s\n%s", query, same)
		}
		if _, err := storetest.Answer(m, schema, st, query, variables); err != nil {
			t.Fatalf("%v\n%s\n%v", err, query, variables)
		}
		all.WriteString(query)
	}
	for _, word := range words(schema) {
		if !strings.Contains(all.String(), word) {
			t.Errorf("no operation has %q", word)
		}
	}
}

// words returns words that must occur in operations with any model: the fields of lists, and
// the operators of filters.
func words(schema *ast.Schema) []string {
	found := map[string]bool{"fragment ": true, "... on ": true, "@skip": true, "@include": true, "$": true,
		"first: ": true, "last: ": true, "after: ": true, "before: ": true}
	for name, d := range schema.Types {
		of := d.Kind == ast.InputObject && (name == "TextWhere" || name == "DateWhere" || strings.HasSuffix(name, "ListWhere")) ||
			d.Kind == ast.Object && strings.HasSuffix(name, "Connection")
		for _, fd := range d.Fields {
			if of {
				found[fd.Name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
