package scale_test

import (
	"encoding/json"
	"flag"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/store/storetest"
	"whojoins/internal/testenv"
)

var (
	estimates = flag.Int("estimates", 60, "random operations of TestEstimates")
	seed      = flag.Uint64("seed", 1, "seed of the random operations of TestEstimates")
)

// factor is the largest ratio between an estimate and what is counted that is still good.
const factor = 3

// estimated is an operation with its cost.
type estimated struct {
	query string
	graph.Cost
}

// off returns the logarithm of the ratio between what was asked and what was spent.
func (e *estimated) off() float64 { return math.Abs(math.Log(float64(e.Asked) / float64(e.Spent))) }

// allowed returns how many of n estimates may be wrong: 5 of 100, and two standard deviations
// more, since any change of the schema draws other operations.
func allowed(n int) float64 {
	const share = 0.05
	mean := share * float64(n)
	return mean + 2*math.Sqrt(mean*(1-share))
}

// TestEstimates compares the estimates of random operations with the work that is counted: at
// least 95 of 100 differ by a factor of three at most. It prints the worst.
func TestEstimates(t *testing.T) {
	testenv.Slow(t)
	l := load(t)
	next := storetest.Operations(l.model, l.schema, l.sample, rand.New(rand.NewPCG(*seed, 7)))
	var list []estimated
	refused := 0
	for len(list) < *estimates {
		query, variables := next()
		request, err := graph.NewRequest(query, variables)
		if err != nil {
			t.Fatal(err)
		}
		p, err := l.engine.Prepare(request, graph.Caller{})
		if err != nil {
			refused++
			continue
		}
		_, cost, errs := l.engine.Data(t.Context(), p, graph.Caller{})
		if len(errs) > 0 {
			refused++
			continue
		}
		text, err := json.Marshal(variables)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, estimated{string(text) + " " + query, cost})
	}
	if refused > len(list)/5 {
		t.Errorf("%d operations were refused, and %d answered", refused, len(list))
	}
	slices.SortFunc(list, func(a, b estimated) int { return int(math.Copysign(1, b.off()-a.off())) })
	for _, m := range list[:min(40, len(list))] {
		t.Logf("asked %d, spent %d: %.800s", m.Asked, m.Spent, strings.Join(strings.Fields(m.query), " "))
	}
	wrong := func(e estimated) bool { return e.off() > math.Log(factor) }
	n := 0
	for _, m := range list {
		if wrong(m) {
			n++
		}
	}
	t.Logf("%d of %d estimates differ by more than a factor of %d", n, len(list), factor)
	if float64(n) > allowed(len(list)) {
		t.Errorf("%d of %d estimates differ by more than a factor of %d; see them with -v", n, len(list), factor)
	}
}

// TestHubs estimates the candidates of the actor with the most participations, whose partners are very
// many, within a factor of three of the work that is counted, and expects its collaborators to cost
// the same again, once its first partners are kept.
func TestHubs(t *testing.T) {
	l := load(t)
	ask := func(query string) ([]byte, graph.Cost) {
		request, err := graph.NewRequest(query, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := l.engine.Prepare(request, graph.Caller{})
		if err != nil {
			t.Fatal(err)
		}
		data, cost, errs := l.engine.Data(t.Context(), p, graph.Caller{})
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		return data, cost
	}
	text, _ := ask(`{ institutes(first: 1, sort: {participations: {count: DESC}}) { nodes { id } } }`)
	var best struct {
		Institutes struct{ Nodes []struct{ ID string } }
	}
	if err := json.Unmarshal(text, &best); err != nil {
		t.Fatal(err)
	}
	hub := best.Institutes.Nodes[0].ID
	_, cost := ask(`{ candidates(for: "` + hub + `", first: 5) { nodes { score } } }`)
	if e := (&estimated{"", cost}); e.off() > math.Log(factor) {
		t.Errorf("candidates: asked %d, spent %d", cost.Asked, cost.Spent)
	}
	_, first := ask(`{ collaborators(of: "` + hub + `", first: 20) { totalCount nodes { shared } } }`)
	_, again := ask(`{ collaborators(of: "` + hub + `", first: 20) { totalCount nodes { shared } } }`)
	if first.Spent != again.Spent {
		t.Errorf("collaborators: spent %d at first, %d again", first.Spent, again.Spent)
	}
}
