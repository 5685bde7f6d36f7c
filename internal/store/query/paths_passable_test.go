package query_test

import (
	"fmt"
	"testing"

	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestPathsEndAtProgrammes expects a path to a programme, and none through it, from the embedded store
// and from the search that other stores use.
func TestPathsEndAtProgrammes(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	for _, id := range []string{"project-1", "project-2"} {
		b.Entity("Project", id, storetest.Fields{"name": id})
	}
	b.Entity("Programme", "programme", storetest.Fields{"name": "programme"})
	b.Relation("Funding", "", "programme", "project-1", storetest.Fields{})
	b.Relation("Funding", "", "programme", "project-2", storetest.Fields{})
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	for to, want := range map[string]string{"programme": `{"paths":[{"length":1}]}`, "project-2": `{"paths":[]}`} {
		query := fmt.Sprintf(`{ paths(from: "project-1", to: %q) { length } }`, to)
		own, err := storetest.Answer(m, schema, st, query, nil)
		if err != nil {
			t.Fatal(err)
		}
		bare, err := storetest.Answer(m, schema, storetest.Bare(st), query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if string(own) != want || string(bare) != want {
			t.Errorf("%s: %s by the store, %s by a walk, want %s", query, own, bare, want)
		}
	}
}
