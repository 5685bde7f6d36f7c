package query_test

import (
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestMinimum asks for pairs that share two initiatives, in a graph where others share only one
// although each of them is in two.
func TestMinimum(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	for _, id := range []string{"w", "x", "y"} {
		b.Entity("Project", id, nil)
	}
	for _, one := range []struct {
		id       string
		projects [2]string
	}{{"a", [2]string{"x", "y"}}, {"b", [2]string{"x", "y"}}, {"c", [2]string{"x", "w"}}, {"d", [2]string{"y", "w"}}} {
		b.Entity("Institute", one.id, nil)
		for _, project := range one.projects {
			b.Relation("Participation", "", one.id, project, nil)
		}
	}
	embedded, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	const query = `{ collaboration(minimum: 2) { links { from { id } to { id } weight } size { nodes links } omitted } }`
	const want = `{"collaboration":{"links":[{"from":{"id":"a"},"to":{"id":"b"},"weight":2}],"size":{"nodes":2,"links":1},"omitted":0}}`
	for _, st := range []store.Store{embedded, storetest.Bare(embedded)} {
		if got, err := storetest.Answer(m, schema, st, query, nil); err != nil || string(got) != want {
			t.Errorf("%s is %s, %v; want %s", query, got, err, want)
		}
	}
}
