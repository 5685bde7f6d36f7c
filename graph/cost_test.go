package graph_test

import (
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestCostIsRefused checks that a request which would take too much work on a dataset is refused
// before it runs, with the part that takes most of it and a cheaper way; and that the same
// request runs on a small dataset.
func TestCostIsRefused(t *testing.T) {
	limit := func(l *plan.Limits) { l.Cost = 20_000 }
	for _, c := range []struct{ query, part, hint string }{
		{`{ a: people(where: {OR: [{name: {contains: "a"}}, {summary: {contains: "b"}}]}) { totalCount } }`, "to compare texts for `a`", "`search`"},
		{`{ people { nodes { id } } b: people(first: 1000) { nodes { name affiliations(first: 20) { nodes { position unit } } } } }`, "to write `b.nodes.affiliations", "`first`"},
		{`{ people(first: 1) { nodes { id } facets(by: [FAMILY_NAME, NAME, OCCUPATION, DISPUTED]) { missing } } }`, "for the facets of `people`", "fewer facets"},
	} {
		fake := &storetest.Fake{Statistics: large}
		text := open(t, fake, limit).query(t, c.query)
		for _, want := range []string{`"code":"TOO_COMPLEX"`, `"limit":"cost"`, `"allowed":20000`, c.part, c.hint} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %s, want %s", c.query, text, want)
			}
		}
		if fake.Views.Load() != 0 {
			t.Errorf("%s: a view was opened for a request that is refused", c.query)
		}
		if text := open(t, &storetest.Fake{}, limit).query(t, c.query); strings.Contains(text, "errors") {
			t.Errorf("%s on a small dataset: %s", c.query, text)
		}
	}
}

// TestCostIsRemembered checks that the estimate of a prepared request is made once for a dataset,
// and that it follows the dataset.
func TestCostIsRemembered(t *testing.T) {
	fake := &storetest.Fake{Statistics: large}
	e := open(t, fake)
	p := prepare(t, e, `{ people(first: 1000) { nodes { id affiliations { nodes { id } } } } }`, graph.Caller{})
	before := e.Cost(p, graph.Caller{})
	if allocated := testing.AllocsPerRun(100, func() { e.Cost(p, graph.Caller{}) }); allocated > 1 {
		t.Errorf("%v allocations to estimate a request again", allocated)
	}
	fake.Statistics = nil
	if after := e.Cost(p, graph.Caller{}); after.Asked*10 > before.Asked {
		t.Errorf("%d units on a large dataset, %d on one of which nothing is known", before.Asked, after.Asked)
	}
}
