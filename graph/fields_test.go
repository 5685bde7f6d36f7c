package graph_test

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
	"whojoins/internal/store/storetest"
)

// reply is a decoded answer.
type reply struct {
	Data   map[string]any   `json:"data"`
	Errors []map[string]any `json:"errors"`
}

// logged matches the id of an internal error, which is different in every error.
var logged = regexp.MustCompile(`under [0-9a-z]+`)

func (e *engine) reply(t *testing.T, query string) reply {
	t.Helper()
	text := e.query(t, query)
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

// TestRootFieldsAreAnsweredAsByGqlgen compares the answers to plain operations with those of
// gqlgen, which answers an operation that also selects __typename.
func TestRootFieldsAreAnsweredAsByGqlgen(t *testing.T) {
	unavailable := plan.Errorf(plan.Unavailable, "try again", "the store is away")
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
		for name, f := range map[string]*storetest.Fake{
			"all is well":     {},
			"store away":      {OnRun: func(context.Context) error { return unavailable }},
			"store broken":    {OnRun: func(context.Context) error { return errors.New("a broken disc") }},
			"store in panic":  {OnRun: func(context.Context) error { panic("a bug") }},
			"too late":        {OnRun: func(context.Context) error { return context.DeadlineExceeded }},
			"store not there": {Unavailable: unavailable},
		} {
			e := open(t, f)
			got, want := e.reply(t, "{ "+fields+" }"), e.reply(t, "{ "+fields+" t: __typename }")
			if want.Data != nil {
				delete(want.Data, "t")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s: -gqlgen +plain:\n%s", fields, name, diff)
			}
		}
	}
}
