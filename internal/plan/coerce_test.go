package plan_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/internal/plan"
)

// inputs returns a schema with every kind of input.
func inputs(t testing.TB) *ast.Schema {
	t.Helper()
	_, s := schema(t)
	return s
}

// variables coerces one variable $v of a type from JSON.
func variables(t testing.TB, s *ast.Schema, typ, text string) (any, error) {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: "query($v: " + typ + ") { __typename }"})
	if err != nil {
		t.Fatal(err)
	}
	raw := map[string]any{}
	if text != "" {
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		var v any
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		raw["v"] = v
	}
	limits := plan.DefaultLimits()
	values, err := plan.CoerceVariables(s, doc.Operations[0], raw, &limits)
	if v, ok := values["v"]; ok {
		return v, err
	}
	return "absent", err
}

// TestCoerceVariables follows the tables of input coercion in the specification.
func TestCoerceVariables(t *testing.T) {
	s := inputs(t)
	type list = []any
	type object = map[string]any
	for _, row := range []struct {
		typ, text string
		want      any
	}{
		{"Int", `1`, int64(1)}, {"Int", `1.0`, int64(1)}, {"Int", `1e2`, int64(100)}, {"Int", `-2147483648`, int64(-2147483648)},
		{"Int", `null`, nil}, {"Int", ``, "absent"}, {"Int = 5", ``, int64(5)}, {"Int = 5", `null`, nil}, {"Int! = 5", ``, int64(5)},
		{"Float", `1`, 1.0}, {"Float", `1.5e3`, 1500.0}, {"Boolean", `false`, false},
		{"ID", `"a"`, "a"}, {"ID", `4`, "4"}, {"ID", `99999999999999999999`, "99999999999999999999"}, {"String", `"é"`, "é"}, {"PartialDate", `"2024"`, "2024"},
		{"Role", `"CHAIR"`, "CHAIR"}, {"Role = CHAIR", ``, "CHAIR"},
		{"[Int]", `[1, null]`, list{int64(1), nil}}, {"[Int]", `1`, list{int64(1)}}, {"[Int]", `null`, nil}, {"[Int]", `[]`, list{}},
		{"[[Int]]", `[[1], [2]]`, list{list{int64(1)}, list{int64(2)}}}, {"[[Int]]", `[1, 2]`, list{list{int64(1)}, list{int64(2)}}}, {"[[Int]]", `1`, list{list{int64(1)}}},
		{"[Int!] = 7", ``, list{int64(7)}},
		{"PersonWhere", `{"name": {"in": "a"}, "NOT": null}`, object{"name": object{"in": list{"a"}}, "NOT": nil}},
		{"[PersonSort!]", `{"name": "ASC"}`, list{object{"name": "ASC"}}},
		{"ActiveDuring = {from: \"2024\"}", ``, object{"from": "2024"}},
	} {
		got, err := variables(t, s, row.typ, row.text)
		if err != nil {
			t.Errorf("%s from %s: %v", row.typ, row.text, err)
		} else if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s from %s (-want +got)\n%s", row.typ, row.text, diff)
		}
	}
	for _, row := range [][2]string{
		{"Int", `1.5`}, {"Int", `"1"`}, {"Int", `true`}, {"Int", `2147483648`}, {"Int", `1e400`}, {"Int", `{}`}, {"Int", `[1]`},
		{"Float", `"1"`}, {"Float", `1e400`}, {"Float", `true`}, {"Boolean", `0`}, {"Boolean", `"true"`},
		{"ID", `true`}, {"ID", `1.5`}, {"String", `1`}, {"String", `["a"]`}, {"PartialDate", `2024`},
		{"Role", `"chair"`}, {"Role", `1`}, {"Role", `"CHAIRS"`}, {"Int!", `null`}, {"Int!", ``},
		{"[Int!]", `[1, null]`}, {"[[Int]]", `[["a"]]`}, {"PersonWhere", `[]`}, {"PersonWhere", `"a"`}, {"PersonWhere", `{"nom": 1}`},
		{"PersonWhere", `{"name": "a"}`}, {"PersonWhere", `{"name": {"in": [null]}}`},
	} {
		if got, err := variables(t, s, row[0], row[1]); err == nil {
			t.Errorf("%s from %s gives %v, want an error", row[0], row[1], got)
		}
	}
}

// FuzzVariables requires that no variables cause a panic or an internal error.
func FuzzVariables(f *testing.F) {
	m, s := schema(f)
	doc, err := parser.ParseQuery(&ast.Source{Input: `query($where: ParticipationWhere, $sort: [ParticipationSort!], $first: Int, $after: String, $by: [ParticipationFacet!] = [ROLE]) { participations(where: $where, sort: $sort, first: $first, after: $after) { totalCount } }`})
	if err != nil {
		f.Fatal(err)
	}
	op := doc.Operations[0]
	field := op.SelectionSet[0].(*ast.Field)
	field.Definition = s.Query.Fields.ForName(field.Name)
	for _, seed := range []string{
		`{}`, `{"first": 3, "after": ""}`, `{"sort": {"initiative": {"name": "DESC"}}}`,
		`{"where": {"OR": [{"role": {"in": ["CHAIR"]}}, {"NOT": {"activeOn": "2024-02"}}], "participant": {"participations": {"count": {"gte": 1, "where": {"deprecated": {"eq": true}}}}}}}`,
		`{"where": {"contribution": {"amount": {"gt": 1.005}}, "evidence": {"some": {"source": "a"}}, "activeDuring": {"from": "2024", "to": "2023"}}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		raw := map[string]any{}
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if d.Decode(&raw) != nil {
			return
		}
		limits := plan.DefaultLimits()
		values, err := plan.CoerceVariables(s, op, raw, &limits)
		if err == nil {
			_, err = plan.Compile(plan.Request{Model: m, Schema: s, Field: field, Variables: values, Limits: limits})
		}
		var e *plan.Error
		if err != nil && (!errors.As(err, &e) || e.Code == plan.Internal) {
			t.Fatalf("%s: %v", text, err)
		}
	})
}
