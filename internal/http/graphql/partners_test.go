package graphql_test

import (
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
)

// TestPartnersLookAtNoMore refuses what would look at more relations than a question may,
// and says how many; one more allowed, it is answered.
func TestPartnersLookAtNoMore(t *testing.T) {
	m, st := fixture(t)
	for _, row := range []struct {
		query  string
		visits int
		reason string
	}{
		{`{collaborators(of:"alpha"){totalCount}}`, 9, "three of alpha, four of action-1, two of action-2"},
		{`{collaborators(of:"alpha",in:{id:{eq:"action-2"}}){totalCount}}`, 5, "three of alpha, two of action-2"},
		{`{matrix(rows:{id:{eq:"alpha"}}){truncated}}`, 3, "three meet the filter"},
		{`{overlap(of:["action-1","action-2"]){shared{id}}}`, 6, "all of both"},
		{`{changes(initiative:"action-1",from:"2023-06",to:"2023-07"){joined{id}}}`, 7, "four on the first day, three on the second"},
		{`{collaboration{omitted}}`, 12, "more relations than pairs: nine pairs of twelve"},
		{`{collaboration(in:{id:{eq:"alliance-1"}}){omitted}}`, 3, "three relations, three pairs"},
	} {
		for allowed, refused := range map[int]bool{row.visits: false, row.visits - 1: true} {
			limits := plan.DefaultLimits()
			limits.Visits = allowed
			body := ask(graphql.New(graphql.Config{Engine: graph.New(graph.Config{Model: m, Store: st, Limits: limits})}), "application/json", row.query).Body.String()
			told := strings.Contains(body, "TOO_LARGE") && strings.Contains(body, `"visits"`)
			if told != refused || !refused && strings.Contains(body, "errors") {
				t.Errorf("%s with %d visits: %s\nwant refused %v: %s", row.query, allowed, body, refused, row.reason)
			}
		}
	}
}
