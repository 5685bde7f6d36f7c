package graph_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
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

// TestEstimatingIsCheap checks that the estimate of a request takes less time than a few times its
// preparation, whatever texts it filters by: it is made before anything decides whether the
// request may run.
func TestEstimatingIsCheap(t *testing.T) {
	st, err := memory.New(storetest.Random(readModel(t), 1, 300))
	if err != nil {
		t.Fatal(err)
	}
	e := open(t, st)
	var words strings.Builder
	for i := range 40 {
		fmt.Fprintf(&words, "institut%c%c ", 'a'+i%26, 'a'+i/26)
	}
	for _, op := range []string{"matches", "contains"} {
		query := `{ allEntities(where: {OR: [` + strings.Repeat(`{name: {`+op+`: "`+words.String()+`"}},`, 99) + `]}) { totalCount } }`
		preparing, estimating := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
		for range 3 {
			start := time.Now()
			p := prepare(t, e, query, graph.Caller{})
			prepared := time.Now()
			e.Cost(p, graph.Caller{})
			preparing, estimating = min(preparing, prepared.Sub(start)), min(estimating, time.Since(prepared))
		}
		t.Logf("%s: %v to prepare the request, %v to estimate it", op, preparing, estimating)
		if estimating > 10*preparing {
			t.Errorf("%s: %v to prepare the request, and %v to estimate it", op, preparing, estimating)
		}
	}
}
