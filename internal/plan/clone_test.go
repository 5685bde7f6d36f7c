package plan_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/plan"
)

// TestClone clones the plan of every golden file: the copy prints the same, and shares no
// select, no slot that has one, and no list of response fields with the original.
func TestClone(t *testing.T) {
	files, err := filepath.Glob("testdata/plans/*.graphql")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		variables, err := os.ReadFile(strings.TrimSuffix(file, ".graphql") + ".json")
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		plans, err := compile(t, string(query), string(variables), plan.DefaultLimits())
		if err != nil {
			continue // the golden test needs variables for it
		}
		for _, p := range plans {
			c := p.Clone()
			if diff := cmp.Diff(p.String(), c.String()); diff != "" || c.Inputs != p.Inputs {
				t.Errorf("%s: the copy differs (-original +copy):\n%s", file, diff)
			}
			original, copied := changeable{}, changeable{}
			original.visit(reflect.ValueOf(p))
			copied.visit(reflect.ValueOf(c))
			if len(original) == 0 || len(original) != len(copied) {
				t.Errorf("%s: %d parts of the plan can be changed, %d of the copy", file, len(original), len(copied))
			}
			for at, what := range copied {
				if original[at] != nil {
					t.Errorf("%s: the copy shares a %v with the plan", file, what)
				}
			}
		}
	}
}

// changeable are the addresses of those parts of a plan that the owner of a copy may change.
type changeable map[uintptr]reflect.Type

func (c changeable) visit(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		c.visit(v.Elem())
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		switch v.Interface().(type) {
		case *plan.Plan:
		case *plan.Select, *plan.Shape, *plan.PartList, *plan.Referred, *plan.ReferredList, *plan.Nested, *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
			c[v.Pointer()] = v.Type()
		default:
			return // the model, predicates and graph queries never change
		}
		c.visit(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				c.visit(v.Field(i))
			}
		}
	case reflect.Slice:
		switch v.Interface().(type) {
		case []plan.Slot, []plan.Out, []plan.Case:
			if v.Len() > 0 {
				c[v.Pointer()] = v.Type()
			}
			for i := range v.Len() {
				c.visit(v.Index(i))
			}
		}
	}
}
