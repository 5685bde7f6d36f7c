package plan_test

import (
	"errors"
	"strings"
	"testing"

	"whojoins/internal/plan"
)

// TestRepresentations checks that a representation that names no entity is refused with its
// position and with what to send instead, written in the document or sent as a variable.
func TestRepresentations(t *testing.T) {
	for _, row := range []struct{ reason, sent, want string }{
		{"no object", `3`, "representations[1]: 3 is no representation; send an object"},
		{"a list", `[]`, "representations[1]: "},
		{"without a type", `{"id": "a"}`, "has no text `__typename`; add the name"},
		{"a type that is no text", `{"__typename": 3, "id": "a"}`, "has no text `__typename`"},
		{"a type that is not in the schema", `{"__typename": "Institut", "id": "a"}`, `"Institut" is not the name of an entity type; use one of Institute,`},
		{"a relation", `{"__typename": "Participation", "id": "a"}`, "is not the name of an entity type"},
		{"an interface", `{"__typename": "Entity", "id": "a"}`, "is not the name of an entity type"},
		{"without an id", `{"__typename": "Institute"}`, "has no text `id`; add"},
		{"an id that is null", `{"__typename": "Institute", "id": null}`, "has no text `id`"},
		{"an id that is an object", `{"__typename": "Institute", "id": {"id": "a"}}`, "has no text `id`"},
	} {
		t.Run(row.reason, func(t *testing.T) {
			const good = `{"__typename": "Institute", "id": "a"}`
			literal := strings.NewReplacer(`"__typename"`, "__typename", `"id"`, "id").Replace("[" + good + ", " + row.sent + "]")
			for query, variables := range map[string]string{
				"query($r: [_Any!]!) { _entities(representations: $r) { __typename } }": `{"r": [` + good + ", " + row.sent + "]}",
				"{ _entities(representations: " + literal + ") { __typename } }":        "",
			} {
				_, err := compile(t, query, variables, plan.DefaultLimits())
				var known *plan.Error
				if !errors.As(err, &known) || known.Code != plan.BadUserInput || !strings.Contains(known.Error(), "representations[1]: ") || !strings.Contains(known.Error(), row.want) {
					t.Errorf("%s: %v, want %q", query, err, row.want)
				}
			}
		})
	}
}

func TestTooManyRepresentations(t *testing.T) {
	limits := plan.DefaultLimits()
	for n, fits := range map[int]bool{limits.Representations: true, limits.Representations + 1: false} {
		one := `{"__typename": "Institute", "id": "a"}, `
		_, err := compile(t, "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
			`{"r": [`+strings.TrimSuffix(strings.Repeat(one, n), ", ")+"]}", limits)
		var known *plan.Error
		if errors.As(err, &known); (err == nil) != fits || err != nil && (known.Code != plan.TooLarge || known.Limit != "representations") {
			t.Errorf("%d representations: %v", n, err)
		}
	}
}

// TestLongRepresentation checks that an id has at most as many letters as any other text.
func TestLongRepresentation(t *testing.T) {
	limits := plan.DefaultLimits()
	_, err := compile(t, `{ _entities(representations: [{__typename: "Institute", id: "`+strings.Repeat("a", limits.Term+1)+`"}]) { __typename } }`, "", limits)
	var known *plan.Error
	if !errors.As(err, &known) || known.Limit != "term" {
		t.Errorf("%v, want the limit of a text", err)
	}
}

// TestRepresentationWithVariables checks that a representation in the document can hold variables.
func TestRepresentationWithVariables(t *testing.T) {
	plans, err := compile(t, `query($id: ID!, $n: Int!) { _entities(representations: [{__typename: "Institute", id: $id}, {__typename: "Person", id: $n}]) { __typename } }`, `{"id": "https://ror.org/04ejags36", "n": 7}`, plan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if text := plans[0].String(); !strings.Contains(text, `["ror:04ejags36" "7"] of ["Institute" "Person"] many typed`) {
		t.Errorf("the plan is %s", text)
	}
}
