package graph_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/store/storetest"
)

// TestWrongValues checks that the error of a wrong value lists the valid words, the nearest
// first, and gives the position: of the value in the document or, for a value of a variable, of
// the variable.
func TestWrongValues(t *testing.T) {
	e := open(t, &storetest.Fake{})
	const list = `query($r: Role) { participations(where: {role: {eq: $r}}) { totalCount } }`
	for _, c := range []struct {
		query, variables, code, says string
		line, column                 int
		reason                       string
	}{
		{"query($r: Role = \"member\") {\n participations(where: {role: {eq: $r}}) { totalCount } }", "", "GRAPHQL_VALIDATION_FAILED", `"member" is not of type Role; use one of MEMBER, `, 1, 18, "a default"},
		{"{ participations(where: {\n  role: {eq: COORDINATR}}) { totalCount } }", "", "GRAPHQL_VALIDATION_FAILED", "use one of COORDINATOR, ", 2, 14, "a literal within others"},
		{"{ participations(where: {role: {in: [CHAIR, CHAR]}}) { totalCount } }", "", "GRAPHQL_VALIDATION_FAILED", "[1]: CHAR is not of type Role; use one of CHAIR, ", 1, 45, "an item of a list"},
		{"{ institutes(where: {nam: {eq: \"a\"}}) { totalCount } }", "", "GRAPHQL_VALIDATION_FAILED", `InstituteWhere has no field "nam"; use one of name, `, 1, 21, "a field"},
		{list, `{"r": "member"}`, "BAD_USER_INPUT", `variable $r: "member" is not of type Role; use one of MEMBER, `, 1, 7, "a variable"},
		{list, `{"r": 7}`, "BAD_USER_INPUT", `7 is not of type Role; use one of `, 1, 7, "a number"},
		{list, `{"r": ["A"]}`, "BAD_USER_INPUT", `a list is not of type Role; use one of `, 1, 7, "a list"},
		{"query($w: ParticipationWhere) { participations(where: $w) { totalCount } }", `{"w": {"role": {"in": ["MEMBR"]}}}`, "BAD_USER_INPUT", `variable $w: role: in: [0]: "MEMBR" is not of type Role; use one of MEMBER, `, 1, 7, "within a variable"},
		{"query($w: ParticipationWhere) { participations(where: $w) { totalCount } }", `{"w": {"rol": null}}`, "BAD_USER_INPUT", `has no field "rol"; use one of role, `, 1, 7, "a field of a variable"},
		{"query(\n $id: ID!) { entity(id: $id) { id } }", "", "BAD_USER_INPUT", "$id of type ID! is required", 2, 2, "a missing variable"},
		{list, `{"r": "` + strings.Repeat("x", 10_000) + `"}`, "BAD_USER_INPUT", "xxx… is not of type Role; use one of ", 1, 7, "a long word"},
	} {
		_, errs := e.Query(t.Context(), graph.Request{Query: c.query, Variables: json.RawMessage(c.variables)}, graph.Caller{})
		if len(errs) != 1 {
			t.Errorf("%s: %v", c.reason, errs)
			continue
		}
		got, place := errs[0], ""
		for _, l := range got.Locations {
			place += fmt.Sprintf("%d:%d", l.Line, l.Column)
		}
		if !strings.Contains(strings.ReplaceAll(got.Message, `…"`, "…"), c.says) || place != fmt.Sprintf("%d:%d", c.line, c.column) || string(graph.Code(got)) != c.code {
			t.Errorf("%s: %q at %s (%s), want %q at %d:%d (%s)", c.reason, got.Message, place, graph.Code(got), c.says, c.line, c.column, c.code)
		}
	}
}

// TestEmptyCursors checks that an empty cursor, which clients send for the first page, counts as
// none.
func TestEmptyCursors(t *testing.T) {
	e := open(t, fixture(t))
	for _, query := range []string{
		`{ institutes(first: 2%s) { nodes { id } pageInfo { hasPreviousPage } } }`,
		`{ institute(id: "alpha") { participations(first: 1%s) { nodes { id } } } }`,
		`{ search(text: "alpha", first: 1%s) { nodes { entity { id } } pageInfo { hasPreviousPage } } }`,
		`{ collaborators(of: "alpha", first: 1%s) { nodes { actor { id } } } }`,
	} {
		want := e.query(t, fmt.Sprintf(query, ""))
		if got := e.query(t, fmt.Sprintf(query, `, after: ""`)); got != want || strings.Contains(got, "errors") {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	const back = `{ institutes(last: 2%s) { nodes { id } } }`
	if got, want := e.query(t, fmt.Sprintf(back, `, before: ""`)), e.query(t, fmt.Sprintf(back, "")); got != want {
		t.Errorf("before: %s, want %s", got, want)
	}
}
