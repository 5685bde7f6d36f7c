package graphqljs_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// everything is an introspection query for the whole schema, as tools send it.
const everything = `{ __schema {
  queryType { name } mutationType { name } subscriptionType { name }
  types { ...FullType }
  directives { name description isRepeatable locations args { ...InputValue } }
} }
fragment FullType on __Type {
  kind name description specifiedByURL
  fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`

// TestIntrospection expects the same schema from the service as from the reference. The order
// of lists may differ, and so may the descriptions of what the specification itself defines.
func TestIntrospection(t *testing.T) {
	handler, input := service(t)
	input.Given = []given{{Query: everything}}
	want := reference(t, input)[0]
	got := ask(t, handler, want)
	if len(got.Errors) > 0 || len(want.Errors) > 0 {
		t.Fatalf("errors of the service: %v, of the reference: %v", got.Errors, want.Errors)
	}
	one, other := schemaOf(t, got.Data), schemaOf(t, want.Data)
	for _, name := range []string{"types", "directives"} {
		if diff := gocmp.Diff(other[name], one[name]); diff != "" {
			t.Errorf("%s (- reference, + service):\n%.4000s", name, diff)
		}
	}
}

// schemaOf returns an introspected schema with its lists sorted by name. It omits what the
// specification itself defines: its types, and the descriptions of its directives.
func schemaOf(t *testing.T, data json.RawMessage) map[string]any {
	t.Helper()
	var all struct {
		Schema map[string]any `json:"__schema"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, v := range all.Schema["types"].([]any) {
		oneForm(v.(map[string]any))
	}
	own := func(v any) bool {
		name := v.(map[string]any)["name"].(string)
		return !slices.Contains([]string{"String", "Int", "Float", "Boolean", "ID"}, name) && name[:2] != "__"
	}
	all.Schema["types"] = slices.DeleteFunc(all.Schema["types"].([]any), func(v any) bool { return !own(v) })
	for _, d := range all.Schema["directives"].([]any) {
		d := d.(map[string]any)
		delete(d, "description")
		for _, a := range d["args"].([]any) {
			delete(a.(map[string]any), "description")
		}
	}
	order(all.Schema)
	return all.Schema
}

// oneForm removes a difference that is allowed: for a list that does not apply to the kind of
// type, gqlgen returns [] and the specification requires null. Tools accept both.
func oneForm(typ map[string]any) {
	for _, name := range []string{"fields", "inputFields", "interfaces", "enumValues", "possibleTypes"} {
		if list, ok := typ[name].([]any); ok && len(list) == 0 {
			typ[name] = nil
		}
	}
}

// order sorts the lists of named things within a value.
func order(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, child := range v {
			order(child)
		}
	case []any:
		for _, child := range v {
			order(child)
		}
		slices.SortStableFunc(v, func(a, b any) int { return cmp.Compare(nameOf(a), nameOf(b)) })
	}
}

func nameOf(v any) string {
	if named, ok := v.(map[string]any); ok {
		return fmt.Sprint(named["name"])
	}
	return fmt.Sprint(v)
}
