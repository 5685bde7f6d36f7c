package graph_test

import (
	"strings"
	"testing"

	"whojoins/internal/plan"
)

// TestPartnersVisitNoMore checks that a graph query is answered when it visits as many
// relations as allowed, and rejected, with the number, when it would visit one more.
func TestPartnersVisitNoMore(t *testing.T) {
	st := fixture(t)
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
	} {
		for allowed, rejected := range map[int]bool{row.visits: false, row.visits - 1: true} {
			answer := open(t, st, func(l *plan.Limits) { l.Visits = allowed }).query(t, row.query)
			over := strings.Contains(answer, "TOO_LARGE") && strings.Contains(answer, `"visits"`)
			if over != rejected || !rejected && strings.Contains(answer, "errors") {
				t.Errorf("%s with %d visits: %s\nwant rejected %v: %s", row.query, allowed, answer, rejected, row.reason)
			}
		}
	}
}

// TestPairsCountNoMore checks that a network is counted when it has as many pairs as allowed, and
// rejected when it has one more; and the same of its measures.
func TestPairsCountNoMore(t *testing.T) {
	st := fixture(t)
	for _, row := range []struct {
		query, limit, hint string
		most               int
	}{
		{`{collaboration{omitted}}`, "pairs", "query between the actors of one country", 7},
		{`{collaboration(in:{id:{eq:"alliance-1"}}){omitted}}`, "pairs", "`activeOn`", 3},
		{`{collaboration(minimum:2){omitted}}`, "pairs", "", 0},
		{`{collaboration{nodes{betweenness}}}`, "measures", "in the initiatives of one programme", 49},
	} {
		for allowed, rejected := range map[int]bool{row.most: false, row.most - 1: true} {
			if allowed < 1 {
				continue
			}
			answer := open(t, st, func(l *plan.Limits) { *l.Named()[row.limit] = allowed }).query(t, row.query)
			over := strings.Contains(answer, "TOO_LARGE") && strings.Contains(answer, `"limit":"`+row.limit+`"`) && strings.Contains(answer, row.hint)
			if over != rejected || !rejected && strings.Contains(answer, "errors") {
				t.Errorf("%s with %d %s: %s\nwant rejected %v", row.query, allowed, row.limit, answer, rejected)
			}
		}
	}
}
