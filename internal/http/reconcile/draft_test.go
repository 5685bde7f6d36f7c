package reconcile_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestDraftMatches checks the conditions of version 1.0-draft, and that results are in order.
func TestDraftMatches(t *testing.T) {
	s := serve(t)
	name := `{"matchType": "name", "propertyValue": "Alpha Institute"}`
	cases := []struct{ reason, query, want string }{
		{"a name", `{"conditions": [{"matchType": "name", "propertyValue": "Action Two"}]}`, "action-2*"},
		{"an id", `{"conditions": [{"matchType": "id", "propertyValue": "alpha"}]}`, "alpha*"},
		{"an identifier as an id", `{"conditions": [{"matchType": "id", "propertyValue": "pic:900000001"}]}`, "alpha*"},
		{"an id of another type", `{"type": "FUNDER", "conditions": [{"matchType": "id", "propertyValue": "alpha"}]}`, ""},
		{"a property", `{"conditions": [` + name + `, {"matchType": "property", "propertyId": "country", "propertyValue": "FR"}]}`, "gamma*"},
		{"a required property", `{"type": "INSTITUTE", "conditions": [` + name + `, {"matchType": "property", "propertyId": "kinds", "propertyValue": "university", "required": true}]}`, "alpha gamma"},
		{"all of several values", `{"conditions": [` + name + `, {"matchType": "property", "propertyId": "kinds", "propertyValue": ["university", "hospital"], "matchQuantifier": "all", "required": true}]}`, "alpha"},
		{"none of them", `{"type": "INSTITUTE", "conditions": [` + name + `, {"matchType": "property", "propertyId": "kinds", "propertyValue": "hospital", "matchQuantifier": "none"}]}`, "gamma"},
		{"properties without a name", `{"type": "INSTITUTE", "conditions": [{"matchType": "property", "propertyId": "founded", "propertyValue": 1950}, {"matchType": "property", "propertyId": "country", "propertyValue": "BE", "matchQuantifier": "none"}]}`, "gamma zeta"},
		{"no condition", `{"conditions": []}`, "error"},
		{"an unknown kind of condition", `{"conditions": [{"matchType": "colour", "propertyValue": "blue"}]}`, "error"},
		{"a property without an id", `{"conditions": [{"matchType": "property", "propertyValue": "blue"}]}`, "error"},
		{"an unknown quantifier", `{"conditions": [{"matchType": "name", "propertyValue": "blue", "matchQuantifier": "some"}]}`, "error"},
		{"several types", `{"type": ["INSTITUTE"], "conditions": [` + name + `]}`, "error"},
		{"the format of version 0.2", `{"query": "Alpha Institute"}`, "error"},
		{"a text for a query", `"Alpha Institute"`, "error"},
		{"no query", `null`, "error"},
		{"a limit below one", `{"limit": 0, "conditions": [` + name + `]}`, "error"},
	}
	var queries []string
	for _, c := range cases {
		queries = append(queries, c.query)
	}
	var got struct {
		Results []struct {
			Candidates candidates
			Error      json.RawMessage
		}
	}
	s.valid(t, "results 1.0", s.send(http.MethodPost, "/reconcile/1.0/match", `{"queries": [`+strings.Join(queries, ",")+`]}`), &got)
	if len(got.Results) != len(cases) {
		t.Fatalf("%d results for %d queries", len(got.Results), len(cases))
	}
	for i, c := range cases {
		have := got.Results[i].Candidates.String()
		if got.Results[i].Error != nil {
			have += "error"
		}
		if have != c.want {
			t.Errorf("%s: %s gives %q, want %q", c.reason, c.query, have, c.want)
		}
	}
}

// TestOneBadQuery checks that a query with a fault does not harm the others of its batch.
func TestOneBadQuery(t *testing.T) {
	s := serve(t)
	var got results
	s.valid(t, "results 0.2", s.form("queries", `{
		"good": {"query": "Action Two", "type_strict": "any"}, "empty": {}, "no properties": {"properties": []}, "typed": {"query": 5}, "unnamed": {"query": "Action Two", "properties": [{"v": "BE"}]},
		"long": {"query": "`+strings.Repeat("a", 1001)+`"}, "nested": {"query": "Action Two", "properties": [{"pid": "country", "v": [["BE"]]}]}, "half": {"query": "Action Two", "limit": 1.5}, "null": null,
		"misspelt": {"query": "Action Two", "propertis": []}
	}`), &got)
	for key, q := range got {
		if bad := key != "good"; bad != (q.Error != nil) || bad != (len(q.Result) == 0) || bad && q.Error.Extensions.Code != "BAD_USER_INPUT" {
			t.Errorf("%s: %+v", key, q)
		}
	}
	if len(got) != 10 {
		t.Errorf("%d results for 10 queries", len(got))
	}
}
