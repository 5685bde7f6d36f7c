package graphql_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/plan"
)

// reply is an answer in JSON.
type reply struct {
	Data   map[string]any   `json:"data"`
	Errors []map[string]any `json:"errors"`
}

// logged is the id of an error, which no two have in common.
var logged = regexp.MustCompile(`under [0-9a-z]+`)

func (s *service) reply(t *testing.T, query string) reply {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	_, text := s.post(string(body))
	var r reply
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatalf("%s: %v: %s", query, err, text)
	}
	for _, e := range r.Errors {
		e["message"] = logged.ReplaceAllString(e["message"].(string), "under an id")
		delete(e["extensions"].(map[string]any), "id")
	}
	sort.Slice(r.Errors, func(i, j int) bool { return fmt.Sprint(r.Errors[i]["path"]) < fmt.Sprint(r.Errors[j]["path"]) })
	return r
}

// Root fields that read are answered as gqlgen answers them: it does when the operation
// asks for something else, too.
func TestRootFieldsAreAnsweredAsByGqlgen(t *testing.T) {
	unavailable := plan.Errorf(plan.Unavailable, "ask again", "the store is away")
	for _, fields := range []string{
		`entity(id: "x") { id }`,
		`a: entity(id: "x") { id } b: entity(id: "y") { id } a: entity(id: "x") { name }`,
		`institutes(first: 0) { nodes { id } }`,
		`entity(id: "x") { id } institutes(first: 1) { totalCount nodes { id } }`,
		`entity(id: "x") { id } institutes(first: 1, after: "no cursor") { nodes { id } }`,
		`entity(id: "x") { id } more: institutes(first: 1, last: 1) { nodes { id } }`,
		`entity(id: "x") @skip(if: true) { id }`,
		`entity(id: "x") { id } ... on Query @include(if: false) { institutes { totalCount } }`,
	} {
		for name, f := range map[string]*fake{
			"all is well":     {},
			"store away":      {run: func(context.Context) error { return unavailable }},
			"store broken":    {run: func(context.Context) error { return errors.New("a broken disc") }},
			"store in panic":  {run: func(context.Context) error { panic("a bug") }},
			"too late":        {run: func(context.Context) error { return context.DeadlineExceeded }},
			"store not there": {view: unavailable},
		} {
			s := serve(t, f)
			got, want := s.reply(t, "{ "+fields+" }"), s.reply(t, "{ "+fields+" t: __typename }")
			if want.Data != nil {
				delete(want.Data, "t")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s: gqlgen answers - and we +:\n%s", fields, name, diff)
			}
		}
	}
}
