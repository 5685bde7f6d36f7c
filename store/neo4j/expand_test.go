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

// walked is how many questions about ways are asked unless -operations says otherwise.
const walked = 120

// TestWalks compares paths and neighbourhoods with what is found by walking every way.
func TestWalks(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Walks(t, m, schema, opener(t), *randomSeed, 4, max(*operations, walked))
}

// TestWalksLimited compares paths with those of the embedded store where so few relations
// may be looked at that most walks come to the limit, or near it: what the database finds
// at once must be refused where a walk would be.
func TestWalksLimited(t *testing.T) {
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
	kinds := map[string]int{}
	for range 150 {
		ends := [2]string{g.Entities[rnd.IntN(len(g.Entities))].ID, g.Entities[rnd.IntN(len(g.Entities))].ID}
		limits := plan.DefaultLimits()
		limits.Visits = 1 << rnd.IntN(10)
		query := fmt.Sprintf(`{paths(from: %q, to: %q, maxHops: %d, first: 100) {length steps {forward relation {id type} from {id name} to {id type name}}}}`, ends[0], ends[1], 1+rnd.IntN(6))
		p := planned(t, m, schema, golden{"path", query}, limits)
		want, _, refused := told(t, m, embedded, p)
		got, statements, failed := told(t, m, st, p)
		if !bytes.Equal(want, got) || fmt.Sprint(refused) != fmt.Sprint(failed) {
			t.Errorf("%s, %d relations may be looked at\nembedded: %s %v\n   neo4j: %s %v", query, limits.Visits, want, refused, got, failed)
		}
		switch {
		case refused != nil:
			kinds["refused"]++
		case len(statements) > 1:
			kinds["walked"]++
		default:
			kinds["at once"]++
		}
	}
	for _, kind := range []string{"refused", "walked", "at once"} {
		if kinds[kind] == 0 {
			t.Errorf("no question of 150 was %s: %v", kind, kinds)
		}
	}
}
