package neo4j_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

var walks = flag.Int("walks", 30, "number of random paths and neighbourhoods that TestWalks compares")

// TestWalks compares paths and neighbourhoods with an exhaustive search; TestOutsideWalks
// compares more.
func TestWalks(t *testing.T) { searches(t, *walks) }

func searches(t *testing.T, questions int) {
	t.Helper()
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Walks(t, m, schema, storeOpener(t), *randomSeed, 4, questions)
}

// TestVisitsLimit compares paths and collaborators with those of the embedded store, with
// limits so low that most queries reach them: a query that the database answers in one
// statement must be rejected if a walk would be.
func TestVisitsLimit(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	g := storetest.Random(m, *randomSeed, 60)
	embedded, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	st, err := storeOpener(t)(g)
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
			p := compilePlan(t, m, schema, q, limits)
			want, _, refused := runPlan(t, m, embedded, p)
			got, statements, failed := runPlan(t, m, st, p)
			if !bytes.Equal(want, got) || fmt.Sprint(refused) != fmt.Sprint(failed) {
				t.Errorf("%s, with at most %d visits\nembedded: %s %v\n   neo4j: %s %v", q.query, limits.Visits, want, refused, got, failed)
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
			t.Errorf("%s: want some rejected, some answered by one statement and some by a walk: %v", kind, found)
		}
	}
}

// TestShortPathsAreBounded searches a path of four relations in a graph where a walk visits 25
// of the 46 relations counted from both ends, and 16 are at the ends and their neighbours. One
// end leads to programmes, which no path passes through, so that the walk starts from the other
// end only.
func TestShortPathsAreBounded(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	for _, id := range []string{"from", "between", "to"} {
		b.Entity("JointAction", id, storetest.Fields{"name": id})
	}
	join := func(institute, action string) {
		b.Relation("Participation", "", institute, action, storetest.Fields{"role": "MEMBER"})
	}
	for i := range 11 {
		institute, programme := fmt.Sprintf("institute-%d", i), fmt.Sprintf("programme-%d", i)
		b.Entity("Institute", institute, storetest.Fields{"name": institute})
		join(institute, "between")
		if i > 0 {
			b.Entity("Programme", programme, storetest.Fields{"name": programme})
			b.Relation("PartOf", "", "to", programme, nil)
		}
	}
	join("institute-0", "from")
	join("institute-1", "to")
	embedded, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	st, err := storeOpener(t)(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	for _, row := range []struct {
		visits          int
		refused, atOnce bool
	}{{24, true, false}, {25, false, false}, {32, false, true}, {48, false, true}} {
		limits := plan.DefaultLimits()
		limits.Visits = row.visits
		p := compilePlan(t, m, schema, golden{"path", `{paths(from: "from", to: "to") {length steps {to {id}}}}`}, limits)
		want, _, refused := runPlan(t, m, embedded, p)
		got, statements, failed := runPlan(t, m, st, p)
		if !bytes.Equal(want, got) || fmt.Sprint(refused) != fmt.Sprint(failed) || row.refused != (failed != nil) || row.atOnce != (len(statements) == 1) {
			t.Errorf("at most %d visits: %d statements, want one: %v\nembedded: %s %v\n   neo4j: %s %v",
				row.visits, len(statements), row.atOnce, want, refused, got, failed)
		}
	}
}
