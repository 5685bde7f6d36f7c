package neo4j_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"whojoins/plan"
	"whojoins/store/memory"
	"whojoins/store/storetest"
)

// walks is how many of the -operations there are for a question about ways: each is
// planned anew.
const walks = 12

// TestWalks compares paths and neighbourhoods with what is found by walking every way.
func TestWalks(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Walks(t, m, schema, opener(t), *randomSeed, 4, *operations/walks)
}

// TestLimited compares paths and partners with those of the embedded store where so few
// relations may be looked at that most questions come to the limit, or near it: what the
// database finds at once must be refused where a walk would be.
func TestLimited(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	g := storetest.Random(m, *randomSeed, 60)
	embedded, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	st, err := opener(t)(g)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	rnd := rand.New(rand.NewPCG(*randomSeed, 1))
	entity := func() string { return g.Entities[rnd.IntN(len(g.Entities))].ID }
	for kind, query := range map[string]func() string{
		"paths": func() string {
			return fmt.Sprintf(`{paths(from: %q, to: %q, maxHops: %d, first: 100) {length steps {forward relation {id type} from {id name} to {id type name}}}}`, entity(), entity(), 1+rnd.IntN(6))
		},
		"collaborators": func() string {
			return fmt.Sprintf(`{collaborators(of: %q, first: 3) {totalCount nodes {shared actor {id name}}}}`, entity())
		},
	} {
		found := map[string]int{}
		for range 120 {
			limits := plan.DefaultLimits()
			limits.Visits = 1 << rnd.IntN(10)
			q := golden{kind, query()}
			p := planned(t, m, schema, q, limits)
			want, _, refused := told(t, m, embedded, p)
			got, statements, failed := told(t, m, st, p)
			if !bytes.Equal(want, got) || fmt.Sprint(refused) != fmt.Sprint(failed) {
				t.Errorf("%s, %d relations may be looked at\nembedded: %s %v\n   neo4j: %s %v", q.query, limits.Visits, want, refused, got, failed)
			}
			switch {
			case refused != nil:
				found["refused"]++
			case len(statements) > 1:
				found["walked"]++
			default:
				found["at once"]++
			}
		}
		if found["refused"] == 0 || found["at once"] == 0 || kind == "paths" && found["walked"] == 0 {
			t.Errorf("%s: some should be refused, some answered at once and some walked: %v", kind, found)
		}
	}
}
