package query_test

import (
	"context"
	"fmt"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// counting is a store that notes the counter of the last operation.
type counting struct {
	store.Store
	work *plan.Work
}

func (c *counting) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	c.work = o.Work
	return c.Store.View(ctx, o)
}

// networkGraph returns a graph of projects with many common partners, and of documents without
// relations: the room for what is kept grows with the graph.
func networkGraph(m *model.Model) *store.Graph {
	b := storetest.NewBuilder(m)
	const partners, projects = 12, 8
	for i := range partners {
		b.Entity("Institute", fmt.Sprintf("institute-%02d", i), storetest.Fields{"name": fmt.Sprintf("Institute %d", i)})
	}
	for i := range projects {
		project := fmt.Sprintf("project-%d", i)
		b.Entity("Project", project, storetest.Fields{"name": fmt.Sprintf("Project %d", i)})
		for k := i / 2; k < partners; k += 1 + i%3 {
			b.Relation("Participation", "", fmt.Sprintf("institute-%02d", k), project, storetest.Fields{"role": "BENEFICIARY", "since": "2020"})
		}
	}
	for i := range 200 {
		b.Entity("Document", fmt.Sprintf("document-%03d", i), nil)
	}
	return b.Graph
}

// TestNetworksAreKept asks for networks again and again: the answers must be those of a store
// that keeps nothing, and cost the same each time. Only networks of all participations are kept.
func TestNetworksAreKept(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	embedded, err := memory.New(networkGraph(m))
	if err != nil {
		t.Fatal(err)
	}
	st := &counting{Store: embedded}
	for _, row := range []struct{ query, key, reason string }{
		{`{ collaboration(minimum: 2, first: 3) { size { nodes links } omitted links { weight from { id } to { id } } pageInfo { endCursor hasNextPage } } }`, "collaboration 2 false", "a page is taken from the pairs"},
		{`{ collaboration(minimum: 2, first: 50) { nodes { entity { id } degree strength } links { weight initiatives { id } activeFrom activeUntil } } }`, "collaboration 2 false", "another request shows other links"},
		{`{ collaboration(minimum: 3) { nodes { entity { id } betweenness community } size { nodes links } } }`, "collaboration 3 true", "measures need the pairs in order"},
		{`{ collaboration(minimum: 2, activeOn: "2020") { size { nodes links } } }`, "", "a day selects some of the participations"},
		{`{ collaboration(minimum: 2, in: {name: {eq: "Project 1"}}) { size { nodes links } } }`, "", "a filter does, too"},
	} {
		want, err := storetest.Answer(m, schema, storetest.Bare(embedded), row.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		units := 0
		for i := range 3 {
			got, err := storetest.Answer(m, schema, st, row.query, nil)
			if err != nil || string(got) != string(want) {
				t.Errorf("%s, time %d: got %s, %v, want %s: %s", row.query, i+1, got, err, want, row.reason)
			}
			if spent := st.work.Spent(); i > 0 && spent != units {
				t.Errorf("%s: time %d took %d units, the one before %d: %s", row.query, i+1, spent, units, row.reason)
			}
			units = st.work.Spent()
		}
		if row.key != "" && kept(t, embedded, row.key) == nil {
			t.Errorf("%s: no network is kept as %q: %s", row.query, row.key, row.reason)
		}
	}
	if kept(t, embedded, "collaboration 2 true") != nil {
		t.Error("a network that nobody requested is kept")
	}
}

// kept returns what a store keeps under a key.
func kept(t *testing.T, st store.Store, key string) any {
	t.Helper()
	view, err := st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	return view.(store.Keeper).Kept(key)
}
