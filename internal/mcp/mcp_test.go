package mcp_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestTools checks the bounds on the list of tools: at most nine, in at most 3,000 tokens.
func TestTools(t *testing.T) {
	a := synthetic(t)
	list, err := a.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(list.Tools)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if tool.Description == "" || tool.Annotations == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s has no description, or is not marked as only reading", tool.Name)
		}
	}
	if got := strings.Join(names, " "); got != "ask collaborators entity evidence graphql paths resolve schema search" {
		t.Errorf("the tools are %s", got)
	}
	if tokens := utf8.RuneCount(text) / 4; tokens > 3000 {
		t.Errorf("the list of tools has %d tokens, and may have 3000", tokens)
	}
	if list.TTLMs == 0 || a.InitializeResult() != nil && a.InitializeResult().Instructions == "" {
		t.Errorf("the list can be kept for %d ms; instructions: %+v", list.TTLMs, a.InitializeResult())
	}
}

// TestAnswers checks what tools answer.
func TestAnswers(t *testing.T) {
	a := synthetic(t)
	for _, c := range []struct {
		reason, tool, arguments string
		has                     []string
	}{
		{"a certain name", "resolve", `{"names": ["Institut Alpha"]}`, []string{`"match":{"address":"https://site.example/id/alpha"`}},
		{"an uncertain name has candidates", "resolve", `{"names": ["Alpha Institute"]}`, []string{`"certain":false`, `"reason":"name: Alpha Institute"`, `/id/gamma"`}},
		{"a country tells them apart", "resolve", `{"names": ["Alpha Institute"], "country": "FR"}`, []string{`"match":{"address":"https://site.example/id/gamma"`}},
		{"a type by another spelling", "resolve", `{"names": ["Alpha Institute"], "types": ["institutes"]}`, []string{`"certain":false`}},
		{"a search", "search", `{"text": "project"}`, []string{`"name":"Project One"`, `"totalCount":2`}},
		{"a search for nothing", "search", `{"text": "planet"}`, []string{"nothing on record matches"}},
		{"facts with their sources", "entity", `{"of": "AI"}`, []string{`{"field":"founded","source":[1,2],"value":1900}`, `"name":"Source A"`, `"address":"https://site.example/id/source-a"`, `"participations":3`}},
		{"a figure has its own source", "entity", `{"of": "alpha"}`, []string{`{"comparator":"GTE","date":"2023","field":"figures","measure":"beds","source":[1],"value":300}`}},
		{"relations with role, dates and source", "entity", `{"of": "Action One", "relation": "participants"}`, []string{`"role":"COORDINATOR","since":"2022-10-15","source":[1],"title":"Leader"`, `"address":"https://site.example/id/alpha","country":"BE"`}},
		{"only some relations", "entity", `{"of": "Action One", "relation": "participants", "words": "work package lead"}`, []string{`"totalCount":1`, `"WORK_PACKAGE_LEAD"`}},
		{"relations on a day", "entity", `{"of": "Action One", "relation": "participants", "on": "2024-01-01"}`, []string{`"totalCount":3`}},
		{"a path", "paths", `{"from": "Person One", "to": "Network One"}`, []string{`"length":3`, `"role":"CHAIR"`, `"source":[`, `/id/alliance-1`}},
		{"no path", "paths", `{"from": "Person Three", "to": "Network One"}`, []string{`"note":"no chain`}},
		{"collaborators with the sources of both sides", "collaborators", `{"of": "Alpha Institute", "tokens": 1000}`, nil},
		{"collaborators", "collaborators", `{"of": "alpha"}`, []string{`"shared":1`, `/id/gamma"`, `"source":[`, `"totalCount":3`}},
		{"the questions", "ask", `{}`, []string{"who-joins(initiative*, roles, first): Which partners join an initiative, and in which role?"}},
		{"a question", "ask", `{"question": "who-joins", "parameters": {"initiative": "Action One", "roles": ["COORDINATOR"]}}`, []string{`"role":"COORDINATOR"`, `"source":[1]`, "https://site.example/questions/who-joins?initiative=Action+One"}},
		{"a question with a number", "ask", `{"question": "largest-initiatives", "parameters": {"first": 2}}`, []string{`"Action One"`}},
		{"every statement", "evidence", `{"of": "alpha", "field": "founded"}`, []string{`"value":"1901"`, `"rank":"PREFERRED"`, `"locator":"head"`, `"date":"2024-05"`}},
		{"statements about relations", "evidence", `{"of": "gamma", "with": "Action One"}`, []string{`"type":"PARTICIPATION"`, `"field":"role"`, `"value":"BENEFICIARY"`}},
		{"no relation", "evidence", `{"of": "alpha", "with": "Theta"}`, []string{"no direct relation is on record"}},
		{"an overview of the schema", "schema", `{}`, []string{"Participation: participations; participant: Actor { participations } -> initiative: Initiative { participants }", "paths(from: ID!"}},
		{"a type", "schema", `{"name": "institute"}`, []string{"country: String"}},
		{"an input", "schema", `{"name": "ActorWhere"}`, []string{"participations: "}},
		{"a query as it is", "graphql", `{"query": "{ institute(id: \"alpha\") { name } }"}`, []string{`data: {"institute":{"name":"Alpha Institute"}}`}},
	} {
		r := a.call(t, c.tool, json.RawMessage(c.arguments))
		if c.has == nil {
			if !r.failed {
				t.Errorf("%s: %s", c.reason, r.text)
			}
			continue
		}
		if r.failed || !strings.HasPrefix(r.text, "data: ") || r.tokens() > 2000 {
			t.Errorf("%s: failed %t, %d tokens: %.200s", c.reason, r.failed, r.tokens(), r.text)
		}
		for _, want := range c.has {
			if !strings.Contains(r.text, want) {
				t.Errorf("%s: %s %s has no %s:\n%s", c.reason, c.tool, c.arguments, want, r.text)
			}
		}
	}
}

// TestFailures checks that errors say what would be right, and that names in the data are only in
// blocks of data.
func TestFailures(t *testing.T) {
	a := synthetic(t)
	for _, c := range []struct{ reason, tool, arguments, want string }{
		{"an ambiguous name", "entity", `{"of": "Alpha Institute"}`, "error: several entities have the of that you gave; call again with the id of one of the candidates\ndata: {\"candidates\":[{\"address\":\"https://site.example/id/alpha\""},
		{"an unknown name", "entity", `{"of": "Alpha Instiute of Nowhere"}`, "error: no entity on record"},
		{"an ambiguous parameter", "ask", `{"question": "participations-of", "parameters": {"who": "Alpha Institute"}}`, "error: several entities have the name in the parameter who"},
		{"an unknown question", "ask", `{"question": "colour"}`, "error BAD_USER_INPUT: there is no question \"colour\"; call ask without a question for the list"},
		{"an unknown parameter", "ask", `{"question": "who-joins", "parameters": {"colour": "blue"}}`, "error BAD_USER_INPUT:"},
		{"an unknown relation", "entity", `{"of": "Action One", "relation": "colours"}`, "error BAD_USER_INPUT: it has no relation \"colours\"; use "},
		{"an unknown type", "search", `{"text": "x", "types": ["PLANET"]}`, "error BAD_USER_INPUT: there is no entity type \"PLANET\"; use INSTITUTE"},
		{"an unknown part of the schema", "schema", `{"name": "Colour"}`, "error BAD_USER_INPUT: the schema has no \"Colour\""},
		{"a wrong query", "graphql", `{"query": "{ colours }"}`, "error GRAPHQL_VALIDATION_FAILED:"},
		{"no actor", "collaborators", `{"of": "document-1"}`, "error BAD_USER_INPUT: this entity takes part in nothing"},
		{"no names", "resolve", `{"names": []}`, "error BAD_USER_INPUT: 0 names; give from 1 to 100"},
		{"a wrong argument", "resolve", `{"names": ["x"], "colour": "blue"}`, "colour"},
	} {
		r := a.call(t, c.tool, json.RawMessage(c.arguments))
		if !r.failed || !strings.Contains(r.text, c.want) {
			t.Errorf("%s: failed %t: %s\nwant %s", c.reason, r.failed, r.text, c.want)
		}
	}
}

// TestOffers checks that the questions of the library are prompts, and that the schema is a resource.
func TestOffers(t *testing.T) {
	a := synthetic(t)
	prompts, err := a.ListPrompts(t.Context(), nil)
	if err != nil || len(prompts.Prompts) < 40 {
		t.Fatalf("the prompts are %+v, %v", prompts, err)
	}
	got, err := a.GetPrompt(t.Context(), &sdk.GetPromptParams{Name: "who-joins", Arguments: map[string]string{"initiative": "JANE", "roles": "COORDINATOR"}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "Which partners join an initiative, and in which role?\nCall the tool ask with the question who-joins and initiative: JANE, roles: COORDINATOR. Cite the sources by their addresses."
	if text := got.Messages[0].Content.(*sdk.TextContent).Text; text != want {
		t.Errorf("the prompt is %q, want %q", text, want)
	}
	schema, err := a.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: "whojoins://schema.graphql"})
	if err != nil || !strings.Contains(schema.Contents[0].Text, "type Institute implements") {
		t.Errorf("the schema: %v", err)
	}
	if _, err := a.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: "whojoins://nothing"}); err == nil {
		t.Error("an unknown resource is no error")
	}
}

// TestContinues reads a list to its end, page by page, within the bound of each.
func TestContinues(t *testing.T) {
	a := curated(t)
	for _, c := range []struct {
		tool, list string
		arguments  map[string]any
		want       int
	}{
		{"entity", "participations", map[string]any{"of": "sciensano", "relation": "participations"}, 0},
		{"graphql", "institutes", map[string]any{"query": "{ institutes(first: 300) { nodes { id name } } }"}, 300},
	} {
		seen, skip, pages := map[string]bool{}, 0, 0
		for ; pages < 30; pages++ {
			c.arguments["skip"] = skip
			r := a.call(t, c.tool, c.arguments)
			if r.failed || r.tokens() > 2000 {
				t.Fatalf("%s from %d: %d tokens: %.300s", c.tool, skip, r.tokens(), r.text)
			}
			data := r.data(t)
			connection, _ := data[c.list].(map[string]any)
			nodes, _ := connection["nodes"].([]any)
			for i, n := range nodes {
				text, err := json.Marshal(n)
				if err != nil {
					t.Fatal(err)
				}
				if c.want > 0 && seen[string(text)] {
					t.Errorf("%s repeats %s at %d", c.tool, text, skip+i)
				}
				seen[string(text)] = true
			}
			left, _ := data["left_out"].([]any)
			if len(left) == 0 {
				break
			}
			next, _ := left[0].(map[string]any)["continue"].(map[string]any)
			n, _ := next["skip"].(float64)
			if next == nil || int(n) <= skip {
				break
			}
			skip = int(n)
		}
		if c.want > 0 && len(seen) != c.want || pages < 1 {
			t.Errorf("%s: %d items in %d pages, want %d in several", c.tool, len(seen), pages+1, c.want)
		}
	}
	if r := a.call(t, "graphql", map[string]any{"query": "{ institutes(first: 300) { nodes { id name } } }", "tokens": 10000}); r.tokens() <= 2000 || r.tokens() > 10000 {
		t.Errorf("an answer of 10,000 tokens has %d", r.tokens())
	}
}
