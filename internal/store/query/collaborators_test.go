package query_test

import (
	"encoding/json"
	"fmt"
	"testing"
)

// TestPartnersOfAHub pages through all partners of the actor with the most participations in a
// synthetic graph, twice, and then through some of them, by way of the embedded store, which keeps the
// first partners of a hub, and by way of one that lists relations.
func TestPartnersOfAHub(t *testing.T) {
	a := newAlike(t, 4000)
	degrees, hub := map[string]int{}, ""
	for o := range a.graph.Relations(a.model.Participation) {
		if degrees[o.From]++; degrees[o.From] > degrees[hub] {
			hub = o.From
		}
	}
	for _, condition := range []string{"", "", `in: {type: {in: [PROJECT]}}`, `activeOn: "2020"`} {
		after, pages := "", 0
		for more := true; more; pages++ {
			text := a.answer(fmt.Sprintf(`{ collaborators(of: %q, first: 125, after: %q %s) { totalCount pageInfo { hasNextPage endCursor } edges { cursor } nodes { shared actor { id name } initiatives(first: 2) { id } } } }`, hub, after, condition))
			var answer struct {
				Collaborators struct {
					TotalCount int
					PageInfo   struct {
						HasNextPage bool
						EndCursor   string
					}
				}
			}
			if err := json.Unmarshal(text, &answer); err != nil {
				t.Fatal(err)
			}
			more, after = answer.Collaborators.PageInfo.HasNextPage, answer.Collaborators.PageInfo.EndCursor
		}
		if condition == "" && pages < 5 {
			t.Errorf("%q has %d pages of partners, too few to go beyond those that are kept", hub, pages)
		}
	}
}
